package dev.hardstop.smtp;

import java.util.Optional;

/**
 * A three-digit SMTP reply code that reports on a delivery (RFC 5321 section 4.2.1): class 2, 4 or
 * 5, second digit 0 to 5.
 *
 * @param value 200 to 259, 400 to 459 or 500 to 559
 */
public record ReplyCode(int value) {
  /**
   * @throws IllegalArgumentException when the value is not such a code
   */
  public ReplyCode {
    int severity = value / 100;
    if ((severity != 2 && severity != 4 && severity != 5) || value / 10 % 10 > 5) {
      throw new IllegalArgumentException("invalid SMTP reply code: " + value);
    }
  }

  /** The code with this value; empty if the value is invalid. */
  public static Optional<ReplyCode> find(int value) {
    int severity = value / 100;
    boolean valid = (severity == 2 || severity == 4 || severity == 5) && value / 10 % 10 <= 5;
    return valid ? Optional.of(new ReplyCode(value)) : Optional.empty();
  }

  /** The first digit: 2 success, 4 transient, 5 permanent. */
  public int severity() {
    return value / 100;
  }

  @Override
  public String toString() {
    return Integer.toString(value);
  }
}
