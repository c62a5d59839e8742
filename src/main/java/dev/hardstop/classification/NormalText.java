package dev.hardstop.classification;

/**
 * The form in which phrases and texts meet: lower case, no diacritics, typographic quotation marks,
 * dashes, blanks and full-width letters as their plain ASCII forms, one blank between words, and no
 * blank around a colon or before any other punctuation mark. Servers and relays differ in all of
 * these and mean the same.
 */
final class NormalText {
  private NormalText() {}

  static String of(String text) {
    char[] normal = new char[text.length()];
    int length = 0;
    boolean blank = true;
    for (int i = 0; i < text.length(); i++) {
      char c = LetterFolding.plain(text.charAt(i));
      if (c == ' ') {
        if (!blank) {
          normal[length++] = c;
        }
        blank = true;
      } else if (c != LetterFolding.NONE) {
        if (blank && length > 0 && losesBlankBefore(c)) {
          length--;
        }
        normal[length++] = c;
        blank = c == ':';
      }
    }
    if (length > 0 && normal[length - 1] == ' ') {
      length--;
    }
    return new String(normal, 0, length);
  }

  private static boolean losesBlankBefore(char c) {
    return c == ':' || c == ',' || c == ';' || c == '.' || c == '!' || c == '?';
  }
}
