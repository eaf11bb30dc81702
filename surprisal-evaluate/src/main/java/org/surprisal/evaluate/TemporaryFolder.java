package org.surprisal.evaluate;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** A folder that is deleted with all that is in it, at the latest when the process ends. */
final class TemporaryFolder implements AutoCloseable {
  /** Whoever still writes into the folder when the process is stopped gets so many chances. */
  private static final int ATTEMPTS = 20;

  private static final long PAUSE_MILLISECONDS = 10;

  private final Path path;
  private final Runnable stopWriting;
  private final Thread hook;

  private TemporaryFolder(Path path, Runnable stopWriting) {
    this.path = path;
    this.stopWriting = stopWriting;
    this.hook = new Thread(this::deleteAtExit, "surprisal-temporary-folder");
  }

  /**
   * @param stopWriting what stops those who write into it, when the process is being ended
   */
  static TemporaryFolder create(String prefix, Runnable stopWriting) {
    try {
      TemporaryFolder folder = new TemporaryFolder(Files.createTempDirectory(prefix), stopWriting);
      Runtime.getRuntime().addShutdownHook(folder.hook);
      return folder;
    } catch (IOException problem) {
      throw new DataException(
          "a temporary folder in "
              + System.getProperty("java.io.tmpdir")
              + " cannot be made: "
              + problem.getMessage()
              + "; -Djava.io.tmpdir=… puts it elsewhere",
          problem);
    }
  }

  Path path() {
    return path;
  }

  @Override
  public void close() {
    delete();
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException _) {
      // The process is ending: the hook runs, and finds nothing left.
    }
  }

  private void deleteAtExit() {
    stopWriting.run();
    for (int i = 0; i < ATTEMPTS && Files.exists(path); i++) {
      delete();
      try {
        Thread.sleep(PAUSE_MILLISECONDS);
      } catch (InterruptedException _) {
        return;
      }
    }
  }

  private void delete() {
    List<Path> deepestFirst;
    try (Stream<Path> all = Files.walk(path)) {
      deepestFirst = all.sorted(Comparator.reverseOrder()).toList();
    } catch (IOException | UncheckedIOException _) {
      return;
    }
    for (Path each : deepestFirst) {
      try {
        Files.deleteIfExists(each);
      } catch (IOException _) {
        // A file that was added meanwhile; the next attempt takes it.
      }
    }
  }
}
