package dev.hardstop.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hardstop.Soak;
import dev.hardstop.dynamodb.DossierRestore.RestoreOutcome;
import dev.hardstop.dynamodb.DossierScan.ScannedPage;
import dev.hardstop.dynamodb.DossierScan.StoredItem;
import dev.hardstop.feedback.Feedback;
import dev.hardstop.rules.RuleFiles;
import dev.hardstop.smtp.EmailAddress;
import dev.hardstop.suppression.Dossier;
import dev.hardstop.suppression.History;
import dev.hardstop.suppression.History.ActionEvent;
import dev.hardstop.suppression.History.FeedbackEvent;
import dev.hardstop.suppression.History.HistoryEvent;
import dev.hardstop.suppression.Incident;
import dev.hardstop.suppression.ManualAction;
import dev.hardstop.suppression.Recorder;
import dev.hardstop.suppression.Subject;
import dev.hardstop.suppression.SuppressionPolicy;
import dev.hardstop.suppression.TestRecording;
import dev.hardstop.suppression.Tombstone;
import dev.hardstop.suppression.UnreadableItemException;
import dev.hardstop.suppression.Verdict;
import dev.hardstop.suppression.VerdictState;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** What is restored has the dossiers and verdicts that were exported, whatever the table has already. */
class DossierRestoreTest {
  @RegisterExtension
  static final TestTable TABLE = new TestTable();

  private static final SuppressionPolicy POLICY = SuppressionPolicy.standard();
  private static final int HISTORIES = 3;
  private static final int EVENTS = 40;
  private static final Instant NOW = Instant.now().truncatedTo(ChronoUnit.MILLIS);

  private static int tables;

  private final TestedTable from = new TestedTable();
  private final TestedTable into = new TestedTable();

  /** A table of its own in the same DynamoDB Local. */
  private static final class TestedTable {
    final String name = "restore-" + ++tables;
    final DynamoDbDossierTable dossiers =
        new DynamoDbDossierTable(TABLE.client(), name, InstantSource.fixed(NOW));

    TestedTable() {
      TemplateTable.ofProject().createWithoutTimeToLive(TABLE.client(), name);
    }

    void write(List<? extends HistoryEvent> events) {
      List<Feedback> reported = new ArrayList<>();
      for (HistoryEvent event : events) {
        if (event instanceof ActionEvent decided) {
          dossiers.addAction(decided.subject(), decided.action());
        } else {
          reported.add(((FeedbackEvent) event).feedback());
        }
      }
      TestRecording.record(
          new Recorder(RuleFiles.book(), POLICY, dossiers, Runnable::run), reported);
    }

    boolean put(String domain, Optional<Incident> before, Incident after) {
      return new DynamoDbIncidentSlot(TABLE.client(), name, InstantSource.fixed(NOW))
          .put(domain, before, after);
    }

    List<StoredItem> items() {
      List<StoredItem> items = new ArrayList<>();
      DossierScan scan = new DossierScan(TABLE.client(), name);
      for (int segment = 0; segment < 3; segment++) {
        Optional<String> cursor = Optional.empty();
        do {
          ScannedPage page = scan.page(segment, 3, cursor);
          items.addAll(page.items());
          cursor = page.next();
        } while (cursor.isPresent());
      }
      return items;
    }

    List<RestoreOutcome> restore(List<StoredItem> items) {
      DossierRestore restore = new DossierRestore(
          TABLE.client(), name, InstantSource.fixed(NOW), POLICY, RuleFiles.book());
      return items.stream().map(item -> restore.restore(item.attributes())).toList();
    }

    Map<Subject, Dossier> read(Set<Subject> subjects) {
      return dossiers.read(subjects).found();
    }

    Map<String, AttributeValue> item(String key) {
      return TABLE
          .client()
          .getItem(get -> get.tableName(name).key(DossierCodec.key(key)).consistentRead(true))
          .item();
    }

    void set(String key, String attribute, AttributeValue value) {
      TABLE
          .client()
          .updateItem(update -> update
              .tableName(name)
              .key(DossierCodec.key(key))
              .updateExpression("SET #a = :v")
              .expressionAttributeNames(Map.of("#a", attribute))
              .expressionAttributeValues(Map.of(":v", value)));
    }
  }

  private final Set<Subject> subjects = new LinkedHashSet<>();
  private final List<HistoryEvent> openings = new ArrayList<>();
  private final List<HistoryEvent> some = new ArrayList<>();
  private final List<HistoryEvent> others = new ArrayList<>();

  @BeforeEach
  void generate() {
    for (int seed = 0; seed < Soak.cases(HISTORIES, 40); seed++) {
      Random random = new Random(seed);
      History history = History.of(seed, "s" + seed + ".example.com");
      subjects.addAll(history.subjects());
      openings.addAll(history.openings());
      List<HistoryEvent> events = new ArrayList<>(history.next(EVENTS));
      if (seed % 10 == 0) {
        events.addAll(history.abundance());
      }
      events.forEach(event -> (random.nextBoolean() ? some : others).add(event));
    }
  }

