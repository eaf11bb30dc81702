package org.surprisal.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

final class ProgressBarTest {
  private static final long SECOND = 1_000_000_000L;

  private final StringWriter terminal = new StringWriter();
  private long now;

  private ProgressBar bar(int width) {
    return new ProgressBar(new PrintWriter(terminal), width, () -> now);
  }

  @Test
  void shortWorkShowsNothing() {
    try (ProgressBar bar = bar(80)) {
      now = 2 * SECOND - 1;
      bar.done("reading", 0.9);
    }
    assertThat(terminal.toString()).isEmpty();
  }

  @Test
  void longWorkShowsHowFarItIsAndLeavesNothing() {
    try (ProgressBar bar = bar(60)) {
      now = 3 * SECOND;
      bar.done("reading", 0.25);
      assertThat(terminal.toString())
          .isEqualTo("\r\u001b[Kreading                   25 % " + "█".repeat(6) + "░".repeat(21));
      now += SECOND / 100;
      bar.done("reading", 0.26);
      assertThat(terminal.toString()).doesNotContain("26 %");
      now += SECOND;
      bar.done("drawing again", Double.NaN);
    }
    assertThat(terminal.toString()).endsWith("\r\u001b[Kdrawing again …\r\u001b[K");
  }

  @Test
  void nothingIsDrawnOnceItIsClosed() {
    ProgressBar bar = bar(80);
    bar.close();
    now = 3 * SECOND;
    bar.done("reading", 0.5);
    assertThat(terminal.toString()).isEmpty();
  }

  @Test
  void itFitsANarrowTerminal() {
    for (int width = 1; width < 100; width++) {
      terminal.getBuffer().setLength(0);
      try (ProgressBar bar = bar(width)) {
        now += 3 * SECOND;
        bar.done("sorting the scores", 1.5);
      }
      String drawn = terminal.toString().replaceAll("\r\u001b\\[K", "");
      assertThat(drawn.length()).isLessThan(width);
    }
  }
}
