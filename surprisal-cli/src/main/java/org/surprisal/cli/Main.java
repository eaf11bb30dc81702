package org.surprisal.cli;

import java.io.BufferedWriter;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Properties;
import java.util.regex.Pattern;
import org.surprisal.text.NearestNames;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Help;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** The program {@code surprisal}: finds the command, runs it, and says in one line what failed. */
@Command(
    name = "surprisal",
    versionProvider = Main.Version.class,
    synopsisSubcommandLabel = "COMMAND",
    description = "Says how wrong predictions are, and what each loss would make of them.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  surprisal score predictions.csv --target y --prediction model_a,model_b",
      "  surprisal explain 'huber(delta=1)'",
      "  surprisal explain 'log1p((z-y)^2/nu); nu=4'",
      "  surprisal at focal --target 1,1,0 --prediction 2,-2,-2",
      "  surprisal losses",
      "  surprisal eval < requests.jsonl",
      "",
      "Exit codes: 0 fine, 1 bad data, 2 bad usage, 3 a --fail-if condition of score is met.",
      "SURPRISAL_DEBUG=1 shows where an error arose.",
      "surprisal COMMAND --help says more."
    })
public final class Main {
  private static final List<String> COMMANDS =
      List.of("score", "eval", "losses", "explain", "at", "completion");

  /** No option is written like this: those of one dash have one letter. */
  private static final Pattern FORMULA = Pattern.compile("-[A-Za-z_(].+", Pattern.DOTALL);

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this help.")
  boolean help;

  @Option(
      names = {"-V", "--version"},
      versionHelp = true,
      description = "Show the version.")
  boolean version;

  private Main() {}

  /** Runs the command that {@code arguments} name and exits with its code. */
  public static void main(String... arguments) {
    OutputStream out = new FileOutputStream(FileDescriptor.out);
    // Text is UTF-8 whatever the locale says: messages and tables hold more than ASCII.
    System.setOut(new PrintStream(out, false, StandardCharsets.UTF_8));
    System.setErr(
        new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8));
    int code = run(System.in, out, System.err, arguments);
    System.out.flush();
    System.exit(code);
  }

  /** Runs a command on the given streams and returns its exit code. */
  static int run(InputStream in, OutputStream out, OutputStream err, String... arguments) {
    Output output = new Output(out);
    PrintWriter printer = printer(output);
    PrintWriter errors = printer(err);
    int code;
    try {
      code = execute(in, output, printer, errors, arguments);
    } catch (Error e) { // out of memory, or a native library that this machine lacks
      code = report(e, errors);
    }
    printer.flush();
    if (output.isBrokenPipe()) {
      code = code == ScoreCommand.FAILED ? code : ExitCode.OK;
    } else if (output.failure() != null) {
      errors.println("surprisal: the output cannot be written: " + output.failure().getMessage());
      code = ExitCode.SOFTWARE;
    }
    errors.flush();
    return code;
  }

  private static PrintWriter printer(OutputStream out) {
    return new PrintWriter(new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8)));
  }

  private static int execute(
      InputStream in, Output out, PrintWriter printer, PrintWriter errors, String... arguments) {
    String first = arguments.length == 0 ? "" : arguments[0];
    if (!first.startsWith("-") && !COMMANDS.contains(first)) {
      String fault = first.isEmpty() ? "name a command" : "there is no command '" + first + "'";
      String near = first.isEmpty() ? "" : NearestNames.question("; ", first, COMMANDS);
      String cure = near.isEmpty() ? ": " + String.join(", ", COMMANDS) : near;
      errors.println("surprisal: " + fault + cure + " (surprisal --help shows examples)");
      return ExitCode.USAGE;
    }
    // Setting up a command costs start-up time, so only the one that is called is.
    List<String> needed = COMMANDS.contains(first) ? List.of(first) : COMMANDS;
    return commandLine(needed, in, out)
        .setOut(printer)
        .setErr(errors)
        .setParameterExceptionHandler((e, _) -> report(e, errors))
        .setExecutionExceptionHandler((e, _, _) -> out.failure() == null ? report(e, errors) : 1)
        .execute(plain(arguments));
  }

  /** The arguments, with a formula such as {@code -log_p} told from an option by a blank. */
  private static String[] plain(String... arguments) {
    String[] plain = arguments.clone();
    String first = plain.length == 0 ? "" : plain[0];
    boolean takesFormula = first.equals("explain") || first.equals("at");
    for (int i = 1; takesFormula && i < plain.length; i++) {
      if (FORMULA.matcher(plain[i]).matches()) {
        plain[i] = " " + plain[i];
      }
    }
    return plain;
  }

  /** The command line with all commands, as help and completion show it. */
  static CommandLine commandLine() {
    return commandLine(COMMANDS, InputStream.nullInputStream(), OutputStream.nullOutputStream());
  }

  private static CommandLine commandLine(List<String> names, InputStream in, OutputStream out) {
    CommandLine root = new CommandLine(new Main());
    for (String name : names) {
      root.addSubcommand(
          name,
          switch (name) {
            case "score" -> new ScoreCommand(in);
            case "eval" -> new EvalCommand(in, out);
            case "losses" -> new LossesCommand();
            case "explain" -> new ExplainCommand();
            case "at" -> new AtCommand();
            default -> new CompletionCommand();
          });
    }
    CommandLine score = root.getSubcommands().get("score");
    if (score != null) {
      MetricNames.explainIn(score);
    }
    return root.setColorScheme(Help.defaultColorScheme(Help.Ansi.OFF))
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setExpandAtFiles(false);
  }

  private static int report(Throwable failure, PrintWriter errors) {
    String hint = "";
    if (failure instanceof ParameterException e) {
      hint = " (" + e.getCommandLine().getCommandSpec().qualifiedName() + " --help shows how)";
    }
    if (!isStopped()) {
      errors.println("surprisal: " + Failures.message(failure) + hint);
      errors.flush();
      Failures.trace(failure);
    }
    return Failures.exitCode(failure);
  }

  /** Whether Ctrl-C has stopped the program: what fails then is no news. */
  private static boolean isStopped() {
    Thread none = new Thread(() -> {});
    try {
      Runtime.getRuntime().addShutdownHook(none);
      Runtime.getRuntime().removeShutdownHook(none);
      return false;
    } catch (IllegalStateException _) {
      return true;
    }
  }

  /** The version that the build has written into the jar. */
  static final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() throws IOException {
      Properties built = new Properties();
      try (InputStream in =
          Main.class.getResourceAsStream(
              "/META-INF/maven/org.surprisal/surprisal-cli/pom.properties")) {
        if (in != null) {
          built.load(in);
        }
      }
      String version = built.getProperty("version", "(not built by Maven)");
      return new String[] {"surprisal " + version + ", Java " + Runtime.version().feature()};
    }
  }
}