  @Test
  void anEmptyTableGetsTheSameDossiersAndVerdictsHoweverOftenItIsRestored() {
    from.write(openings);
    from.write(some);
    List<StoredItem> items = new ArrayList<>(from.items());

    assertThat(into.restore(items)).containsOnly(RestoreOutcome.CREATED);
    assertSame(from, into);
    Collections.shuffle(items, new Random(1));
    assertThat(into.restore(items)).containsOnly(RestoreOutcome.KNOWN);
    assertSame(from, into);
    assertThat(keys(into)).as("no item more or less").isEqualTo(keys(from));
  }

  @Test
  void aTableWithAPartGetsTheRestAndATableWithMoreLosesNothing() {
    TestedTable all = new TestedTable();
    all.write(openings);
    all.write(some);
    all.write(others);
    from.write(openings);
    from.write(some);
    into.write(openings);
    into.write(others);

    into.restore(from.items());
    assertSame(all, into);
    assertThat(into.restore(from.items())).containsOnly(RestoreOutcome.KNOWN);
    assertThat(all.restore(from.items())).as("nothing is new").containsOnly(RestoreOutcome.KNOWN);
  }

  @Test
  void whatArrivesMeanwhileAndWhatIsRestoredBothCount() {
    TestedTable all = new TestedTable();
    all.write(openings);
    all.write(some);
    all.write(others);
    from.write(openings);
    from.write(some);
    List<StoredItem> items = from.items();

    into.write(openings);
    CompletableFuture<Void> arriving = CompletableFuture.runAsync(() -> {
      for (int i = 0; i < others.size(); i += 20) {
        into.write(others.subList(i, Math.min(i + 20, others.size())));
      }
    });
    CompletableFuture<List<RestoreOutcome>> restoring =
        CompletableFuture.supplyAsync(() -> into.restore(items));
    CompletableFuture.allOf(arriving, restoring).join();
    assertSame(all, into);
  }

  @Test
  void incidentsOfBothAreKept() {
    Incident first = incident("first", 40, Optional.of(30));
    Incident second = incident("second", 20, Optional.of(10));
    Incident open = incident("open", 2, Optional.empty());
    assertThat(from.put("contoso.com", Optional.empty(), first)).isTrue();
    assertThat(from.put("contoso.com", Optional.of(first), open)).isTrue();
    assertThat(into.put("contoso.com", Optional.empty(), second)).isTrue();
    Subject domain = new Subject.Domain("contoso.com");

    assertThat(into.restore(from.items())).containsExactly(RestoreOutcome.MERGED);
    assertThat(into.read(Set.of(domain)).get(domain).incidents())
        .containsExactly(first, second, open);
    assertThat(into.restore(from.items())).containsExactly(RestoreOutcome.KNOWN);

    Incident ended = incident("open", 2, Optional.of(1));
    assertThat(into.put("contoso.com", Optional.of(open), ended)).isTrue();
    assertThat(into.restore(from.items()))
        .as("an incident that has ended is not opened again")
        .containsExactly(RestoreOutcome.KNOWN);
  }

  @Test
  void theGraverTombstoneIsKeptAndOneThatHasEndedIsNotRestored() {
    LocalDate today = LocalDate.ofInstant(NOW, ZoneOffset.UTC);
    String key = TombstoneCodec.key(EmailAddress.of("bob@example.com"), "a test key");
    String other = TombstoneCodec.key(EmailAddress.of("eve@example.com"), "a test key");
    Tombstone endless = new Tombstone(VerdictState.SUPPRESSED, "COMPLAINT", Optional.empty());
    Tombstone brief = new Tombstone(VerdictState.HELD, "POLICY", Optional.of(today.plusDays(3)));
    Tombstone ended = new Tombstone(VerdictState.HELD, "POLICY", Optional.of(today));

    assertThat(into.restore(tombstone(key, brief))).containsExactly(RestoreOutcome.CREATED);
    assertThat(into.restore(tombstone(key, endless))).containsExactly(RestoreOutcome.MERGED);
    assertThat(into.restore(tombstone(key, brief))).containsExactly(RestoreOutcome.KNOWN);
    assertThat(TombstoneCodec.read(into.item(key))).isEqualTo(endless);
    assertThat(into.item(key)).doesNotContainKeys("until", "expiresAt");
    assertThat(into.restore(tombstone(other, ended))).containsExactly(RestoreOutcome.KNOWN);
    assertThat(into.item(other)).isEmpty();
    assertThat(into.items()).extracting(StoredItem::subject).containsExactly(Optional.empty());
  }

