package dev.hardstop.suppression;

import static dev.hardstop.suppression.Scene.ACCESS_DENIED;
import static dev.hardstop.suppression.Scene.NOBODY_THERE;
import static dev.hardstop.suppression.Scene.NO_SUCH_DOMAIN;
import static dev.hardstop.suppression.Scene.on;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hardstop.feedback.BounceType;
import dev.hardstop.feedback.Delivery;
import dev.hardstop.feedback.Mail;
import dev.hardstop.smtp.EmailAddress;
import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Only those are held to account whom the message was sent to. */
class WhoIsMeantTest {
  private static final String BOB = "bob@example.com";
  private static final String STRANGER = "carl@example.net";

  private final Scene scene = new Scene();

  @Test
  void aForwardIsWatchedAtMostHoweverOftenItsMemberIsDead() {
    for (int day = 10; day < 30; day++) {
      scene.happens(bounceOf(STRANGER, NOBODY_THERE, scene.mail(on("2026-11-" + day), BOB)));
    }
    assertThat(scene.ask(BOB, "2026-11-30").state()).isEqualTo(VerdictState.WATCHED);
    assertThat(scene.ask(STRANGER, "2026-11-30").state()).isEqualTo(VerdictState.CLEAR);
  }

  @Test
  void aForwardSaysNothingOfADomain() {
    scene.happens(bounceOf(STRANGER, NO_SUCH_DOMAIN, scene.mail(on("2026-11-20"), BOB)));
    scene.happens(
        bounceOf(STRANGER, NO_SUCH_DOMAIN, scene.mail(on("2026-11-21"), "dora@example.com")));
    assertThat(scene.ask("ann@example.com", "2026-11-22").state()).isEqualTo(VerdictState.CLEAR);
    assertThat(scene.ask("ann@example.net", "2026-11-22").state()).isEqualTo(VerdictState.CLEAR);
  }

  @Test
  void onlyWhoWasMailedIsCountedAsDeliveredTo() {
    scene.happens(
        new Delivery(scene.mail(on("2026-11-20"), BOB), Optional.of(EmailAddress.of(STRANGER))));
    scene.happens(new Delivery(
        scene.mail(on("2026-11-20"), BOB, "ann@example.com"),
        Optional.of(EmailAddress.of(STRANGER))));
    assertThat(delivered("example.com")).isEmpty();
    scene.isDelivered("Bob@Example.com", "2026-11-20").isDelivered(BOB, "2026-11-20");

    assertThat(delivered("example.com"))
        .isEqualTo(
            Map.of(LocalDate.parse("2026-11-20"), Set.of(RecipientHash.of(EmailAddress.of(BOB)))));
    assertThat(delivered("example.net")).isEmpty();
  }

  private Map<LocalDate, Set<String>> delivered(String domain) {
    return scene.list.delivered(Set.of(domain)).get(domain).byDay();
  }

  @Test
  void aStrangerAmongSeveralRecipientsIsNobody() {
    Mail mail = scene.mail(on("2026-11-20"), BOB, "ann@example.com");
    scene.happens(bounceOf(STRANGER, NOBODY_THERE, mail));
    assertThat(((RecordingOutcome.NotKept) scene.lastOutcome()).why())
        .isEqualTo(RecordingOutcome.Why.UNATTRIBUTED);
    for (String address : new String[] {BOB, "ann@example.com", STRANGER}) {
      assertThat(scene.ask(address, "2026-11-21").state()).isEqualTo(VerdictState.CLEAR);
    }
  }

  @Test
  void oneOfSeveralRecipientsIsHeldToAccountAlone() {
    Mail mail = scene.mail(on("2026-11-20"), BOB, "ann@example.com");
    scene.happens(bounceOf(BOB, NOBODY_THERE, mail));
    assertThat(scene.ask(BOB, "2026-11-21").state()).isEqualTo(VerdictState.SUPPRESSED);
    assertThat(scene.ask("ann@example.com", "2026-11-21").state()).isEqualTo(VerdictState.CLEAR);
  }

  @ParameterizedTest
  @ValueSource(strings = {"BOB@EXAMPLE.COM", "Bob <bob@example.com>", "\"bob\"@example.com."})
  void anotherSpellingOfTheAddressIsTheAddress(String spelling) {
    scene.happens(bounceOf(spelling, NOBODY_THERE, scene.mail(on("2026-11-20"), BOB)));
    assertThat(scene.ask(BOB, "2026-11-21").state()).isEqualTo(VerdictState.SUPPRESSED);
  }

  @Test
  void aRecipientThatIsNoAddressCountsAsAForward() {
    scene.happens(bounceOf("<>", NOBODY_THERE, scene.mail(on("2026-11-20"), BOB)));
    assertThat(scene.ask(BOB, "2026-11-21").state()).isEqualTo(VerdictState.WATCHED);
  }

  @Test
  void aDelayedRecipientHasNotBounced() {
    Mail mail = scene.mail(on("2026-11-20"), BOB);
    scene.happens(scene.bounce(BOB, NOBODY_THERE, mail, BounceType.NONE, "Delayed"));
    assertThat(((RecordingOutcome.NotKept) scene.lastOutcome()).why())
        .isEqualTo(RecordingOutcome.Why.DELAYED);
    assertThat(scene.ask(BOB, "2026-11-21").state()).isEqualTo(VerdictState.CLEAR);
  }

  @Test
  void anAutomaticReplyIsNotKept() {
    String outOfOffice = "smtp; Out of office: I am on vacation until Monday";
    scene.bounces(BOB, outOfOffice, "2026-11-20");
    assertThat(((RecordingOutcome.NotKept) scene.lastOutcome()).why())
        .isEqualTo(RecordingOutcome.Why.AUTO_REPLY);
    assertThat(scene.ask(BOB, "2026-11-21").cause()).isEmpty();
  }

  @Test
  void noAddressIsShownByWhatIsLogged() {
    scene.happens(scene.bounce(BOB, ACCESS_DENIED, on("2026-11-20")));
    Dossier dossier = scene.list.read(java.util.Set.of(Subject.parse(BOB))).get(Subject.parse(BOB));
    assertThat(scene.lastOutcome().toString() + dossier + EmailAddress.of(BOB))
        .doesNotContain("bob")
        .contains("***@example.com");
    assertThat(Optional.of(EmailAddress.of(BOB)).toString()).doesNotContain("bob");
  }

  private dev.hardstop.feedback.Bounce bounceOf(
      String recipient, String diagnosticCode, Mail mail) {
    return scene.bounce(recipient, diagnosticCode, mail, BounceType.NONE, "failed");
  }
}
