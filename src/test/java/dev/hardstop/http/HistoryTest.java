package dev.hardstop.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.hardstop.feedback.ComplaintKind;
import dev.hardstop.feedback.MessageTags;
import dev.hardstop.suppression.Evidence;
import dev.hardstop.suppression.Incident;
import dev.hardstop.suppression.ManualAction;
import dev.hardstop.suppression.Observation;
import dev.hardstop.suppression.RuleHistory;
import dev.hardstop.suppression.Streams;
import dev.hardstop.suppression.Subject;
import dev.hardstop.suppression.SuppressionPolicy;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HistoryTest {
  private static final Subject BOB = Subject.parse("bob@example.com");
  private static final Subject DOMAIN = Subject.parse("@example.com");
  private static final String GONE = "550 5.1.1 <bob@example.com>: User unknown";
  private static final String FULL = "552 5.2.2 The mailbox of bob@example.com is full";

  private final ApiFunctions api =
      new ApiFunctions(SuppressionPolicy.standard().with(Streams.of("newsletter", "receipts")));
  private final RecordedMail mail = new RecordedMail(api);

  @Test
  void eachRuleHasItsDaysAndItsNewestReplyMasked() {
    mail.bounced("bob@example.com", "2026-11-10", FULL);
    mail.bounced("bob@example.com", "2026-11-12", FULL);
    mail.bounced("bob@example.com", "2026-11-20", GONE);
    JsonNode rules = history().path("rules");
    assertThat(rules).hasSize(2);
    assertThat(rules.get(0).path("reason").textValue()).isEqualTo("INVALID_RECIPIENT");
    assertThat(rules.get(0).path("culprit").textValue()).isEqualTo("address");
    assertThat(rules.get(0).path("days")).hasToString("[\"2026-11-20\"]");
    assertThat(rules.get(1).path("reason").textValue()).isEqualTo("MAILBOX_FULL");
    assertThat(rules.get(1).path("rule").textValue()).isNotEmpty();
    assertThat(rules.get(1).path("days")).hasToString("[\"2026-11-10\",\"2026-11-12\"]");
    JsonNode newest = rules.get(1).path("newest");
    assertThat(newest.path("at").textValue()).isEqualTo("2026-11-12T09:00:00Z");
    assertThat(newest.path("reply").textValue()).contains("full").doesNotContain("bob");
    assertThat(newest.path("sesBounceType").textValue()).isEqualTo("Permanent/General");
    assertThat(newest.path("messageId").textValue()).isEqualTo("message-2");
  }

  @Test
  void theNewestEvidenceSaysHowTheMessageWasTagged() {
    complain(ComplaintKind.SOLE, new MessageTags("newsletter", "marketing", "tenant-1"));
    JsonNode rule = history().at("/rules/0");
    assertThat(rule.path("reason").textValue()).isEqualTo("COMPLAINT");
    assertThat(rule.at("/newest/stream").textValue()).isEqualTo("newsletter");
    assertThat(rule.at("/newest/configurationSet").textValue()).isEqualTo("marketing");
    assertThat(rule.at("/newest/tenant").textValue()).isEqualTo("tenant-1");
    assertThat(rule.at("/newest").has("reply")).isFalse();
  }

  @Test
  void deliveriesAndManualActionsAreListedWithWhoWhenAndWhy() {
    mail.bounced("bob@example.com", "2026-11-10", FULL);
    mail.delivered("bob@example.com", "2026-11-15");
    api.list.addAction(BOB, new ManualAction.Release("r", "carol", "wrote in", at(), false));
    api.list.addAction(
        DOMAIN,
        new ManualAction.Suppression("s", "dave", "contract ended", at(), Optional.empty()));
    JsonNode history = history();
    assertThat(history.path("deliveries")).hasToString("[\"2026-11-15\"]");
    assertThat(history.at("/actions/0/kind").textValue()).isEqualTo("release");
    assertThat(history.at("/actions/0/who").textValue()).isEqualTo("carol");
    assertThat(history.at("/actions/0/why").textValue()).isEqualTo("wrote in");
    assertThat(history.at("/actions/0/at").textValue()).isEqualTo(at().toString());
    assertThat(history.at("/domain/actions/0/who").textValue()).isEqualTo("dave");
    assertThat(history.at("/verdict/reason").textValue()).isEqualTo("MANUAL");
  }

  @Test
  void theIncidentOfTheDomainIsNamed() {
    incident();
    JsonNode history = history();
    assertThat(history.at("/domain/domain").textValue()).isEqualTo("example.com");
    assertThat(history.at("/domain/incident/id").textValue()).isEqualTo("incident-1");
    assertThat(history.at("/domain/incident/holds").booleanValue()).isTrue();
    assertThat(history.path("summary").textValue())
        .isEqualTo(
            "We send no mail to this address before 28 November 2026, because nearly all mail"
                + " to its domain has failed since 24 November 2026.");
    assertThat(history.path("tellUser").textValue())
        .isEqualTo("Your mail provider does not accept mail at the moment, and you need not do"
            + " anything. We will try again from 28 November 2026 on.");
  }

  @Test
  void anIncidentDoesNotHoldADomainThatAPersonReleased() {
    incident();
    Instant released = Instant.parse("2026-11-24T10:30:00Z");
    api.list.addAction(
        DOMAIN, new ManualAction.Release("r", "carol", "works again", released, false));
    JsonNode history = history();
    assertThat(history.at("/domain/incident/holds").booleanValue()).isFalse();
    assertThat(history.at("/verdict/state").textValue()).isEqualTo("clear");
  }

  /** What support reads out is one sentence, and its verdict is that of check. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "550 5.1.1 User unknown | We send no mail to this address, because the receiving server said"
            + " that the mailbox does not exist (on 20 November 2026).",
        "552 5.2.2 mailbox is full | We still send mail to this address, although the receiving server"
            + " said that the mailbox is full (on 20 November 2026).",
        "554 5.7.1 Client host [192.0.2.7] blocked using zen.spamhaus.org | We send mail to this"
            + " address; this is not held against it: the receiving server refused us as the sender,"
            + " which is for us to repair (on 20 November 2026).",
      })
  void theSummaryIsOneSentence(String reply, String summary) {
    mail.bounced("bob@example.com", "2026-11-20", reply);
    assertThat(history().path("summary").textValue()).isEqualTo(summary);
    JsonNode checked = api.check(HttpEvent.address("bob@example.com")).json();
    history()
        .path("verdict")
        .properties()
        .forEach(field -> assertThat(checked.get(field.getKey())).isEqualTo(field.getValue()));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "NOT_SPAM | its owner told the mail provider that our mail is not spam",
        "AUTH_FAILURE | a mail provider could not verify that a message was ours",
        "VIRUS | a mail provider reported a virus in our mail",
      })
  void aReportThatIsNoComplaintIsNotCalledOne(ComplaintKind kind, String happened) {
    complain(kind, MessageTags.NONE);
    assertThat(history().path("summary").textValue())
        .isEqualTo("We send mail to this address; this is not held against it: " + happened
            + " (on 20 November 2026).");
  }

  @Test
  void aComplaintIsToldToTheUserWithoutAnAccusationAndForItsStreamOnly() {
    complain(ComplaintKind.SOLE, new MessageTags("newsletter", "", ""));
    assertThat(history().path("tellUser").textValue())
        .isEqualTo(
            "We do not send you mail of the kind newsletter at the moment. If you would like to"
                + " receive it, please contact us. Our other mail is not affected.");
  }

  @Test
  void whatNobodyKnowsIsNoProblem() {
    JsonNode history = history();
    assertThat(history.path("summary").textValue())
        .isEqualTo("We send mail to this address, and we know of no problem with it.");
    assertThat(history.path("tellUser").textValue()).isEqualTo("We send mail to this address.");
    assertThat(history.path("rules")).isEmpty();
    assertThat(history.at("/domain/incident").isNull()).isTrue();
  }

  /** For each culprit there is a sentence, and none has a word that only a postmaster understands. */
  @Test
  void whatTheUserIsToldAccusesNobodyAndIsPlain() {
    List<String> told = new ArrayList<>();
    for (String reply : List.of(
        GONE,
        FULL,
        "550 5.1.2 Bad destination: domain not found",
        "550 5.4.1 Recipient address rejected: Access denied",
        "550 5.7.1 RESOLVER.RST.RestrictedToRecipientsPermission; not authorized",
        "554 5.7.1 Client host [192.0.2.7] blocked using zen.spamhaus.org",
        "554 5.7.1 Message rejected as spam by content filter",
        "552 5.3.4 Message size exceeds fixed limit",
        "554 5.4.6 Mail loop detected",
        "550 something odd")) {
      ApiFunctions one = new ApiFunctions();
      RecordedMail recorded = new RecordedMail(one);
      told.add(tellUser(one, recorded, reply, "2026-11-20"));
      for (int day = 14; day < 24; day++) {
        told.add(tellUser(one, recorded, reply, "2026-11-" + day));
      }
    }
    for (ComplaintKind kind : ComplaintKind.values()) {
      ApiFunctions one = new ApiFunctions();
      complain(one, kind, MessageTags.NONE);
      told.add(tellUser(one));
    }
    assertThat(told)
        .allSatisfy(text -> assertThat(text.toLowerCase(Locale.ROOT))
            .isNotBlank()
            .doesNotContain(
                "bounce",
                "suppress",
                "smtp",
                "spam",
                "complain",
                "server",
                "ses",
                "dns",
                "block",
                "reputation",
                "policy",
                "null",
                "550",
                "bob",
                "invalid",
                "your fault"));
    assertThat(told.stream().distinct().count()).isGreaterThanOrEqualTo(7);
  }

  private static String tellUser(
      ApiFunctions one, RecordedMail recorded, String reply, String day) {
    recorded.bounced("bob@example.com", day, reply);
    return tellUser(one);
  }

  private static String tellUser(ApiFunctions one) {
    return one.desk(path("bob@example.com")).json().path("tellUser").textValue();
  }

  @Test
  void importedEvidenceIsMarked() {
    Evidence.Origin from = new Evidence.Origin(
        at(), "", "", Optional.empty(), MessageTags.NONE, Evidence.Spellings.CANONICAL, "some-csv");
    RuleHistory history = RuleHistory.of(new Evidence.ComplaintEvidence(from, ComplaintKind.SOLE));
    api.list.observe(new Observation(BOB, ComplaintKind.SOLE.historyId(), history, true));
    assertThat(history().at("/rules/0/newest/imported").textValue()).isEqualTo("some-csv");
    complain(ComplaintKind.NOT_SPAM, MessageTags.NONE);
    assertThat(history().at("/rules/1/newest").has("imported")).isFalse();
  }

  @Test
  void aSpellingIsAnsweredWithTheCanonicalForm() {
    assertThat(api.desk(path("Bob@Example.COM")).json().path("address").textValue())
        .isEqualTo("bob@example.com");
  }

  /** No domain has a slash, so a path that ends so names no address. */
  @ParameterizedTest
  @ValueSource(
      strings = {"a/b@example.com", "nobody", "bob@example.com/history", "a%b@example.com"})
  void whatIsNotSafelyAnAddressIsABadRequest(String address) {
    assertThat(api.desk(path(address)).status()).isEqualTo(400);
  }

  @Test
  void theHistoryIsNoQuestionOfCheckAndTakesNoQuery() {
    assertThat(api.check(path("bob@example.com")).status()).isEqualTo(421);
    assertThat(api.desk(path("bob@example.com").query("stream=newsletter")).status())
        .isEqualTo(400);
  }

  @Test
  void onlyAnIdentityMayReadAHistory() {
    assertThat(api.desk(path("bob@example.com").unsigned()).status()).isEqualTo(403);
  }

  @Test
  void aHistoryThatCannotBeReadIsAnError() {
    api.list.makeUnreadable(BOB);
    assertThat(api.desk(path("bob@example.com")).status()).isEqualTo(500);
  }

  private JsonNode history() {
    return api.desk(path("bob@example.com")).json();
  }

  private static HttpEvent path(String address) {
    return HttpEvent.get("/v1/addresses/" + address + "/history");
  }

  private static Instant at() {
    return Instant.parse("2026-11-22T10:00:00Z");
  }

  private void incident() {
    Instant opened = Instant.parse("2026-11-24T10:00:00Z");
    api.list.put(
        "example.com",
        Optional.empty(),
        new Incident("incident-1", LocalDate.parse("2026-11-24"), opened, Optional.empty()));
  }

  private void complain(ComplaintKind kind, MessageTags tags) {
    complain(api, kind, tags);
  }

  private static void complain(ApiFunctions to, ComplaintKind kind, MessageTags tags) {
    Evidence.Origin from = new Evidence.Origin(
        Instant.parse("2026-11-20T10:00:00Z"),
        "message-1",
        "feedback-1",
        Optional.empty(),
        tags,
        Evidence.Spellings.CANONICAL);
    RuleHistory history = RuleHistory.of(new Evidence.ComplaintEvidence(from, kind));
    to.list.observe(new Observation(BOB, kind.historyId(), history, true));
  }
}
