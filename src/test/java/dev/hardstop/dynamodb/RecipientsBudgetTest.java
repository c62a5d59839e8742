package dev.hardstop.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hardstop.Soak;
import dev.hardstop.feedback.Delivery;
import dev.hardstop.feedback.Feedback;
import dev.hardstop.feedback.Mail;
import dev.hardstop.rules.RuleFiles;
import dev.hardstop.smtp.EmailAddress;
import dev.hardstop.suppression.Recorder;
import dev.hardstop.suppression.RecordingOutcome;
import dev.hardstop.suppression.SuppressionPolicy;
import dev.hardstop.suppression.TestRecording;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** The cost of counting 10 to 100,000 recipients of one domain in one day. */
class RecipientsBudgetTest {
  private static final Instant SENT = Instant.parse("2026-11-24T10:00:00Z");

  @RegisterExtension
  static final RecordedRequests REQUESTS = new RecordedRequests();

  @RegisterExtension
  static final TestTable TABLE = new TestTable();

  private static final DynamoDbClient CLIENT = TABLE.watchedBy(REQUESTS);
  private static final DynamoDbDossierTable LIST =
      new DynamoDbDossierTable(CLIENT, TestTable.NAME, InstantSource.fixed(TestTable.NOW));

  private final String domain = UUID.randomUUID() + ".example.com";

  /**
   * One write for each batch until the day is full, with 32 recipients; and one more write, for the
   * delivery day of the domain.
   */
  @ParameterizedTest
  @CsvSource({
    "10, 1, 10, 10",
    "10, 10, 1, 10",
    "100, 1, 32, 32",
    "100, 10, 4, 32",
    "1000, 100, 1, 32",
    "10000, 10000, 1, 32",
  })
  void aDayIsFullAfterAFewWrites(int recipients, int batch, int writes, int counted) {
    Recorder recorder =
        new Recorder(RuleFiles.book(), SuppressionPolicy.standard(), LIST, Runnable::run);
    for (int from = 0; from < recipients; from += batch) {
      assertThat(TestRecording.record(recorder, deliveries(from, from + batch)))
          .noneMatch(RecordingOutcome.Failed.class::isInstance);
    }

    assertThat(REQUESTS.writes())
        .filteredOn(write -> write.key().get("subject").s().equals("@" + domain + "~delivered"))
        .hasSize(writes);
    assertThat(REQUESTS.writes()).hasSize(writes + 1);
    int keys = batch + 2;
    assertThat(REQUESTS.reads()).hasSize(recipients / batch * ((keys + 99) / 100));
    System.out.printf(
        "%,7d recipients in batches of %,6d: %3d writes and %,5d reads, units %.1f%n",
        recipients,
        batch,
        REQUESTS.writes().size(),
        REQUESTS.reads().size(),
        REQUESTS.tableUnits());
    assertThat(LIST.delivered(Set.of(domain)).get(domain).byDay().values())
        .singleElement()
        .satisfies(hashes -> assertThat(hashes).hasSize(counted));
  }

  /** Batch after batch on a day that is full. */
  @ParameterizedTest
  @EnabledIfSystemProperty(named = Soak.PROPERTY, matches = "true")
  @CsvSource({"10000, 100, 1, 32", "100000, 10000, 1, 32"})
  void aFullDayIsNotWrittenAgain(int recipients, int batch, int writes, int counted) {
    aDayIsFullAfterAFewWrites(recipients, batch, writes, counted);
  }

  private List<Feedback> deliveries(int from, int to) {
    return IntStream.range(from, to)
        .mapToObj(i -> EmailAddress.of("user" + i + "@" + domain))
        .<Feedback>map(address ->
            new Delivery(new Mail("message-1", SENT, List.of(address)), Optional.of(address)))
        .toList();
  }
}
