package org.surprisal.evaluate;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipException;
import org.junit.jupiter.api.Test;

/** Either all that was packed comes out, or an error. */
class GzipStreamTest {
  private static final String TEXT = "y,p\n" + "1,0.25\n0,0.5\n".repeat(40);

  static byte[] packed(String text) {
    return packed(text.getBytes(UTF_8));
  }

  static byte[] packed(byte[] bytes) {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
      out.write(bytes);
    } catch (IOException problem) {
      throw new AssertionError(problem);
    }
    return packed.toByteArray();
  }

  static byte[] joined(byte[]... parts) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      all.writeBytes(part);
    }
    return all.toByteArray();
  }

  private static String unpacked(byte[] packed) throws IOException {
    try (GzipStream in = new GzipStream(new ByteArrayInputStream(packed))) {
      return new String(in.readAllBytes(), UTF_8);
    }
  }

  @Test
  void unpacksOneMemberOrSeveral() throws IOException {
    byte[] one = packed(TEXT);
    assertThat(unpacked(one)).isEqualTo(TEXT);
    assertThat(unpacked(joined(one, packed(""), one))).isEqualTo(TEXT + TEXT);
    assertThat(unpacked(packed("x".repeat(1 << 20)))).isEqualTo("x".repeat(1 << 20));
  }

  @Test
  void readsByteByByteToo() throws IOException {
    try (GzipStream in = new GzipStream(new ByteArrayInputStream(packed("é")))) {
      assertThat(in.read()).isEqualTo(0xc3);
      assertThat(in.read()).isEqualTo(0xa9);
      assertThat(in.read()).isEqualTo(-1);
      assertThat(in.read()).isEqualTo(-1);
    }
  }

  @Test
  void skipsWhatAHeaderMayHold() throws IOException {
    byte[] plain = packed(TEXT);
    byte[] header = Arrays.copyOf(plain, 10);
    header[3] = 2 | 4 | 8 | 16;
    byte[] optional = "\3\0abcname\0comment\0##".getBytes(UTF_8);
    byte[] rest = Arrays.copyOfRange(plain, 10, plain.length);
    assertThat(unpacked(joined(header, optional, rest))).isEqualTo(TEXT);
    header[3] = 32;
    assertThatThrownBy(() -> unpacked(joined(header, rest))).isInstanceOf(ZipException.class);
  }

  @Test
  void saysWhereverItIsCut() {
    byte[] whole = packed(TEXT);
    for (int length = 0; length < whole.length; length++) {
      byte[] cut = Arrays.copyOf(whole, length);
      assertThatThrownBy(() -> unpacked(cut))
          .isInstanceOf(EOFException.class)
          .hasMessage("the gzip stream ends in the middle");
    }
  }

  @Test
  void saysWhichLaterMemberIsCut() throws IOException {
    byte[] first = packed(TEXT);
    byte[] whole = joined(first, packed("1,0.75\n"));
    assertThat(unpacked(Arrays.copyOf(whole, first.length))).isEqualTo(TEXT);
    for (int length = first.length + 1; length < whole.length; length++) {
      byte[] cut = Arrays.copyOf(whole, length);
      assertThatThrownBy(() -> unpacked(cut)).isInstanceOf(EOFException.class);
    }
  }

  @Test
  void losesNothingWhenABitIsFlipped() {
    byte[] whole = joined(packed(TEXT), packed(TEXT));
    for (int bit = 0; bit < 8 * whole.length; bit++) {
      byte[] flipped = whole.clone();
      flipped[bit / 8] ^= (byte) (1 << bit % 8);
      String read;
      try {
        read = unpacked(flipped);
      } catch (IOException damaged) {
        assertThat(damaged.getMessage()).startsWith("the gzip").as("bit %s", bit);
        continue;
      }
      assertThat(read).isEqualTo(TEXT + TEXT);
    }
  }

  @Test
  void takesPaddingAndNothingElseBehindTheData() throws IOException {
    assertThat(unpacked(joined(packed(TEXT), new byte[512]))).isEqualTo(TEXT);
    assertThatThrownBy(() -> unpacked(joined(packed(TEXT), "more\n".getBytes(UTF_8))))
        .isInstanceOf(ZipException.class)
        .hasMessage("the gzip data is followed by something else");
    assertThatThrownBy(() -> unpacked(joined(packed(TEXT), new byte[1], packed(TEXT))))
        .isInstanceOf(ZipException.class);
  }
}
