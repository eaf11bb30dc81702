package org.surprisal.cli;

import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code surprisal completion}: the script that lets bash and zsh complete the command line. */
@Command(
    name = "completion",
    description = "Prints a script that completes commands, options and losses in bash and zsh.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  source <(surprisal completion)",
      "  surprisal completion > ~/.local/share/bash-completion/completions/surprisal"
    })
final class CompletionCommand implements Callable<Integer> {
  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this help.")
  boolean help;

  @Spec CommandSpec spec;

  @Override
  public Integer call() {
    spec.commandLine().getOut().print(AutoComplete.bash("surprisal", Main.commandLine()));
    return 0;
  }
}
