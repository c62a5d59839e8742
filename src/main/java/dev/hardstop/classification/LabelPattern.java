package dev.hardstop.classification;

import dev.hardstop.feedback.BounceType;
import java.util.Locale;

/**
 * Labels of SES that a rule is about: {@code permanent/general}, {@code transient/*}, {@code
 * *}{@code /suppressed}, {@code *}{@code /on*suppressionlist}.
 *
 * @param type in lower case, empty for any
 * @param subType in lower case, empty for any; an asterisk in it stands for any letters
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
    return fits(type, label.type()) && fits(subType, label.subType());
  }

  private static boolean fits(String pattern, String word) {
    int asterisk = pattern.indexOf('*');
    if (asterisk < 0) {
      return pattern.isEmpty() || pattern.equalsIgnoreCase(word);
    }
    int behind = pattern.length() - asterisk - 1;
    return word.length() >= asterisk + behind
        && word.regionMatches(true, 0, pattern, 0, asterisk)
        && word.regionMatches(true, word.length() - behind, pattern, asterisk + 1, behind);
  }

  @Override
  public String toString() {
    return (type.isEmpty() ? "*" : type) + "/" + (subType.isEmpty() ? "*" : subType);
  }

  private static String any(String word) {
    return word.equals("*") ? "" : word;
  }

  private static boolean isWord(String word) {
    long asterisks = word.chars().filter(c -> c == '*').count();
    return !word.isEmpty()
        && asterisks <= 1
        && word.chars().allMatch(c -> c == '*' || (c >= 'a' && c <= 'z'));
  }
}
