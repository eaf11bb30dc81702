package org.surprisal.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** A score that is stopped, or whose reader goes away. */
final class StoppedTest {
  private static final int INTERRUPTED = 130;

  /** More than a pipe holds, so that writing them all means that the program has begun to read. */
  private static final String ROWS = "1,0.75\n0,0.25\n".repeat(100_000);

  @TempDir Path folder;

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void interruptingLeavesNothingPartialAndNoTrace() throws Exception {
    Path out = folder.resolve("out");
    Path err = folder.resolve("err");
    Process score =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                "org.surprisal.cli.Main",
                "score",
                "-",
                "--target",
                "y",
                "--prediction",
                "p",
                "--format",
                "json")
            .redirectOutput(out.toFile())
            .redirectError(err.toFile())
            .start();
    try (OutputStream in = score.getOutputStream()) {
      in.write(("y,p\n" + ROWS).getBytes(StandardCharsets.UTF_8));
      in.flush();
      new ProcessBuilder("kill", "-INT", Long.toString(score.pid())).start().waitFor();
      assertThat(score.waitFor(30, TimeUnit.SECONDS)).isTrue();
    } finally {
      score.destroyForcibly();
    }
    assertThat(score.exitValue()).isEqualTo(INTERRUPTED);
    assertThat(out).isEmptyFile();
    assertThat(Files.readString(err)).isEmpty();
  }

  @Test
  void aConditionThatIsMetCountsAlsoWhereTheReaderHasGone() {
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    List<String> arguments =
        List.of(
            "score",
            "-",
            "--target",
            "y",
            "--prediction",
            "p",
            "--loss",
            "brier",
            "--fail-if",
            "brier > 0");
    int code =
        Main.run(
            new ByteArrayInputStream("y,p\n1,0.75\n0,0.25\n".getBytes(StandardCharsets.UTF_8)),
            new OutputStream() {
              @Override
              public void write(int b) throws IOException {
                throw new IOException("Broken pipe");
              }
            },
            err,
            arguments.toArray(String[]::new));
    assertThat(code).isEqualTo(3);
    assertThat(err.toString(StandardCharsets.UTF_8))
        .isEqualTo("surprisal: --fail-if 'brier > 0' is met: brier of p is 0.0625\n");
  }
}
