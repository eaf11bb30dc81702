package org.surprisal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.surprisal.loss.CatalogueBits;

/** One hash over the bits of the whole catalogue's results, the same however they are computed. */
final class BitsTest {
  /**
   * Two lines, the hashes of a short and of a long grid. They change only where results are meant
   * to change: then run this test with -Dgolden.write=true, and say why in CHANGELOG.md.
   */
  private static final Path COMMITTED = Path.of("src", "test", "resources", "bits.txt");

  private static final int SECONDS = 60;

  @TempDir private Path folder;

  @BeforeAll
  static void write() throws IOException {
    if (Boolean.getBoolean("golden.write")) {
      String both =
          CatalogueBits.hash(CatalogueBits.SHORT) + "\n" + CatalogueBits.hash(CatalogueBits.LONG);
      Files.writeString(COMMITTED, both + "\n");
    }
  }

  private static String committed(int rows) throws IOException {
    return Files.readAllLines(COMMITTED).get(rows == CatalogueBits.SHORT ? 0 : 1);
  }

  @Test
  void isTheCommittedOne() throws IOException {
    String hash = CatalogueBits.hash(CatalogueBits.LONG);
    assertThat(hash)
        .as(
            "if results are meant to change: mvn -pl surprisal-core test -Dtest=BitsTest"
                + " -Dgolden.write=true")
        .isEqualTo(committed(CatalogueBits.LONG));
  }

  /** Later calls run compiled code, the first ones did not. */
  @Test
  void isTheSameEveryTime() throws IOException {
    for (int i = 0; i < 10; i++) {
      assertThat(CatalogueBits.hash(CatalogueBits.SHORT)).isEqualTo(committed(CatalogueBits.SHORT));
    }
  }

  /** Interpreter only, first compiler only, and vectors of several widths. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "-Xint",
        "-XX:TieredStopAtLevel=1",
        "-XX:UseAVX=2",
        "-XX:UseAVX=0",
        "-XX:-UseSuperWord",
        "-XX:-TieredCompilation"
      })
  void isTheSameInAnotherMachine(String option) throws IOException, InterruptedException {
    // Without AVX the JVM knows no fused multiply-add instruction and computes it exactly by hand.
    boolean slow = option.equals("-Xint") || option.equals("-XX:UseAVX=0");
    int rows = slow ? CatalogueBits.SHORT : CatalogueBits.LONG;
    assertThat(forked(option, rows)).isEqualTo(committed(rows));
  }

  private String forked(String option, int rows) throws IOException, InterruptedException {
    Path output = folder.resolve("output");
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-XX:+IgnoreUnrecognizedVMOptions"); // UseAVX is known on x86 only
    command.add(option);
    command.add("-cp");
    command.add(classPath());
    command.add(CatalogueBits.class.getName());
    command.add(Integer.toString(rows));
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    boolean ended = process.waitFor(SECONDS, TimeUnit.SECONDS);
    process.destroyForcibly();
    String text = Files.readString(output, StandardCharsets.UTF_8);
    assertThat(ended).as("%s within %s s: %s", option, SECONDS, text).isTrue();
    return text.strip();
  }

  /** Where the classes of core and of its tests lie, whether on a class path or a module path. */
  private static String classPath() {
    return String.join(
        System.getProperty("path.separator"),
        place(CatalogueBits.class),
        place(org.surprisal.loss.Loss.class));
  }

  private static String place(Class<?> type) {
    try {
      return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI()).toString();
    } catch (java.net.URISyntaxException e) {
      throw new AssertionError(e);
    }
  }
}
