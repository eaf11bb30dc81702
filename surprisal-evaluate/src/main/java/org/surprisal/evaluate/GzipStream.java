package org.surprisal.evaluate;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import java.util.zip.ZipException;

/**
 * Unpacks gzip (RFC 1952), one member after the other. The one of the JDK takes a damaged header of
 * a later member for the end of the file, which loses all rows from there on in silence.
 */
final class GzipStream extends InputStream {
  private static final int PACKED_BYTES = 1 << 16;
  private static final int MAGIC_1 = 0x1f;
  private static final int MAGIC_2 = 0x8b;
  private static final int DEFLATE = 8;
  private static final int HEADER_CHECKSUM = 2;
  private static final int EXTRA = 4;
  private static final int NAME = 8;
  private static final int COMMENT = 16;
  private static final int RESERVED = 0xe0;
  private static final int BYTE = 0xff;
  private static final long INT = 0xffff_ffffL;

  private final InputStream in;
  private final Inflater inflater = new Inflater(true);
  private final CRC32 checksum = new CRC32();
  private final byte[] packed = new byte[PACKED_BYTES];
  private int position;
  private int limit;
  private boolean started;
  private boolean inMember;
  private boolean ended;

  /** Unpacks {@code in}, which starts with the first member and is closed with this stream. */
  GzipStream(InputStream in) {
    this.in = in;
  }

  /** Whether bytes are the first ones of gzip. */
  static boolean isGzip(byte[] bytes) {
    return bytes.length >= 2 && (bytes[0] & BYTE) == MAGIC_1 && (bytes[1] & BYTE) == MAGIC_2;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & BYTE;
  }

  /**
   * @throws EOFException if the file ends within a member
   * @throws ZipException if the file is damaged
   */
  @Override
  public int read(byte[] unpacked, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    while (!ended && (inMember || nextMember())) {
      int count = inflate(unpacked, offset, length);
      if (count > 0) {
        checksum.update(unpacked, offset, count);
        return count;
      }
      if (inflater.finished()) {
        endMember();
      } else if (inflater.needsDictionary()) {
        throw new ZipException("the gzip data asks for a dictionary");
      } else if (inflater.needsInput()) {
        fill();
        inflater.setInput(packed, position, limit - position);
      }
    }
    ended = true;
    return -1;
  }

  private int inflate(byte[] unpacked, int offset, int length) throws ZipException {
    try {
      return inflater.inflate(unpacked, offset, length);
    } catch (DataFormatException problem) {
      ZipException damaged = new ZipException("the gzip data cannot be unpacked");
      damaged.initCause(problem);
      throw damaged;
    }
  }

  /** Reads the header of a member; false at the end of the file, which zeros may pad. */
  private boolean nextMember() throws IOException {
    int first = started ? peeked() : next();
    boolean padded = false;
    while (started && first == 0) {
      padded = true;
      first = peeked();
    }
    if (first < 0) {
      return false;
    }
    if (padded || first != MAGIC_1 || next() != MAGIC_2 || next() != DEFLATE) {
      throw new ZipException("the gzip data is followed by something else");
    }
    int flags = next();
    if ((flags & RESERVED) != 0) {
      throw new ZipException("the gzip header is of an unknown kind");
    }
    skip(6);
    if ((flags & EXTRA) != 0) {
      skip(next() | next() << 8);
    }
    skipText((flags & NAME) != 0);
    skipText((flags & COMMENT) != 0);
    skip((flags & HEADER_CHECKSUM) != 0 ? 2 : 0);
    inflater.reset();
    inflater.setInput(packed, position, limit - position);
    checksum.reset();
    started = true;
    inMember = true;
    return true;
  }

  private void endMember() throws IOException {
    position = limit - inflater.getRemaining();
    if (nextInt() != checksum.getValue() || nextInt() != (inflater.getBytesWritten() & INT)) {
      throw new ZipException("the gzip checksum does not match");
    }
    inMember = false;
  }

  private long nextInt() throws IOException {
    return next() | next() << 8 | next() << 16 | (long) next() << 24;
  }

  private void skip(int bytes) throws IOException {
    for (int i = 0; i < bytes; i++) {
      next();
    }
  }

  private void skipText(boolean present) throws IOException {
    int character = present ? next() : 0;
    while (character != 0) {
      character = next();
    }
  }

  private int next() throws IOException {
    if (position == limit) {
      fill();
    }
    return packed[position++] & BYTE;
  }

  /** The next byte, or -1 at the end of the file. */
  private int peeked() throws IOException {
    if (position == limit && !refill()) {
      return -1;
    }
    return packed[position++] & BYTE;
  }

  private void fill() throws IOException {
    if (!refill()) {
      throw new EOFException("the gzip stream ends in the middle");
    }
  }

  private boolean refill() throws IOException {
    position = 0;
    limit = Math.max(0, in.read(packed, 0, packed.length));
    return limit > 0;
  }

  @Override
  public void close() throws IOException {
    inflater.end();
    in.close();
  }
}
