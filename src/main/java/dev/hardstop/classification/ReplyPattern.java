package dev.hardstop.classification;

import dev.hardstop.smtp.ReplyCode;

/**
 * Reply codes that a rule is about: {@code 550}, {@code 45x}, {@code 5xx}.
 *
 * @param text the pattern as written
 * @param first the lowest code
 * @param last the highest code
 */
public record ReplyPattern(String text, int first, int last) {
  /**
   * The pattern as a rule file writes it.
   *
   * @throws IllegalArgumentException when it is none
   */
  public static ReplyPattern of(String written) {
    String digits = written.replace("x", "");
    int open = written.length() - digits.length();
    boolean wellFormed = written.length() == 3
        && open < 3
        && written.startsWith(digits)
        && digits.chars().allMatch(c -> c >= '0' && c <= '9');
    if (!wellFormed) {
      throw new IllegalArgumentException("no pattern of reply codes: " + written);
    }
    int scale = open == 0 ? 1 : open == 1 ? 10 : 100;
    int first = Integer.parseInt(digits) * scale;
    new ReplyCode(first);
    return new ReplyPattern(written, first, first + scale - 1);
  }

  boolean matches(ReplyCode code) {
    return first <= code.value() && code.value() <= last;
  }
}
