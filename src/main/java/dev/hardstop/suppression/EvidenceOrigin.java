package dev.hardstop.suppression;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * Where a piece of evidence comes from.
 *
 * @param at when the message was sent (for a complaint: when it counts); milliseconds, UTC
 * @param messageId SES's id of the message, at most 128 printable ASCII characters
 * @param feedbackId SES's id of the notification, likewise; empty where it had none
 * @param via for a forward, the domain of the recipient that was named
 */
public record EvidenceOrigin(
    Instant at, String messageId, String feedbackId, Optional<String> via) {
  private static final int LONGEST_ID = 128;

  public EvidenceOrigin {
    at = requireNonNull(at, "at is null").truncatedTo(ChronoUnit.MILLIS);
    messageId = plain(messageId);
    feedbackId = plain(feedbackId);
    requireNonNull(via, "via is null");
  }

  /** The UTC day that the evidence counts on. */
  public LocalDate day() {
    return LocalDate.ofInstant(at, ZoneOffset.UTC);
  }

  /** Ids are compared byte by byte in Java and in the table: ASCII, so that both agree. */
  private static String plain(String id) {
    StringBuilder plain = new StringBuilder();
    for (int i = 0; i < id.length() && plain.length() < LONGEST_ID; i++) {
      char c = id.charAt(i);
      if (c > ' ' && c < 0x7f && c != '#') {
        plain.append(c);
      }
    }
    return plain.toString();
  }
}
