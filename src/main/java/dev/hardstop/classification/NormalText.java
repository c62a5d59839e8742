package dev.hardstop.classification;

/**
 * The form in which phrases and texts meet: lower case, typographic quotation marks, dashes, blanks
 * and full-width letters as their plain ASCII forms, one blank between words. Diacritics stay.
 */
final class NormalText {
  private NormalText() {}

  static String of(String text) {
    char[] normal = new char[text.length()];
    int length = 0;
    boolean blank = true;
    for (int i = 0; i < text.length(); i++) {
      char c = fold(text.charAt(i));
      if (c != ' ' || !blank) {
        normal[length++] = c;
      }
      blank = c == ' ';
    }
    if (blank && length > 0) {
      length--;
    }
    return new String(normal, 0, length);
  }

  private static char fold(char c) {
    if (c < 0x80) {
      return plain(c);
    }
    return foldBeyondAscii(c);
  }

  private static char plain(char c) {
    if (c >= 'A' && c <= 'Z') {
      return (char) (c + ('a' - 'A'));
    }
    if (c <= ' ') {
      return ' ';
    }
    return c == '`' ? '\'' : c;
  }

  private static char foldBeyondAscii(char c) {
    if (c >= '\uff01' && c <= '\uff5e') {
      return fold((char) (c - 0xfee0));
    }
    return switch (c) {
      case '\u2018', '\u2019', '\u201a', '\u201b', '\u2032', '\u00b4' -> '\'';
      case '\u201c', '\u201d', '\u201e', '\u201f', '\u00ab', '\u00bb', '\u2033' -> '"';
      case '\u2010', '\u2011', '\u2012', '\u2013', '\u2014', '\u2015', '\u2212' -> '-';
      case '\u00a0', '\u2007', '\u202f', '\u3000' -> ' ';
      default -> Character.isSpaceChar(c) ? ' ' : Character.toLowerCase(c);
    };
  }
}
