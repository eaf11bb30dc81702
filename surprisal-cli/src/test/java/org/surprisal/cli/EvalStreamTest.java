package org.surprisal.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

final class EvalStreamTest {
  @Test
  @Timeout(60)
  void aPeerThatWaitsForEachAnswerGetsIt() throws Exception {
    PipedOutputStream questions = new PipedOutputStream();
    PipedInputStream in = new PipedInputStream(questions);
    PipedOutputStream out = new PipedOutputStream();
    PipedInputStream answers = new PipedInputStream(out);
    try (ExecutorService server = Executors.newSingleThreadExecutor();
        BufferedReader reader =
            new BufferedReader(new InputStreamReader(answers, StandardCharsets.UTF_8))) {
      Future<?> served =
          server.submit(() -> {
            EvalCommand.serve(in, out);
            return null;
          });
      for (int i = 0; i < 200; i++) {
        ask(questions, i);
        assertThat(reader.readLine()).startsWith("{\"id\":" + i + ",\"value\":");
      }
      questions.close();
      served.get();
    }
  }

  private static void ask(PipedOutputStream questions, int id) throws IOException {
    String line = "{\"id\":" + id + ",\"loss\":\"mse\",\"target\":[0],\"prediction\":[1]}\n";
    // In two parts: an answer may not depend on how the line arrives.
    questions.write(line.substring(0, 9).getBytes(StandardCharsets.UTF_8));
    questions.flush();
    questions.write(line.substring(9).getBytes(StandardCharsets.UTF_8));
    questions.flush();
  }
}