  @Test
  void aDomainStillSaysThatItHasErasedAddresses() {
    from.set("@example.com", "hasErased", AttributeValue.fromSs(List.of("k1")));
    into.set("@example.com", "hasErased", AttributeValue.fromSs(List.of("k2")));
    into.restore(from.items());
    assertThat(into.item("@example.com").get("hasErased").ss())
        .containsExactlyInAnyOrder("k1", "k2");
    TestedTable empty = new TestedTable();
    empty.restore(from.items());
    assertThat(empty.item("@example.com").get("hasErased").ss()).containsExactly("k1");
  }

  @Test
  void aRestoredItemIsFoundByDomainWakesNobodyAndExpiresAsIfWrittenNow() {
    from.write(openings);
    from.write(some);
    into.restore(from.items());
    for (StoredItem item : into.items()) {
      String key = item.attributes().get("subject").s();
      Map<String, AttributeValue> source = from.item(key);
      assertThat(item.attributes()).doesNotContainKey("hour").containsKey("expiresAt");
      for (String indexKey : List.of("domain", "touched")) {
        assertThat(item.attributes().containsKey(indexKey)).isEqualTo(source.containsKey(indexKey));
      }
      if (source.containsKey("keep")) {
        assertThat(item.attributes()).containsEntry("keep", source.get("keep"));
        assertThat(item.attributes()).containsEntry("expiresAt", source.get("expiresAt"));
      } else if (!item.attributes().containsKey("keep")) {
        assertThat(item.attributes()).containsEntry("expiresAt", source.get("expiresAt"));
      }
    }
  }

  @Test
  void whatCannotBeReadIsNotRestored() {
    from.write(List.of(suppressed("bob@example.com")));
    List<StoredItem> items = from.items();
    Map<String, AttributeValue> broken = new HashMap<>(items.get(0).attributes());
    broken.put("matches#x", AttributeValue.fromS("a text"));
    assertThatThrownBy(() -> into.restore(List.of(new StoredItem(Optional.empty(), broken))))
        .isInstanceOf(UnreadableItemException.class);
    assertThat(into.items()).isEmpty();

    into.set("bob@example.com", "matches#x", AttributeValue.fromS("a text"));
    assertThatThrownBy(() -> into.restore(items)).isInstanceOf(UnreadableItemException.class);
  }

  @Test
  void onlyDossiersAndTombstonesAreExportedAndRestored() {
    for (String key : List.of("~watch", "~incidents", "@example.com~delivered", "nobody")) {
      from.set(key, "x", AttributeValue.fromS("y"));
      Map<String, AttributeValue> item = Map.of("subject", AttributeValue.fromS(key));
      assertThatThrownBy(() -> into.restore(List.of(new StoredItem(Optional.empty(), item))))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageNotContaining(key);
    }
    assertThat(from.items()).isEmpty();
  }

  private static ActionEvent suppressed(String address) {
    return new ActionEvent(
        Subject.parse(address),
        new ManualAction.Suppression("1", "tester", "a test", NOW, Optional.empty()));
  }

  private static List<StoredItem> tombstone(String key, Tombstone tombstone) {
    Map<String, AttributeValue> item = new HashMap<>(TombstoneCodec.write(tombstone));
    item.putAll(DossierCodec.key(key));
    return List.of(new StoredItem(Optional.empty(), item));
  }

  private static Incident incident(String id, int openedDaysAgo, Optional<Integer> endedDaysAgo) {
    Instant opened = NOW.minus(Duration.ofDays(openedDaysAgo));
    LocalDate from = LocalDate.ofInstant(opened, ZoneOffset.UTC);
    return new Incident(
        id,
        from,
        opened,
        endedDaysAgo.map(
            days -> new Incident.Ending(NOW.minus(Duration.ofDays(days)), true, from.plusDays(1))));
  }

  private static Set<String> keys(TestedTable table) {
    return new TreeSet<>(
        table.items().stream().map(item -> item.attributes().get("subject").s()).toList());
  }

  private void assertSame(TestedTable expected, TestedTable actual) {
    Map<Subject, Dossier> wanted = expected.read(subjects);
    Map<Subject, Dossier> found = actual.read(subjects);
    assertThat(found).isEqualTo(wanted);
    assertThat(verdicts(found)).isEqualTo(verdicts(wanted));
  }

  private Map<Subject, Verdict> verdicts(Map<Subject, Dossier> dossiers) {
    Map<Subject, Verdict> verdicts = new HashMap<>();
    for (Subject subject : subjects) {
      if (subject instanceof Subject.Address) {
        verdicts.put(
            subject,
            POLICY.judge(
                dossiers.get(subject),
                dossiers.get(new Subject.Domain(subject.domain())),
                RuleFiles.book(),
                Instant.parse("2025-06-01T12:00:00Z")));
      }
    }
    return verdicts;
  }
}
