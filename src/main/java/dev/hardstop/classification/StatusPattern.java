package dev.hardstop.classification;

import dev.hardstop.smtp.EnhancedStatusCode;

/**
 * Enhanced status codes that a rule is about: {@code 5.4.1}, {@code 5.7.606-649}, {@code 5.1.*},
 * {@code 4.*.*}, {@code *.1.1}.
 *
 * @param text the pattern as written
 */
public record StatusPattern(
    String text, int severity, int subject, int firstDetail, int lastDetail) {
  private static final int ANY = -1;

  /**
   * The pattern as a rule file writes it.
   *
   * @throws IllegalArgumentException when it is none
   */
  public static StatusPattern of(String written) {
    String[] parts = written.split("\\.", -1);
    if (parts.length != 3) {
      throw new IllegalArgumentException("no pattern of enhanced status codes: " + written);
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
      throw new IllegalArgumentException("no range of details: " + written);
    }
    // Refuses what can never be printed, such as 3.1.1 or 5.9.1.
    new EnhancedStatusCode(severity == ANY ? 5 : severity, subject == ANY ? 0 : subject, last);
    return new StatusPattern(written, severity, subject, first, last);
  }

  /** Whether a part of it is {@code *}: it is meant for what nobody else answers. */
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
    if (part.isEmpty() || part.length() > 3 || !part.chars().allMatch(c -> c >= '0' && c <= '9')) {
      throw new IllegalArgumentException("no pattern of enhanced status codes: " + written);
    }
    return Integer.parseInt(part);
  }
}
