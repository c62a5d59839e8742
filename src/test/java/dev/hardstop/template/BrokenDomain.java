package dev.hardstop.template;

import dev.hardstop.diagnosis.Diagnosis;
import dev.hardstop.diagnosis.IncidentReport;
import dev.hardstop.dynamodb.DynamoDbDossierTable;
import dev.hardstop.dynamodb.DynamoDbIncidentSlot;
import dev.hardstop.dynamodb.DynamoDbIndexes;
import dev.hardstop.dynamodb.DynamoDbWatchState;
import dev.hardstop.feedback.Bounce;
import dev.hardstop.feedback.Bounce.RecipientReport;
import dev.hardstop.feedback.BounceType;
import dev.hardstop.feedback.Delivery;
import dev.hardstop.feedback.Feedback;
import dev.hardstop.feedback.Mail;
import dev.hardstop.privacy.LogWatch;
import dev.hardstop.rules.RuleFiles;
import dev.hardstop.sesevent.SesJson;
import dev.hardstop.smtp.EmailAddress;
import dev.hardstop.suppression.Incident;
import dev.hardstop.suppression.Recorder;
import dev.hardstop.suppression.SuppressionPolicy;
import dev.hardstop.suppression.TestRecording;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * The content of a table before a handler is tested: a domain with more addresses than fit on a
 * page.
 */
public final class BrokenDomain {
  static final String NAME = "contoso.com";

  private static final int PEOPLE = 110;
  private static final int PAGE = 99;

  private final DynamoDbClient owner;
  private final String table;
  private final Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);

  public BrokenDomain(DynamoDbClient owner, String table) {
    this.owner = owner;
    this.table = table;
  }

  /**
   * Writes the items that this handler needs to make all of its calls.
   *
   * @return where the second page of the domain's addresses begins; empty if the handler does not
   *     need it
   */
  String before(String handler) {
    switch (handler) {
      case "check" -> {
        turns();
        hasIncident();
        return new DynamoDbIndexes(owner, table)
            .addressesOf(NAME, Optional.empty(), PAGE)
            .next()
            .orElseThrow();
      }
      case "watch" -> turns();
      default -> {
        // The other handlers need no items.
      }
    }
    return "";
  }

  /** It accepted mail three days ago and has refused all recipients for a minute. */
  public void turns() {
    List<Feedback> feedback = new ArrayList<>();
    for (int i = 0; i < PEOPLE; i++) {
      EmailAddress person = EmailAddress.of("person" + i + "@" + NAME);
      Mail before = new Mail("before-" + i, now.minus(Duration.ofDays(3)), List.of(person));
      feedback.add(new Delivery(before, Optional.of(person)));
      feedback.add(new Bounce(
          new Mail("message-" + i, now.minusSeconds(60), List.of(person)),
          "feedback-" + i,
          Optional.of(person),
          BounceType.NONE,
          new RecipientReport(
              "failed",
              "",
              "smtp; 550 5.4.1 Recipient address rejected: Access denied."
                  + " [DB1PEPF0001.eurprd02.prod.protection.outlook.com]",
              "",
              "")));
    }
    feedback.forEach(one -> LogWatch.given(SesJson.bytes(one)));
    TestRecording.record(
        new Recorder(
            RuleFiles.book(),
            SuppressionPolicy.standard(),
            new DynamoDbDossierTable(owner, table, InstantSource.fixed(now)),
            Runnable::run),
        feedback);
  }

  private void hasIncident() {
    String id = "incident-1";
    LocalDate from = LocalDate.ofInstant(now, ZoneOffset.UTC);
    boolean isPut = new DynamoDbIncidentSlot(owner, table, InstantSource.fixed(now))
        .put(NAME, Optional.empty(), new Incident(id, from, now, Optional.empty()));
    if (!isPut) {
      throw new IllegalStateException("there is an incident already");
    }
    new DynamoDbWatchState(owner, table)
        .listIncident(new IncidentReport(
            id,
            IncidentReport.Scope.DOMAIN,
            Diagnosis.Name.DOMAIN_INCIDENT,
            List.of(NAME),
            now,
            Optional.empty(),
            Optional.empty()));
  }
}
