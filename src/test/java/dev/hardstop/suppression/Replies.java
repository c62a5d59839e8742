package dev.hardstop.suppression;

import dev.hardstop.classification.BounceReason;
import dev.hardstop.feedback.BounceType;
import dev.hardstop.rules.RuleFiles;
import dev.hardstop.rules.RuleFiles.RuleDefinition;
import java.util.List;
import java.util.stream.Stream;

/** What servers and SES reply if a message bounces. */
public final class Replies {
  /** Replies for every reason, and for every row of the policy that a bounce can have. */
  static final List<Reply> OF_EVERY_REASON = List.of(
      new Reply(BounceReason.INVALID_RECIPIENT, MailFixture.NOBODY_THERE),
      new Reply(BounceReason.INVALID_RECIPIENT, "smtp; 550 5.1.1 sorry"),
      new Reply(BounceReason.INVALID_DOMAIN, MailFixture.NO_SUCH_DOMAIN),
      new Reply(BounceReason.ACCESS_DENIED, MailFixture.ACCESS_DENIED),
      new Reply(BounceReason.MAILBOX_INACTIVE, "smtp; 550 5.2.1 The account is disabled"),
      new Reply(BounceReason.MAILBOX_FULL, MailFixture.MAILBOX_FULL),
      new Reply(BounceReason.RECIPIENT_REFUSED, "smtp; 550 5.5.0 Recipient refused"),
      new Reply(
          BounceReason.SENDER_REFUSED,
          "smtp; 553 5.1.8 Domain of sender address alerts@example.org does not exist"),
      new Reply(BounceReason.SENDER_REPUTATION, MailFixture.BLOCKLISTED),
      new Reply(BounceReason.POLICY, MailFixture.POLICY),
      new Reply(BounceReason.CONTENT, "smtp; 554 5.7.1 Message rejected as spam"),
      new Reply(
          BounceReason.AUTHENTICATION,
          "smtp; 550 5.7.26 This mail fails the domain's DMARC policy"),
      new Reply(BounceReason.MESSAGE_SIZE, "smtp; 552 5.3.4 Message too big for system"),
      new Reply(BounceReason.RATE_LIMITED, "smtp; 451 4.7.1 Greylisted, please try again later"),
      new Reply(BounceReason.NETWORK, "smtp; 421 4.4.2 Connection timed out"),
      new Reply(BounceReason.ROUTING, "smtp; 554 5.7.1 Relay access denied"),
      new Reply(BounceReason.SES_PERMANENT, "", "Permanent", "General"),
      new Reply(BounceReason.SUPPRESSED_BY_SES, "", "Permanent", "Suppressed"),
      new Reply(BounceReason.SUPPRESSED_BY_SES, "", "Permanent", "OnAccountSuppressionList"),
      new Reply(BounceReason.SUPPRESSED_BY_SES, "", "Permanent", "EmailValidationSuppressed"),
      new Reply(BounceReason.UNSUBSCRIBED, "", "Permanent", "UnsubscribedRecipient"),
      new Reply(BounceReason.IMPORTED_BOUNCE, "", "Permanent", "ImportedBounce"),
      new Reply(BounceReason.IMPORTED_BLOCK, "", "Transient", "ImportedBlock"),
      new Reply(BounceReason.AUTO_REPLY, "smtp; Automatic reply: I am out of the office"),
      new Reply(BounceReason.UNDETERMINED, "", "Undetermined", "Undetermined"));

  /** Every example of every rule. */
  static final List<Reply> OF_EVERY_RULE =
      RuleFiles.definitions().stream().flatMap(Replies::examples).toList();

  private Replies() {}

  /** All of them. */
  public static List<Reply> everything() {
    return Stream.concat(OF_EVERY_REASON.stream(), OF_EVERY_RULE.stream()).toList();
  }

  /** A reply and the reason that the book gives it. */
  public record Reply(
      BounceReason reason,
      String diagnosticCode,
      String status,
      BounceType type,
      String remoteMtaIp) {
    private Reply(BounceReason reason, String diagnosticCode) {
      this(reason, diagnosticCode, "", BounceType.NONE, "");
    }

    private Reply(BounceReason reason, String diagnosticCode, String type, String subType) {
      this(reason, diagnosticCode, "", new BounceType(type, subType), "");
    }
  }

  private static Stream<Reply> examples(RuleDefinition definition) {
    return definition.examples().stream()
        .map(example -> new Reply(
            definition.rule().reason(),
            example.text(),
            example.deliveryStatus().status(),
            example.deliveryStatus().sesBounceType(),
            example.deliveryStatus().remoteMtaIp()));
  }
}
