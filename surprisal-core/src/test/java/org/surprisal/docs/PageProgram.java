package org.surprisal.docs;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.StringWriter;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/**
 * A page whose programs run: each block of Java is followed by a block of text, which is what it
 * prints. The first block of Java holds the imports of all others, and helpers. A block marked
 * {@code java refused} is one that the compiler refuses, and is followed by what it says.
 */
final class PageProgram {
  private static final Pattern BLOCK =
      Pattern.compile("```java( refused)?\n(.*?)```\n(?:\n```text\n(.*?)```\n)?", Pattern.DOTALL);

  private final String page;
  private final Path folder;
  private final List<MatchResult> blocks;

  PageProgram(String page, Path folder) {
    this.page = page;
    this.folder = folder;
    this.blocks = BLOCK.matcher(page).results().toList();
  }

  /** The page with what its programs print today. */
  String run() throws ReflectiveOperationException, java.io.IOException {
    List<String> outputs = outputs();
    int[] next = {0};
    return BLOCK
        .matcher(page)
        .replaceAll(block -> Matcher.quoteReplacement(block(block, outputs.get(next[0]++))));
  }

  private static String block(MatchResult block, String output) {
    String mark = block.group(1) == null ? "" : block.group(1);
    String program = "```java" + mark + "\n" + block.group(2) + "```\n";
    return output.isEmpty() ? program : program + "\n```text\n" + output + "```\n";
  }

  private List<String> outputs() throws ReflectiveOperationException, java.io.IOException {
    String errors = errors("Program", program(), folder);
    if (!errors.isEmpty()) {
      throw new IllegalStateException(errors);
    }
    List<String> outputs = new ArrayList<>();
    try (URLClassLoader loader = new URLClassLoader(new URL[] {folder.toUri().toURL()})) {
      Class<?> program = loader.loadClass("Program");
      for (int i = 0; i < blocks.size(); i++) {
        boolean refused = blocks.get(i).group(1) != null;
        String body = blocks.get(i).group(2);
        outputs.add(
            i == 0
                ? ""
                : refused
                    ? shortened(errors("Refused", one(i, body), folder))
                    : printed(program, i));
      }
    }
    return outputs;
  }

  private String imports() {
    return blocks
        .getFirst()
        .group(2)
        .lines()
        .filter(line -> line.startsWith("import "))
        .collect(Collectors.joining("\n"));
  }

  private String helpers() {
    return blocks
        .getFirst()
        .group(2)
        .lines()
        .filter(line -> !line.startsWith("import "))
        .collect(Collectors.joining("\n"));
  }

  private String program() {
    StringBuilder text = new StringBuilder(imports()).append("\nfinal class Program {\n");
    text.append(helpers());
    for (int i = 1; i < blocks.size(); i++) {
      if (blocks.get(i).group(1) == null) {
        text.append("\nvoid run")
            .append(i)
            .append("() {\n")
            .append(blocks.get(i).group(2))
            .append("}\n");
      }
    }
    return text.append("}\n").toString();
  }

  private String one(int i, String body) {
    return imports() + "\nfinal class Refused {\nvoid run" + i + "() {\n" + body + "}\n}\n";
  }

  private static String printed(Class<?> program, int i) throws ReflectiveOperationException {
    var constructor = program.getDeclaredConstructor();
    constructor.setAccessible(true);
    Method run = program.getDeclaredMethod("run" + i);
    run.setAccessible(true);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    PrintStream usual = System.out;
    String error = "";
    try (PrintStream into = new PrintStream(bytes, true, StandardCharsets.UTF_8)) {
      System.setOut(into);
      run.invoke(constructor.newInstance());
    } catch (InvocationTargetException e) {
      error = e.getCause().getClass().getSimpleName() + ": " + e.getCause().getMessage() + "\n";
    } finally {
      System.setOut(usual);
    }
    return bytes.toString(StandardCharsets.UTF_8).replace(System.lineSeparator(), "\n") + error;
  }

  private static String errors(String name, String source, Path folder) {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    DiagnosticCollector<JavaFileObject> found = new DiagnosticCollector<>();
    JavaFileObject file =
        new SimpleJavaFileObject(
            URI.create("string:///" + name + ".java"), JavaFileObject.Kind.SOURCE) {
          @Override
          public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return source;
          }
        };
    List<String> options = List.of("-classpath", core(), "-d", folder.toString(), "-proc:none");
    compiler.getTask(new StringWriter(), null, found, options, null, List.of(file)).call();
    return found.getDiagnostics().stream()
        .filter(diagnostic -> diagnostic.getKind() == Diagnostic.Kind.ERROR)
        .map(diagnostic -> diagnostic.getMessage(Locale.ROOT) + "\n")
        .collect(Collectors.joining());
  }

  private static String core() {
    try {
      var source = org.surprisal.loss.Loss.class.getProtectionDomain().getCodeSource();
      return Path.of(source.getLocation().toURI()).toString();
    } catch (java.net.URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Without package names, and without the candidates that do not matter. */
  private static String shortened(String error) {
    return error.replaceAll("(org\\.surprisal\\.loss|java\\.lang|java\\.util)\\.", "");
  }
}
