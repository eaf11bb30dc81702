package org.surprisal.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class MainTest {
  @ParameterizedTest
  @ValueSource(strings = {"score", "eval", "losses", "explain", "at", "completion"})
  void everyCommandShowsItsHelpWithExamples(String command) {
    Ran ran = Ran.of(command, "--help");
    assertThat(ran.code()).isZero();
    assertThat(ran.err()).isEmpty();
    assertThat(ran.out()).startsWith("Usage: surprisal " + command).contains("Examples:");
    assertThat(ran.out()).contains("  surprisal " + command).doesNotContain("\u001b");
    assertThat(Ran.of("--help").out()).contains("\n  " + command + " ");
  }

  @Test
  void showsItsVersion() {
    assertThat(Ran.of("--version").out()).startsWith("surprisal ").endsWith("\n");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      textBlock =
          """
          2 | name a command                  | -       | -
          2 | no command 'scor'; did you mean | scor    | -
          2 | no command 'xyz': score, eval,  | xyz     | -
          2 | Unknown option: '--nix'         | losses  | --nix
          2 | --format                        | losses  | --format=xml
          2 | Missing required                | at      | mse
          2 | huber                           | explain | hubr
          2 | column                          | explain | (z-y
          """)
  void badUsageIsOneLineAndCodeTwo(int code, String part, String command, String argument) {
    Ran ran =
        command == null ? Ran.of() : argument == null ? Ran.of(command) : Ran.of(command, argument);
    assertThat(ran.code()).isEqualTo(code);
    assertThat(ran.out()).isEmpty();
    assertThat(ran.err()).startsWith("surprisal: ").contains(part);
    assertThat(ran.err().lines()).hasSize(1);
  }

  @Test
  void badDataIsOneLineAndCodeOne() {
    Ran ran = Ran.of("at", "poisson", "--target", "-1", "--prediction", "0");
    assertThat(ran.code()).isEqualTo(1);
    assertThat(ran.err()).startsWith("surprisal: target[0] = -1 is outside [0, ∞) of poisson");
    assertThat(ran.err().lines()).hasSize(1);
  }

  @Test
  void aReaderThatHasGoneIsNoError() {
    for (String command : new String[] {"losses", "eval"}) {
      ByteArrayOutputStream err = new ByteArrayOutputStream();
      assertThat(runInto(failing("Broken pipe"), err, command)).isZero();
      assertThat(err.toByteArray()).isEmpty();
    }
  }

  @Test
  void aDiskThatIsFullIsAnError() {
    for (String command : new String[] {"losses", "eval"}) {
      ByteArrayOutputStream err = new ByteArrayOutputStream();
      assertThat(runInto(failing("No space left on device"), err, command)).isEqualTo(1);
      assertThat(err.toString(StandardCharsets.UTF_8))
          .isEqualTo("surprisal: the output cannot be written: No space left on device\n");
    }
  }

  private static int runInto(OutputStream out, OutputStream err, String command) {
    byte[] in = "{}\n".getBytes(StandardCharsets.UTF_8);
    return Main.run(new ByteArrayInputStream(in), out, err, command);
  }

  private static OutputStream failing(String reason) {
    return new OutputStream() {
      @Override
      public void write(int b) throws IOException {
        throw new IOException(reason);
      }
    };
  }

  @Test
  void theCompletionScriptIsBash(@TempDir Path folder) throws Exception {
    Ran ran = Ran.of("completion");
    assertThat(ran.code()).isZero();
    assertThat(ran.out()).contains("explain").contains("--prediction").contains("huber");
    Path script = Files.writeString(folder.resolve("completion"), ran.out());
    Process bash = new ProcessBuilder("bash", "-n", script.toString()).inheritIO().start();
    assertThat(bash.waitFor()).isZero();
  }

  @Test
  void aFormulaThatBeginsWithAMinusIsNoOption() {
    assertThat(Ran.of("explain", "-log_p * (1 - exp(log_p))^2").out()).contains("by log_p: ");
    assertThat(Ran.of("explain", "--latex", "-log_p").err()).isEmpty();
    assertThat(Ran.of("at", "-z*y", "--target", "-2", "--prediction", "-1").out()).contains("-2");
    assertThat(Ran.of("at", "-(z)", "--prediction", "-inf", "--target", "1").err())
        .startsWith("surprisal: prediction[0] = -inf is outside");
    assertThat(Ran.of("explain", "-h").out()).contains("Usage: surprisal explain");
    assertThat(Ran.of("explain", "--frmat", "json", "mse").err()).contains("--frmat");
  }
}
