package org.surprisal.evaluate;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * A temporary file for what does not fit into memory, shared by all who need one. It is made when
 * first written, opened with {@link StandardOpenOption#DELETE_ON_CLOSE}, and so goes with the
 * process, however that ends.
 */
final class SpillFile implements AutoCloseable {
  private @Nullable FileChannel channel;
  private long end;

  /** Writes what remains in a buffer and tells where. */
  long append(ByteBuffer bytes) {
    long start = end;
    try {
      if (channel == null) {
        Path file = Files.createTempFile("surprisal-", ".bin");
        channel =
            FileChannel.open(
                file,
                StandardOpenOption.READ,
                StandardOpenOption.WRITE,
                StandardOpenOption.DELETE_ON_CLOSE);
      }
      while (bytes.hasRemaining()) {
        end += channel.write(bytes, end);
      }
    } catch (IOException problem) {
      throw failed(problem);
    }
    return start;
  }

  /** Fills what remains of a buffer with what was written at a place. */
  void read(ByteBuffer bytes, long at) {
    try {
      long from = at;
      while (bytes.hasRemaining()) {
        int count = channel == null ? -1 : channel.read(bytes, from);
        if (count < 0) {
          throw new IOException("the file was cut short");
        }
        from += count;
      }
    } catch (IOException problem) {
      throw failed(problem);
    }
  }

  @Override
  public void close() {
    try {
      if (channel != null) {
        channel.close();
      }
    } catch (IOException problem) {
      throw failed(problem);
    }
  }

  private static DataException failed(IOException problem) {
    return new DataException(
        "a temporary file in "
            + System.getProperty("java.io.tmpdir")
            + " failed: "
            + problem.getMessage()
            + "; -Djava.io.tmpdir=… puts it elsewhere",
        problem);
  }
}
