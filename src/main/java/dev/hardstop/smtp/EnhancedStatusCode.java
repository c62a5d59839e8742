package dev.hardstop.smtp;

import java.util.Optional;

/**
 * An enhanced mail system status code, {@code class.subject.detail} (RFC 3463 section 2).
 *
 * @param severity the class: 2 success, 4 persistent transient failure, 5 permanent failure
 * @param subject 0 to 7, the subjects of RFC 3463 section 3; other numbers in a text are parts of versions
 *     or IP addresses
 * @param detail 0 to 999
 */
public record EnhancedStatusCode(int severity, int subject, int detail) {
  /**
   * @throws IllegalArgumentException when a part is out of range
   */
  public EnhancedStatusCode {
    if (!isPlausible(severity, subject, detail)) {
      throw new IllegalArgumentException(
          "invalid enhanced status code: " + severity + "." + subject + "." + detail);
    }
  }

  /** Parses a code such as {@code 5.1.1}; empty if the text is anything else. */
  public static Optional<EnhancedStatusCode> find(String text) {
    String code = text.strip();
    if (code.length() < 5 || code.length() > 7 || code.charAt(1) != '.' || code.charAt(3) != '.') {
      return Optional.empty();
    }
    int severity = digits(code, 0, 1);
    int subject = digits(code, 2, 3);
    int detail = digits(code, 4, code.length());
    return isPlausible(severity, subject, detail)
        ? Optional.of(new EnhancedStatusCode(severity, subject, detail))
        : Optional.empty();
  }

  /** Whether it says more than its class: servers print x.0.0 if they have no better code. */
  public boolean isDefinite() {
    return subject != 0 || detail != 0;
  }

  private static boolean isPlausible(int severity, int subject, int detail) {
    return (severity == 2 || severity == 4 || severity == 5)
        && subject >= 0
        && subject <= 7
        && detail >= 0
        && detail <= 999;
  }

  private static int digits(String text, int from, int to) {
    int value = 0;
    for (int i = from; i < to; i++) {
      char c = text.charAt(i);
      if (c < '0' || c > '9') {
        return -1;
      }
      value = value * 10 + (c - '0');
    }
    return value;
  }

  @Override
  public String toString() {
    return severity + "." + subject + "." + detail;
  }
}
