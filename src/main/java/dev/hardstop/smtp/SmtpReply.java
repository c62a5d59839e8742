package dev.hardstop.smtp;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/**
 * The codes of a server's reply (RFC 5321 section 4.2, RFC 2034 section 4), as far as they are printed.
 *
 * @param code the reply code, such as 550
 * @param status the enhanced status code, such as 5.1.1
 */
public record SmtpReply(Optional<ReplyCode> code, Optional<EnhancedStatusCode> status) {
  /** A reply without codes. */
  public static final SmtpReply NONE = new SmtpReply(Optional.empty(), Optional.empty());

  public SmtpReply {
    requireNonNull(code, "code is null");
    requireNonNull(status, "status is null");
  }

  /** Whether it has no code. */
  public boolean isEmpty() {
    return code.isEmpty() && status.isEmpty();
  }

  /** This reply, with missing codes taken from another. */
  SmtpReply or(SmtpReply other) {
    return new SmtpReply(code.or(other::code), status.or(other::status));
  }
}
