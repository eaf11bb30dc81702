package org.surprisal.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringWriter;
import java.lang.reflect.Method;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the README shows is what happens: its commands print what stands there, its Java runs. */
final class ReadmeTest {
  private static final Path ROOT = Path.of("").toAbsolutePath().getParent();
  private static final Pattern BLOCK = Pattern.compile("```(\\w+)\n(.*?)```", Pattern.DOTALL);
  private static final Pattern WORD = Pattern.compile("'([^']*)'|(\\S+)");

  private static Stream<String> blocks(String language) throws IOException {
    String text = Files.readString(ROOT.resolve("README.md"));
    return BLOCK
        .matcher(text)
        .results()
        .filter(block -> block.group(1).equals(language))
        .map(block -> block.group(2));
  }

  static Stream<String> consoleBlocks() throws IOException {
    return blocks("console");
  }

  @ParameterizedTest
  @MethodSource("consoleBlocks")
  void commandsPrintWhatStandsThere(String block) {
    int end = block.indexOf('\n');
    String expected = block.substring(end + 1);
    String line = block.substring(0, end).replaceFirst("^\\$ ", "");
    String input = "";
    Matcher piped = Pattern.compile("echo '(.*)' \\| (.*)").matcher(line);
    if (piped.matches()) {
      input = piped.group(1) + "\n";
      line = piped.group(2);
    }
    List<String> words = new ArrayList<>();
    Matcher word = WORD.matcher(line);
    while (word.find()) {
      words.add(word.group(1) != null ? word.group(1) : word.group(2));
    }
    assertThat(words.removeFirst()).isEqualTo("./surprisal");
    // Tests run in the module's folder, readers in the folder of the README.
    words.replaceAll(w -> w.startsWith("examples/") ? "../" + w : w);
    Ran ran = Ran.with(input, words.toArray(String[]::new));
    assertThat(ran.err()).isEmpty();
    assertThat(ran.out().replace("../examples/", "examples/")).isEqualTo(expected);
  }

  @Test
  void theJavaProgramRuns(@TempDir Path folder) throws Exception {
    String source = blocks("java").findFirst().orElseThrow();
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
