package dev.hardstop.local;

import static java.util.stream.Collectors.toSet;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.hardstop.dynamodb.DynamoDbDossierTable;
import dev.hardstop.dynamodb.TableContents;
import dev.hardstop.rules.RuleFiles;
import dev.hardstop.sesevent.Notification;
import dev.hardstop.sesevent.SesEventReader;
import dev.hardstop.suppression.DeliveredRecipients;
import dev.hardstop.suppression.Dossier;
import dev.hardstop.suppression.InMemoryDossierTable;
import dev.hardstop.suppression.ManualAction;
import dev.hardstop.suppression.ReadResults;
import dev.hardstop.suppression.Recorder;
import dev.hardstop.suppression.RecordingOutcome;
import dev.hardstop.suppression.Subject;
import dev.hardstop.suppression.SuppressionPolicy;
import dev.hardstop.suppression.TestRecording;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * The dossiers that a table must contain, computed from SES's events in this JVM and in memory. It
 * uses no package, no process and no database, because two tables that one package filled may lack
 * the same evidence.
 */
public final class ExpectedDossiers {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final InMemoryDossierTable list = new InMemoryDossierTable();
  private final Recorder recorder =
      new Recorder(RuleFiles.book(), SuppressionPolicy.standard(), list, Runnable::run);

  /** Adds a manual action. */
  public void addAction(Subject subject, ManualAction action) {
    list.addAction(subject, action);
  }

  /**
   * Records an event of SES.
   *
   * @param event SES's JSON itself, out of every envelope
   */
  public void record(String event) throws JsonProcessingException {
    if (SesEventReader.read(JSON.readTree(event)) instanceof Notification.Reported reported
        && TestRecording.record(recorder, reported.feedback()).stream()
            .anyMatch(RecordingOutcome.Failed.class::isInstance)) {
      throw new IllegalStateException("not recorded in memory");
    }
  }

  /**
   * The subjects whose dossier in a table differs, and the domains whose counts of recipients
   * differ.
   */
  public List<String> differences(DynamoDbClient client, String table) {
    Instant now = Instant.now();
    DynamoDbDossierTable there = new DynamoDbDossierTable(client, table, InstantSource.fixed(now));
    Map<Subject, Dossier> must = list.all();
    Set<Subject> subjects = new HashSet<>(must.keySet());
    subjects.addAll(TableContents.of(client, table).subjects());
    ReadResults<Subject, Dossier> found = there.read(subjects);
    List<String> differences = new ArrayList<>();
    for (Subject subject : subjects) {
      Dossier expected = must.getOrDefault(subject, Dossier.empty(subject));
      if (!found.get(subject).equals(expected)) {
        differences.add(described(found.get(subject)) + ", but " + described(expected));
      }
    }
    Set<String> domains = subjects.stream().map(Subject::domain).collect(toSet());
    ReadResults<String, DeliveredRecipients> counted = there.delivered(domains);
    list.delivered(domains).found().forEach((domain, recipients) -> {
      SortedMap<LocalDate, Set<String>> expected = kept(recipients, now);
      if (!counted.get(domain).byDay().equals(expected)) {
        differences.add(domain + " recipients of " + counted.get(domain).byDay().keySet()
            + ", but of " + expected.keySet());
      }
    });
    return differences;
  }

  /** In memory a day is dropped for newer ones, in the table by its age. */
  private static SortedMap<LocalDate, Set<String>> kept(
      DeliveredRecipients recipients, Instant now) {
    LocalDate today = LocalDate.ofInstant(now, ZoneOffset.UTC);
    return new TreeMap<>(recipients.byDay().tailMap(today.minusDays(DeliveredRecipients.DAYS - 1)));
  }

  private static String described(Dossier dossier) {
    List<String> histories = new ArrayList<>();
    dossier.histories().forEach((id, history) -> histories.add(id + history.days()));
    return dossier.subject().key() + " " + histories + ", delivered " + dossier.delivered() + ", "
        + dossier.manualActions().size() + " manual actions";
  }
}
