package dev.hardstop.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hardstop.classification.BounceReason;
import dev.hardstop.classification.DeliveryStatus;
import dev.hardstop.feedback.Bounce.RecipientReport;
import dev.hardstop.feedback.BounceType;
import dev.hardstop.rules.RuleFiles;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The real rule book classifies the invented replies as they are meant. */
class ReceiverTest {
  private static final Set<BounceReason> DEAD =
      Set.of(BounceReason.INVALID_RECIPIENT, BounceReason.ACCESS_DENIED);

  @ParameterizedTest
  @EnumSource(Receiver.class)
  void repliesMeanTheirCauses(Receiver receiver) {
    for (BounceCause cause : BounceCause.values()) {
      assertThat(reason(receiver, cause)).as("%s %s", receiver, cause).isIn(meant(cause));
    }
  }

  private static BounceReason reason(Receiver receiver, BounceCause cause) {
    RecipientReport report = new RecipientReport(
        "failed", "", receiver.reply(cause, "bob@contoso.example"), "", receiver.ip());
    return RuleFiles.book()
        .classify(DeliveryStatus.of(report, new BounceType("", ""), List.of("bob")))
        .reason();
  }

  private static Set<BounceReason> meant(BounceCause cause) {
    return switch (cause) {
      case UNKNOWN_USER, EDGE -> DEAD;
      case FULL -> Set.of(BounceReason.MAILBOX_FULL);
      case CLOSED -> Set.of(BounceReason.MAILBOX_INACTIVE);
      case SLOW_DOWN -> Set.of(BounceReason.RATE_LIMITED);
      case UNREACHABLE -> Set.of(BounceReason.NETWORK);
      case SPAM -> Set.of(BounceReason.CONTENT);
      case RESTRICTED -> Set.of(BounceReason.POLICY);
      case LISTED -> Set.of(BounceReason.SENDER_REPUTATION);
      case UNAUTHENTICATED -> Set.of(BounceReason.AUTHENTICATION);
      case RELAY -> Set.of(BounceReason.ROUTING);
      case UNCLEAR -> Set.of(BounceReason.RECIPIENT_REFUSED);
    };
  }
}
