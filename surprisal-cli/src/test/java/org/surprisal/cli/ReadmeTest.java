package org.surprisal.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringWriter;
import java.lang.reflect.Method;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What the README and the guides show is what happens: their commands print it, their Java runs.
 */
final class ReadmeTest {
  private static final String README = "README.md";
  private static final String SCORING = "docs/scoring.md";

  static Stream<Shown> consoleBlocks() throws IOException {
    return Stream.concat(Shown.in(README), Shown.in(SCORING));
  }

  @ParameterizedTest
  @MethodSource("consoleBlocks")
  void commandsPrintWhatStandsThere(Shown shown) {
    shown.check();
  }

  @Test
  void theReadmeLeavesNoLineOfOutputOut() throws IOException {
    assertThat(Shown.in(README).map(Shown::expected).toList())
        .isNotEmpty()
        .noneMatch(output -> output.lines().anyMatch("…"::equals));
  }

  @ParameterizedTest
  @ValueSource(strings = {README, SCORING})
  void theJavaProgramRuns(String document, @TempDir Path folder) throws Exception {
    String source = Shown.fromModule(Shown.blocks(document, "java").findFirst().orElseThrow());
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    StringWriter messages = new StringWriter();
    var file =
        new SimpleJavaFileObject(
            URI.create("string:///Program.java"), javax.tools.JavaFileObject.Kind.SOURCE) {
          @Override
          public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return source;
          }
        };
    List<String> options =
        List.of("-d", folder.toString(), "-cp", System.getProperty("java.class.path"));
    boolean compiled = compiler.getTask(messages, null, null, options, null, List.of(file)).call();
    assertThat(compiled).as(messages.toString()).isTrue();
    URL[] urls = {folder.toUri().toURL()};
    try (URLClassLoader loader = new URLClassLoader(urls)) {
      Class<?> program = loader.loadClass("Program");
      var constructor = program.getDeclaredConstructor();
      constructor.setAccessible(true);
      Method main = program.getDeclaredMethod("main");
      main.setAccessible(true);
      main.invoke(constructor.newInstance());
    }
  }
}
