package dev.hardstop.classification;

import java.text.Normalizer;
import java.util.Arrays;
import java.util.Locale;

/**
 * The normal form in which phrases and texts are compared: lower case, without diacritics, with
 * typographic quotation marks, dashes, blanks and full-width letters in their ASCII forms, one blank
 * between words, and no blank around a colon or before another punctuation mark. Servers and relays
 * differ in all of these without a difference in meaning.
 *
 * <p>Relays drop the diacritics of the languages that are written with them, so {@code boîte} and
 * {@code boite} have to be the same word. Scripts in which a mark makes another letter (kana, hangul,
 * Thai) are not changed.
 */
final class NormalText {
  /** Stands for a combining mark, which has no plain form. */
  private static final char NONE = '\0';

  /** The end of the last block of letters with diacritics (Latin Extended Additional, Greek Extended). */
  private static final int END = 0x2000;

  private static final char[] PLAIN = new char[END];

  private static final int[] UNTRACED = {};

  static {
    for (char c = 0; c < END; c++) {
      PLAIN[c] = c < 0x80 ? plainAscii(c) : plainLetter(c);
    }
  }

  private NormalText() {}

  static String of(String text) {
    char[] normal = new char[text.length()];
    return new String(normal, 0, normalise(text, normal, UNTRACED));
  }

  /** For each character of the normal form, its index in the text. */
  static int[] origins(String text) {
    int[] origins = new int[text.length()];
    return Arrays.copyOf(origins, normalise(text, new char[text.length()], origins));
  }

  /** Whether the normal form drops this character, because it is a combining mark. */
  static boolean isDropped(char c) {
    return plain(c) == NONE;
  }

  /**
   * Writes the normal form of a text.
   *
   * @param origins receives the index in the text of each character written; {@link #UNTRACED} if it is not
   *     needed
   * @return the number of characters written
   */
  private static int normalise(String text, char[] normal, int[] origins) {
    boolean traced = origins != UNTRACED;
    int length = 0;
    boolean blank = true;
    for (int i = 0; i < text.length(); i++) {
      char c = plain(text.charAt(i));
      if (c == NONE || (c == ' ' && blank)) {
        continue;
      }
      if (blank && length > 0 && losesBlankBefore(c)) {
        length--;
      }
      if (traced) {
        origins[length] = i;
      }
      normal[length++] = c;
      blank = c == ' ' || c == ':';
    }
    return length > 0 && normal[length - 1] == ' ' ? length - 1 : length;
  }

  private static boolean losesBlankBefore(char c) {
    return c == ':' || c == ',' || c == ';' || c == '.' || c == '!' || c == '?';
  }

  private static char plain(char c) {
    return c < END ? PLAIN[c] : plainBeyond(c);
  }

  private static char plainAscii(char c) {
    if (c >= 'A' && c <= 'Z') {
      return (char) (c + ('a' - 'A'));
    }
    if (c <= ' ') {
      return ' ';
    }
    return c == '`' ? '\'' : c;
  }

  private static char plainLetter(char c) {
    if (c >= 0x300 && c < 0x370) {
      return NONE;
    }
    return switch (c) {
      case '\u00b4' -> '\'';
      case '\u00ab', '\u00bb' -> '"';
      case '\u0111', '\u0110' -> 'd';
      case '\u0131', '\u0130' -> 'i';
      case '\u0141', '\u0142' -> 'l';
      case '\u00d8', '\u00f8' -> 'o';
      case '\u03c2' -> '\u03c3'; // the final sigma
      default -> hasDiacritics(c) ? withoutDiacritics(c) : lowerCase(c);
    };
  }

  private static char lowerCase(char c) {
    return Character.isSpaceChar(c) ? ' ' : Character.toLowerCase(c);
  }

  /** Whether this is a Latin, Greek or Cyrillic letter. */
  private static boolean hasDiacritics(char c) {
    return (c >= 0xc0 && c < 0x250) || (c >= 0x370 && c < 0x530) || c >= 0x1e00;
  }

  private static char withoutDiacritics(char c) {
    String lower = String.valueOf(c).toLowerCase(Locale.ROOT);
    return Normalizer.normalize(lower, Normalizer.Form.NFD).charAt(0);
  }

  private static char plainBeyond(char c) {
    if (c >= '\uff01' && c <= '\uff5e') {
      return plain((char) (c - 0xfee0));
    }
    return switch (c) {
      case '\u2018', '\u2019', '\u201a', '\u201b', '\u2032' -> '\'';
      case '\u201c', '\u201d', '\u201e', '\u201f', '\u2033' -> '"';
      case '\u2010', '\u2011', '\u2012', '\u2013', '\u2014', '\u2015', '\u2212' -> '-';
      default -> lowerCase(c);
    };
  }
}
