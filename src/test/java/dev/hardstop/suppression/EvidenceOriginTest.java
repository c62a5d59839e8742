package dev.hardstop.suppression;

import static dev.hardstop.suppression.MailFixture.NOBODY_THERE;
import static dev.hardstop.suppression.MailFixture.NO_SUCH_DOMAIN;
import static dev.hardstop.suppression.MailFixture.on;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hardstop.feedback.BounceType;
import dev.hardstop.feedback.Complaint;
import dev.hardstop.feedback.ComplaintKind;
import dev.hardstop.feedback.Mail;
import dev.hardstop.feedback.MessageTags;
import dev.hardstop.smtp.EmailAddress;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Evidence keeps what SES reports about its message once and never again. */
class EvidenceOriginTest {
  private static final MessageTags TAGS = new MessageTags("newsletter", "marketing", "shop");
  private static final String BOB = "bob@example.com";

  private final MailFixture fixture = new MailFixture();

  @Test
  void aBounceKeepsItsTagsAndBothSpellings() {
    fixture.happens(fixture.bounce(
        "BOB@example.com", NOBODY_THERE, sentTo("Bob@Example.com"), BounceType.NONE, "failed"));
    assertThat(originIn(BOB).tags()).isEqualTo(TAGS);
    assertThat(originIn(BOB).spellings())
        .isEqualTo(new Evidence.Spellings("BOB@example.com", "Bob@Example.com"));
    assertThat(dossier(BOB).spellings())
        .containsExactlyInAnyOrder(BOB, "BOB@example.com", "Bob@Example.com");
  }

  @Test
  void aComplaintKeepsItsTagsAndBothSpellings() {
    fixture.happens(new Complaint(
        sentTo("Bob@Example.com"),
        "feedback-1",
        EmailAddress.find("BOB@example.com"),
        ComplaintKind.SOLE,
        on("2026-11-20")));
    assertThat(originIn(BOB).tags()).isEqualTo(TAGS);
    assertThat(originIn(BOB).spellings())
        .isEqualTo(new Evidence.Spellings("BOB@example.com", "Bob@Example.com"));
  }

  @Test
  void theCanonicalSpellingIsNotStoredTwice() {
    fixture.happens(fixture.bounce(BOB, NOBODY_THERE, sentTo(BOB), BounceType.NONE, "failed"));
    assertThat(originIn(BOB).spellings()).isEqualTo(Evidence.Spellings.CANONICAL);
    assertThat(dossier(BOB).spellings()).containsExactly(BOB);
  }

  /** The address that a forward leads to is somebody else's. */
  @Test
  void aForwardKeepsTheSendersSpellingOnly() {
    fixture.happens(fixture.bounce(
        "Carl@Example.net", NOBODY_THERE, sentTo("Bob@Example.com"), BounceType.NONE, "failed"));
    assertThat(originIn(BOB).spellings()).isEqualTo(new Evidence.Spellings("", "Bob@Example.com"));
  }

  /** Otherwise the address would outlive its own erasure. */
  @Test
  void theDossierOfADomainKeepsNoSpelling() {
    fixture.happens(fixture.bounce(
        "BOB@example.com", NO_SUCH_DOMAIN, sentTo("Bob@Example.com"), BounceType.NONE, "failed"));
    assertThat(originIn("@example.com").spellings()).isEqualTo(Evidence.Spellings.CANONICAL);
    assertThat(originIn("@example.com").tags()).isEqualTo(TAGS);
    assertThat(dossier("@example.com").spellings()).isEmpty();
  }

  @Test
  void aSpellingThatIsLongerThanAnyAddressIsNotKept() {
    String longest = "B".repeat(320);
    assertThat(new Evidence.Spellings(longest, longest + "b"))
        .isEqualTo(new Evidence.Spellings(longest, ""));
  }

  @Test
  void nothingShowsTheSpellingsOrTheTags() {
    fixture.happens(fixture.bounce(
        "BOB@example.com", NOBODY_THERE, sentTo("Bob@Example.com"), BounceType.NONE, "failed"));
    assertThat(originIn(BOB) + " " + originIn(BOB).spellings())
        .doesNotContainIgnoringCase("bob")
        .doesNotContain("newsletter");
  }

  private static Mail sentTo(String address) {
    return new Mail("message-1", on("2026-11-20"), List.of(EmailAddress.of(address)), TAGS);
  }

  private Evidence.Origin originIn(String subject) {
    return dossier(subject).histories().values().iterator().next().newest().origin();
  }

  private Dossier dossier(String subject) {
    Subject parsed = Subject.parse(subject);
    return fixture.list.read(Set.of(parsed)).get(parsed);
  }
}
