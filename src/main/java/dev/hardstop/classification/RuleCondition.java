package dev.hardstop.classification;

import dev.hardstop.feedback.BounceType;
import dev.hardstop.smtp.EnhancedStatusCode;
import dev.hardstop.smtp.ReplyCode;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * The condition of a rule. It holds if every matcher that is not empty matches. A matcher matches if one of
 * its entries does.
 *
 * @param statuses patterns for the enhanced status code that decides
 * @param replies patterns for the reply code that decides
 * @param words phrases of which the reply must contain one
 * @param and further phrases of which the reply must contain one
 * @param without phrases of which the reply must contain none
 * @param bounceTypes patterns for the SES bounce type
 * @param networks possible networks of the server that answered
 */
public record RuleCondition(
    List<StatusPattern> statuses,
    List<ReplyPattern> replies,
    List<Phrase> words,
    List<Phrase> and,
    List<Phrase> without,
    List<BounceTypePattern> bounceTypes,
    List<ReceiverNetwork> networks) {
  public RuleCondition {
    statuses = List.copyOf(statuses);
    replies = List.copyOf(replies);
    words = List.copyOf(words);
    and = List.copyOf(and);
    without = List.copyOf(without);
    bounceTypes = List.copyOf(bounceTypes);
    networks = List.copyOf(networks);
  }

  /** The condition that always holds. */
  public static final RuleCondition ALWAYS = new RuleCondition(
      List.of(), List.of(), List.of(), List.of(), List.of(), List.of(), List.of());

  /** This condition with other phrases in {@code words}. */
  public RuleCondition words(String... phrases) {
    List<Phrase> any = Stream.of(phrases).map(Phrase::of).toList();
    return new RuleCondition(statuses, replies, any, and, without, bounceTypes, networks);
  }

  /** This condition with other phrases in {@code without}. */
  public RuleCondition without(String... phrases) {
    List<Phrase> none = Stream.of(phrases).map(Phrase::of).toList();
    return new RuleCondition(statuses, replies, words, and, none, bounceTypes, networks);
  }

  /** This condition with other enhanced status codes. */
  public RuleCondition status(String... patterns) {
    List<StatusPattern> any = Stream.of(patterns).map(StatusPattern::of).toList();
    return new RuleCondition(any, replies, words, and, without, bounceTypes, networks);
  }

  /** Whether it has a matcher besides {@code without}, as every rule must. */
  public boolean hasMatcher() {
    return Stream.of(statuses, replies, words, and, bounceTypes, networks)
        .anyMatch(l -> !l.isEmpty());
  }

  /**
   * Enhanced status codes that a rule matches: {@code 5.4.1}, {@code 5.7.606-649}, {@code 5.1.*},
   * {@code 4.*.*}, {@code *.1.1}.
   *
   * @param text the pattern as written
   * @param severity the class, -1 for any
   * @param subject the subject, -1 for any
   * @param firstDetail the lowest detail
   * @param lastDetail the highest detail
   */
  public record StatusPattern(
      String text, int severity, int subject, int firstDetail, int lastDetail) {
    private static final int ANY = -1;

    /**
     * The pattern as a rule file writes it.
     *
     * @throws IllegalArgumentException when the pattern is invalid
     */
    public static StatusPattern of(String written) {
      String[] parts = written.split("\\.", -1);
      if (parts.length != 3) {
        throw new IllegalArgumentException("invalid enhanced status code pattern: " + written);
      }
      int severity = number(parts[0], written);
      int subject = number(parts[1], written);
      if (parts[2].equals("*")) {
        return new StatusPattern(written, severity, subject, 0, 999);
      }
      int dash = parts[2].indexOf('-');
      int first = number(dash < 0 ? parts[2] : parts[2].substring(0, dash), written);
      int last = dash < 0 ? first : number(parts[2].substring(dash + 1), written);
      if (first < 0 || last < first) {
        throw new IllegalArgumentException("invalid range of details: " + written);
      }
      // Refuses codes that do not exist, such as 3.1.1 or 5.9.1.
      new EnhancedStatusCode(severity == ANY ? 5 : severity, subject == ANY ? 0 : subject, last);
      return new StatusPattern(written, severity, subject, first, last);
    }

    /**
     * Whether a part of the pattern is {@code *}. Such a pattern is meant for codes that no other rule
     * matches.
     */
    public boolean isOpen() {
      return severity == ANY || subject == ANY || (firstDetail == 0 && lastDetail == 999);
    }

    /** The first code that it matches. */
    public EnhancedStatusCode sample() {
      return new EnhancedStatusCode(
          severity == ANY ? 5 : severity, subject == ANY ? 0 : subject, firstDetail);
    }

    boolean matches(EnhancedStatusCode status) {
      return (severity == ANY || severity == status.severity())
          && (subject == ANY || subject == status.subject())
          && firstDetail <= status.detail()
          && status.detail() <= lastDetail;
    }

    private static int number(String part, String written) {
      if (part.equals("*")) {
        return ANY;
      }
      if (part.isEmpty()
          || part.length() > 3
          || !part.chars().allMatch(c -> c >= '0' && c <= '9')) {
        throw new IllegalArgumentException("invalid enhanced status code pattern: " + written);
      }
      return Integer.parseInt(part);
    }
  }

  /**
   * Reply codes that a rule matches: {@code 550}, {@code 45x}, {@code 5xx}.
   *
   * @param text the pattern as written
   * @param first the lowest code
   * @param last the highest code
   */
  public record ReplyPattern(String text, int first, int last) {
    /**
     * The pattern as a rule file writes it.
     *
     * @throws IllegalArgumentException when the pattern is invalid
     */
    public static ReplyPattern of(String written) {
      String digits = written.replace("x", "");
      int open = written.length() - digits.length();
      boolean wellFormed = written.length() == 3
          && open < 3
          && written.startsWith(digits)
          && digits.chars().allMatch(c -> c >= '0' && c <= '9');
      if (!wellFormed) {
        throw new IllegalArgumentException("invalid reply code pattern: " + written);
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

  /**
   * SES bounce types that a rule matches: {@code permanent/general}, {@code transient/*}, {@code
   * *}{@code /suppressed}, {@code *}{@code /on*suppressionlist}.
   *
   * @param type the bounce type in lower case; empty for any
   * @param subType the subtype in lower case; empty for any; one asterisk in it stands for any letters
   */
  public record BounceTypePattern(String type, String subType) {
    /**
     * The pattern as a rule file writes it, in any case.
     *
     * @throws IllegalArgumentException when the pattern is invalid
     */
    public static BounceTypePattern of(String written) {
      String pattern = written.toLowerCase(Locale.ROOT);
      int slash = pattern.indexOf('/');
      String type = slash < 0 ? "" : pattern.substring(0, slash);
      String subType = pattern.substring(slash + 1);
      if (!isWord(type) || !isWord(subType) || (type.equals("*") && subType.equals("*"))) {
        throw new IllegalArgumentException("invalid SES bounce type pattern: " + written);
      }
      return new BounceTypePattern(any(type), any(subType));
    }

    boolean matches(BounceType bounceType) {
      return fits(type, bounceType.type()) && fits(subType, bounceType.subType());
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
}
