package org.surprisal.cli;

import java.lang.Character.UnicodeScript;
import java.util.Collection;
import java.util.List;

/** Names from files and questions, as they are shown. */
final class Names {
  private static final String AND_MORE = "…";

  private Names() {}

  /** {@code text} on one line and without what would move the cursor of a terminal. */
  static String plain(String text) {
    StringBuilder plain = new StringBuilder(text.length());
    text.codePoints()
        .forEach(
            c -> plain.appendCodePoint(isShown(c) ? c : Character.isISOControl(c) ? ' ' : 0xfffd));
    return plain.toString();
  }

  /** Not control characters, nor those that turn the direction of writing around. */
  private static boolean isShown(int c) {
    return !Character.isISOControl(c)
        && !(0x202a <= c && c <= 0x202e)
        && !(0x2066 <= c && c <= 0x2069)
        && c != 0x2028
        && c != 0x2029;
  }

  /** How many columns of a terminal {@code text} takes. */
  static int width(String text) {
    return text.codePoints().map(Names::width).sum();
  }

  private static int width(int c) {
    if (c < 0x300) {
      return 1;
    }
    int type = Character.getType(c);
    if (type == Character.NON_SPACING_MARK
        || type == Character.ENCLOSING_MARK
        || type == Character.FORMAT) {
      return 0;
    }
    boolean isFullwidth = 0xff01 <= c && c <= 0xff60;
    boolean isPunctuation = 0x3000 <= c && c <= 0x303e;
    return isFullwidth || isPunctuation || Character.isEmojiPresentation(c) || isWide(c) ? 2 : 1;
  }

  private static boolean isWide(int c) {
    return switch (UnicodeScript.of(c)) {
      case HAN, HIRAGANA, HANGUL -> true;
      case KATAKANA -> c < 0xff00;
      default -> false;
    };
  }

  /** The start of {@code text}, so that it is no wider than {@code width} and not yet taken. */
  static String shortened(String text, int width, Collection<String> taken) {
    for (int number = 1; ; number++) {
      String end = number == 1 ? AND_MORE : AND_MORE + number;
      String name = start(text, width - end.length()) + end;
      if (!taken.contains(name)) {
        return name;
      }
    }
  }

  private static String start(String text, int width) {
    StringBuilder start = new StringBuilder();
    int used = 0;
    for (int c : text.codePoints().toArray()) {
      used += width(c);
      if (used > width) {
        break;
      }
      start.appendCodePoint(c);
    }
    return start.toString();
  }

  /** The first of them with commas between them, and how many more there are. */
  static String some(List<String> names, int most, String more) {
    String shown = String.join(", ", names.subList(0, Math.min(most, names.size())));
    int hidden = names.size() - most;
    return hidden > 0 ? shown + " and " + hidden + more : shown;
  }

  /** {@code 1 row}, {@code 2 rows}. */
  static String count(long number, String singular, String plural) {
    return number + " " + (number == 1 ? singular : plural);
  }
}
