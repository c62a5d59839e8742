package dev.hardstop.suppression;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hardstop.classification.BounceReason;
import dev.hardstop.classification.DeliveryStatus;
import dev.hardstop.classification.MaskedText;
import dev.hardstop.feedback.BounceType;
import dev.hardstop.feedback.ComplaintKind;
import dev.hardstop.feedback.MessageTags;
import dev.hardstop.suppression.Evidence.Spellings;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Of two pieces of evidence, it is always the same one that is newer. */
class EvidenceTest {
  private static final Instant AT = Instant.parse("2026-11-20T10:00:00Z");
  private static final BounceType TYPE = new BounceType("Permanent", "General");

  @Test
  void evidenceThatDiffersInAnythingHasAnotherOrder() {
    List<Evidence> pieces = List.of(
        bounce("m", "f", "", "5.1.1", "failed", "550 no", TYPE, "a", "192.0.2.1", false),
        bounce("n", "f", "", "5.1.1", "failed", "550 no", TYPE, "a", "192.0.2.1", false),
        bounce("m", "g", "", "5.1.1", "failed", "550 no", TYPE, "a", "192.0.2.1", false),
        bounce("m", "f", "v", "5.1.1", "failed", "550 no", TYPE, "a", "192.0.2.1", false),
        bounce("m", "f", "", "5.1.2", "failed", "550 no", TYPE, "a", "192.0.2.1", false),
        bounce("m", "f", "", "5.1.1", "relayed", "550 no", TYPE, "a", "192.0.2.1", false),
        bounce("m", "f", "", "5.1.1", "failed", "551 no", TYPE, "a", "192.0.2.1", false),
        bounce("m", "f", "", "5.1.1", "failed", "550 no", BounceType.NONE, "a", "192.0.2.1", false),
        bounce("m", "f", "", "5.1.1", "failed", "550 no", TYPE, "b", "192.0.2.1", false),
        bounce("m", "f", "", "5.1.1", "failed", "550 no", TYPE, "a", "192.0.2.2", false),
        bounce("m", "f", "", "5.1.1", "failed", "550 no", TYPE, "a", "192.0.2.1", true),
        bounced(from(new MessageTags("s", "", ""), Spellings.CANONICAL)),
        bounced(from(new MessageTags("", "s", ""), Spellings.CANONICAL)),
        bounced(from(new MessageTags("", "", "s"), Spellings.CANONICAL)),
        bounced(from(MessageTags.NONE, new Spellings("s", ""))),
        bounced(from(MessageTags.NONE, new Spellings("", "s"))),
        new Evidence.ComplaintEvidence(
            from(new MessageTags("s", "", ""), Spellings.CANONICAL), ComplaintKind.SOLE),
        new Evidence.ComplaintEvidence(from("m", "f", ""), ComplaintKind.SOLE),
        new Evidence.ComplaintEvidence(from("m", "f", ""), ComplaintKind.ONE_OF_SEVERAL));
    assertThat(pieces.stream().map(Evidence::order).collect(Collectors.toSet()))
        .hasSameSizeAs(pieces);
  }

  /** The table has evidence that was recorded before tags and spellings were kept. */
  @Test
  void evidenceWithoutTagsHasTheOrderThatIsStored() {
    assertThat(new Evidence.ComplaintEvidence(from("m", "f", ""), ComplaintKind.SOLE).order())
        .isEqualTo("2026-11-20T10:00:00.000Z#f#f72bd77a00b14946b9d2e7dd");
    assertThat(bounced(from("m", "f", "")).order())
        .isEqualTo("2026-11-20T10:00:00.000Z#f#a9734ec2bf064e8b64ab6a03");
  }

  @Test
  void theOrderIsTheTimeThenTheId() {
    List<Evidence> inOrder = Stream.of(
            from("-1000000000-01-01T00:00:00Z", "z"),
            from("2026-11-20T10:00:00.001Z", "b"),
            from("2026-11-20T10:00:00.002Z", "a"),
            from("2026-11-20T10:00:00.002Z", "b"),
            from("+1000000000-12-31T23:59:59Z", "a"))
        .<Evidence>map(from -> new Evidence.ComplaintEvidence(from, ComplaintKind.SOLE))
        .toList();
    assertThat(inOrder)
        .extracting(Evidence::order)
        .isSorted()
        .allMatch(order -> order.charAt(4) == '-');
    for (Evidence one : inOrder) {
      for (Evidence other : inOrder) {
        assertThat(Integer.signum(Evidence.BY_ORDER.compare(one, other)))
            .isEqualTo(Integer.signum(one.order().compareTo(other.order())));
      }
    }
  }

  /** Byte by byte, in Java and in the table. */
  @ParameterizedTest
  @CsvSource({
    "0107-a_b.c, 0107-a_b.c",
    "a b, ab",
    "a#b, ab",
    "!~, !~",
    "'a\u007fb', ab",
    "aüb, ab",
    "'', ''"
  })
  void anIdKeepsOnlyPrintableAscii(String written, String plain) {
    assertThat(from(written, "f", "").messageId()).isEqualTo(plain);
    assertThat(from("m", written, "").feedbackId()).isEqualTo(plain);
  }

  @Test
  void anIdIsBounded() {
    assertThat(from("x".repeat(128), "f", "").messageId()).hasSize(128);
    assertThat(from("x".repeat(129), "f", "").messageId()).hasSize(128);
  }

  private static Evidence bounce(
      String messageId,
      String feedbackId,
      String via,
      String status,
      String action,
      String words,
      BounceType type,
      String reportingMta,
      String remoteMtaIp,
      boolean asPolicy) {
    DeliveryStatus deliveryStatus =
        new DeliveryStatus(status, action, new MaskedText(words), type, reportingMta, remoteMtaIp);
    return new Evidence.BounceEvidence(
        from(messageId, feedbackId, via),
        deliveryStatus,
        asPolicy ? BounceReason.POLICY : BounceReason.INVALID_RECIPIENT);
  }

  private static Evidence bounced(Evidence.Origin origin) {
    return new Evidence.BounceEvidence(
        origin,
        new DeliveryStatus("5.1.1", "failed", new MaskedText("550 no"), TYPE, "a", "192.0.2.1"),
        BounceReason.INVALID_RECIPIENT);
  }

  private static Evidence.Origin from(MessageTags tags, Spellings spellings) {
    return new Evidence.Origin(AT, "m", "f", Optional.empty(), tags, spellings);
  }

  private static Evidence.Origin from(String messageId, String feedbackId, String via) {
    return new Evidence.Origin(
        AT, messageId, feedbackId, via.isEmpty() ? Optional.empty() : Optional.of(via));
  }

  private static Evidence.Origin from(String at, String feedbackId) {
    return new Evidence.Origin(Instant.parse(at), "m", feedbackId, Optional.empty());
  }
}
