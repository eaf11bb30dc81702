package org.surprisal.evaluate;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Path;

/** The bytes of a text file: unpacked if they are gzip, and without a byte order mark. */
final class CsvBytes extends InputStream {
  private static final int HEAD_BYTES = 4_096;
  private static final int MARK_BYTES = 3;
  private static final int BYTE = 0xff;

  private final FileChannel file;
  private final InputStream in;
  private final byte[] head;
  private int position;

  private CsvBytes(FileChannel file, InputStream in, byte[] head) {
    this.file = file;
    this.in = in;
    this.head = head;
    this.position = startsWithMark(head) ? MARK_BYTES : 0;
  }

  /**
   * Opens a file.
   *
   * @param name what messages call it
   * @throws DataException if its first bytes are those of something else
   */
  static CsvBytes open(Path path, String name) throws IOException {
    FileChannel file = FileChannel.open(path);
    try {
      InputStream packed = Channels.newInputStream(file);
      boolean isGzip = GzipStream.isGzip(packed.readNBytes(2));
      file.position(0);
      InputStream in = isGzip ? new GzipStream(packed) : packed;
      byte[] head = in.readNBytes(HEAD_BYTES);
      String kind = FileKind.of(head);
      if (!kind.isEmpty()) {
        String unpacked = isGzip ? ", unpacked," : "";
        throw new DataException(name + unpacked + " is not CSV: it seems to be " + kind);
      }
      return new CsvBytes(file, in, head);
    } catch (IOException | RuntimeException problem) {
      file.close();
      throw problem;
    }
  }

  private static boolean startsWithMark(byte[] head) {
    return head.length >= MARK_BYTES
        && (head[0] & BYTE) == 0xef
        && (head[1] & BYTE) == 0xbb
        && (head[2] & BYTE) == 0xbf;
  }

  /** How much of the file on disk has been read, from 0 to 1. */
  double share() {
    try {
      return file.size() > 0 ? Math.min(1, (double) file.position() / file.size()) : 1;
    } catch (IOException _) {
      return 0;
    }
  }

  @Override
  public int read() throws IOException {
    return position < head.length ? head[position++] & BYTE : in.read();
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    int left = head.length - position;
    if (left <= 0) {
      return in.read(bytes, offset, length);
    }
    int count = Math.min(length, left);
    System.arraycopy(head, position, bytes, offset, count);
    position += count;
    return count;
  }

  @Override
  public void close() throws IOException {
    in.close();
    file.close();
  }
}
