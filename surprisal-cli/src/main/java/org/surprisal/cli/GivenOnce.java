package org.surprisal.cli;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** Options of one value must stand once; the library takes the last without a word in a group. */
final class GivenOnce {
  private GivenOnce() {}

  /**
   * Makes sure that they do.
   *
   * @throws Refusal if one stands twice
   */
  static void require(CommandSpec spec) {
    List<String> arguments = spec.commandLine().getParseResult().originalArgs();
    Set<OptionSpec> seen = new HashSet<>();
    for (int i = 0; i < arguments.size() && !arguments.get(i).equals("--"); i++) {
      int equals = arguments.get(i).indexOf('=');
      String name = equals < 0 ? arguments.get(i) : arguments.get(i).substring(0, equals);
      OptionSpec option = spec.findOption(name);
      if (option == null) {
        continue;
      }
      if (!option.isMultiValue() && !seen.add(option)) {
        throw new Refusal(name + " is given twice; give it once");
      }
      // Its value may look like an option.
      i += equals < 0 && option.arity().min() > 0 ? 1 : 0;
    }
  }
}
