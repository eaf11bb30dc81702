package org.surprisal.cli;

import java.io.PrintWriter;
import java.util.function.LongSupplier;
import org.surprisal.evaluate.Progress;

/**
 * How far work has come, on one line of a terminal: nothing for two seconds, since short work needs
 * no bar, then {@code reading 42 % ████████░░░░░░░░}. Closing it leaves the line as it was.
 */
final class ProgressBar implements Progress, AutoCloseable {
  static final long QUIET_NANOS = 2_000_000_000L;
  private static final long REDRAW_NANOS = 100_000_000L;
  private static final String CLEAR = "\r\u001b[K";
  private static final int WIDEST_BAR = 40;
  private static final int STEP_WIDTH = 24;
  private static final int PERCENT_WIDTH = 8;

  private final PrintWriter terminal;
  private final int width;
  private final LongSupplier clock;
  private final long start;
  private long drawn;
  private boolean isVisible;
  private boolean isClosed;

  /**
   * @param terminal standard error
   * @param width columns of the terminal
   * @param clock nanoseconds since any moment
   */
  ProgressBar(PrintWriter terminal, int width, LongSupplier clock) {
    this.terminal = terminal;
    this.width = width;
    this.clock = clock;
    this.start = clock.getAsLong();
    this.drawn = start;
  }

  @Override
  public synchronized void done(String step, double share) {
    long now = clock.getAsLong();
    if (isClosed || now - start < QUIET_NANOS || (isVisible && now - drawn < REDRAW_NANOS)) {
      return;
    }
    if (!isVisible) {
      // Ctrl-C ends the program from anywhere; the terminal must be clean all the same.
      Runtime.getRuntime().addShutdownHook(new Thread(this::close));
    }
    isVisible = true;
    drawn = now;
    terminal.print(CLEAR + line(step, share));
    terminal.flush();
  }

  private String line(String step, double share) {
    if (Double.isNaN(share)) {
      return (step + " …").substring(0, Math.min(step.length() + 2, Math.max(0, width - 1)));
    }
    double known = Math.clamp(share, 0, 1);
    int bar = Math.min(WIDEST_BAR, width - STEP_WIDTH - PERCENT_WIDTH - 1);
    String percent = String.format("%-" + STEP_WIDTH + "s %3d %%", step, (int) (100 * known));
    if (bar < 1) {
      return percent.substring(0, Math.min(percent.length(), Math.max(0, width - 1)));
    }
    int full = (int) (bar * known);
    return percent + " " + "█".repeat(full) + "░".repeat(bar - full);
  }

  /** Removes the bar; nothing is drawn any more. */
  @Override
  public synchronized void close() {
    if (isVisible && !isClosed) {
      terminal.print(CLEAR);
      terminal.flush();
    }
    isClosed = true;
  }
}
