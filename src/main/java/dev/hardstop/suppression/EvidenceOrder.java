package dev.hardstop.suppression;

import dev.hardstop.classification.DeliveryStatus;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;

/** Writes the order of a piece of evidence: {@code 2026-11-24T10:00:00.000Z#feedback-id#digest}. */
final class EvidenceOrder {
  /** Of one width, so that the order of the strings is the order of the times. */
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

  private static final int DIGEST_BYTES = 12;
  private static final int WORDING_LENGTH = 8;
  private static final Instant FIRST = Instant.parse("0000-01-01T00:00:00Z");
  private static final Instant LAST = Instant.parse("9999-12-31T23:59:59.999Z");

  private EvidenceOrder() {}

  static String of(Evidence evidence) {
    EvidenceOrigin from = evidence.origin();
    Instant at = from.at().isBefore(FIRST) ? FIRST : from.at().isAfter(LAST) ? LAST : from.at();
    return TIME.format(at) + '#' + from.feedbackId() + '#' + digest(content(evidence));
  }

  private static String content(Evidence evidence) {
    EvidenceOrigin from = evidence.origin();
    String about = from.messageId() + '\n' + from.via().orElse("") + '\n';
    if (evidence instanceof Evidence.OfBounce bounce) {
      return about + bounce.filedUnder() + '\n' + content(bounce.said());
    }
    return about + ((Evidence.OfComplaint) evidence).kind();
  }

  private static String content(DeliveryStatus said) {
    return String.join(
        "\n",
        said.status(),
        said.action(),
        said.words().value(),
        said.sesBounceType().toString(),
        said.reportingMta(),
        said.remoteMtaIp());
  }

  /** The same for the same words, whoever passed them on: 8 hexadecimal digits. */
  static String wording(DeliveryStatus said) {
    return digest(String.join(
            "\n",
            said.status(),
            said.action(),
            said.words().value(),
            said.sesBounceType().toString()))
        .substring(0, WORDING_LENGTH);
  }

  private static String digest(String content) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(content.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash, 0, DIGEST_BYTES);
    } catch (NoSuchAlgorithmException everyPlatformHasIt) {
      throw new IllegalStateException(everyPlatformHasIt);
    }
  }
}
