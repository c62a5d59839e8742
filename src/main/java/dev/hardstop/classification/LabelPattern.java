package dev.hardstop.classification;

import dev.hardstop.feedback.BounceType;
import java.util.Locale;

/**
 * Labels of SES that a rule is about: {@code permanent/general}, {@code transient/*}, {@code
 * *}{@code /suppressed}.
 *
 * @param type in lower case, empty for any
 * @param subType in lower case, empty for any
 */
public record LabelPattern(String type, String subType) {
  /**
   * The pattern as a rule file writes it, in any case.
   *
   * @throws IllegalArgumentException when it is none
   */
  public static LabelPattern of(String written) {
    String label = written.toLowerCase(Locale.ROOT);
    int slash = label.indexOf('/');
    String type = slash < 0 ? "" : label.substring(0, slash);
    String subType = label.substring(slash + 1);
    if (!isWord(type) || !isWord(subType) || (type.equals("*") && subType.equals("*"))) {
      throw new IllegalArgumentException("no pattern of SES's labels: " + written);
    }
    return new LabelPattern(any(type), any(subType));
  }

  boolean matches(BounceType label) {
    return (type.isEmpty() || type.equalsIgnoreCase(label.type()))
        && (subType.isEmpty() || subType.equalsIgnoreCase(label.subType()));
  }

  @Override
  public String toString() {
    return (type.isEmpty() ? "*" : type) + "/" + (subType.isEmpty() ? "*" : subType);
  }

  private static String any(String word) {
    return word.equals("*") ? "" : word;
  }

  private static boolean isWord(String word) {
    return word.equals("*")
        || (!word.isEmpty() && word.chars().allMatch(c -> c >= 'a' && c <= 'z'));
  }
}
