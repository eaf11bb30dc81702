package org.surprisal.loss;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringWriter;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Programs that the compiler must refuse, each for the reasons that its second line gives. */
final class WrongPairingsTest {
  private static final Path FOLDER = Path.of("src", "test", "resources", "does-not-compile");
  private static final String EXPECT = "// expect: ";

  @TempDir private Path classes;

  static Stream<String> files() throws IOException {
    try (Stream<Path> files = Files.list(FOLDER)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList().stream();
    }
  }

  @ParameterizedTest
  @MethodSource("files")
  void isRefused(String file) throws IOException, URISyntaxException {
    String source = Files.readString(FOLDER.resolve(file));
    String expected =
        source
            .lines()
            .filter(line -> line.startsWith(EXPECT))
            .findFirst()
            .orElseThrow()
            .substring(EXPECT.length());
    List<String> errors = errors(source);
    assertThat(errors).as("errors of %s", file).hasSize(1);
    String error =
        errors
            .getFirst()
            .replaceAll("\\s+", " ")
            .replaceAll("org\\.surprisal\\.loss\\.|\\b(Target|Prediction)\\.", "");
    assertThat(error).contains(expected.split(" & ", -1));
  }

  /** Without this, a wrong class path would look like success. */
  @Test
  void aRightProgramIsNotRefused() throws IOException, URISyntaxException {
    String wrong = Files.readString(FOLDER.resolve("HingeWithZeroOne.java.txt"));
    assertThat(errors(wrong.replace("Target.zeroOne(y)", "Target.signs(y)"))).isEmpty();
  }

  @Test
  void thereAreEnoughOfThem() throws IOException {
    assertThat(files()).hasSizeGreaterThanOrEqualTo(10);
  }

  private List<String> errors(String text) throws URISyntaxException {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    DiagnosticCollector<JavaFileObject> found = new DiagnosticCollector<>();
    Path core = Path.of(Loss.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    List<String> options =
        List.of(
            "-classpath",
            core.toString(),
            "-d",
            classes.toString(),
            "-proc:none",
            "-XDrawDiagnostics=false");
    JavaFileObject source =
        new SimpleJavaFileObject(URI.create("string:///Wrong.java"), JavaFileObject.Kind.SOURCE) {
          @Override
          public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return text;
          }
        };
    compiler.getTask(new StringWriter(), null, found, options, null, List.of(source)).call();
    return found.getDiagnostics().stream()
        .filter(diagnostic -> diagnostic.getKind() == Diagnostic.Kind.ERROR)
        .map(diagnostic -> diagnostic.getMessage(Locale.ROOT))
        .toList();
  }
}
