package dev.hardstop.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.hardstop.Soak;
import dev.hardstop.local.ExamplesTable.ExpectedVerdict;
import dev.hardstop.local.ExamplesTable.Row;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The examples, sent to the packaged functions, lead to the verdicts in examples/README.md. */
@ExtendWith(RunningSystem.class)
class ExamplesIT {
  private final LocalSystem system;
  private final LocalApi api;
  private final Instant sent = Instant.now().truncatedTo(ChronoUnit.MILLIS);

  ExamplesIT(LocalSystem system) {
    this.system = system;
    this.api = new LocalApi(system.address());
  }

  static List<Row> rows() {
    return ExamplesTable.rows();
  }

  static LongStream seeds() {
    return LongStream.rangeClosed(1, Soak.cases(1, 5));
  }

  @BeforeEach
  void forgetEverything() {
    system.forgetEverything();
  }

  @Test
  void everyFileIsInTheTable() {
    assertThat(ExamplesTable.rows())
        .extracting(Row::file)
        .containsExactlyInAnyOrderElementsOf(ExamplesTable.files());
  }

  @ParameterizedTest
  @MethodSource("rows")
  void verdictsAreThoseOfTheTable(Row row) {
    for (ExpectedVerdict expected : row.verdicts()) {
      assertThat(api.verdict(expected.address()).path("reason").isNull()).isTrue();
    }

    assertThat(api.send(row.file(), sent).status()).isEqualTo(200);

    for (ExpectedVerdict expected : row.verdicts()) {
      JsonNode verdict = api.verdict(expected.address());
      assertThat(verdict.path("state").asText()).isEqualTo(expected.state());
      assertThat(verdict.path("reason").asText("")).isEqualTo(expected.reason());
      assertThat(verdict.path("until").asText("")).isEqualTo(until(expected));
    }
  }

  @Test
  void onlyTheBrokenRecordOfABatchFails() {
    for (String file : ExamplesTable.files()) {
      JsonNode failures = api.send(file, sent).json().path("batchItemFailures");
      assertThat(failures).as(file).hasSize(file.equals("one-broken.sqs.json") ? 1 : 0);
    }
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void neitherRepetitionNorOrderChangesAVerdict(long seed) {
    ExamplesTable.files().forEach(file -> api.send(file, sent));
    List<JsonNode> verdicts = verdicts();
    List<String> twice = new ArrayList<>(ExamplesTable.files());
    twice.addAll(ExamplesTable.files());
    Collections.shuffle(twice, new Random(seed));

    system.forgetEverything();
    twice.forEach(file -> api.send(file, sent));

    assertThat(verdicts()).isEqualTo(verdicts);
  }

  @Test
  void releaseLiftsA541UntilAMessageSentLaterBounces() {
    String example = "access-denied.sqs.json";
    String address = "gone@example.org";
    api.send(example, sent);
    assertThat(isSuppressed(address)).isTrue();

    assertThat(api.release(address).status()).isEqualTo(200);
    assertThat(isSuppressed(address)).isFalse();

    api.send(example, sent.minusSeconds(60));
    assertThat(isSuppressed(address)).isFalse();

    api.send(example, Instant.now());
    assertThat(isSuppressed(address)).isTrue();
  }

  private boolean isSuppressed(String address) {
    return api.verdict(address).path("suppressed").asBoolean();
  }

  private List<JsonNode> verdicts() {
    return ExamplesTable.addresses().stream().map(api::verdict).toList();
  }

  private String until(ExpectedVerdict expected) {
    return expected.days() == 0
        ? ""
        : LocalDate.ofInstant(sent, ZoneOffset.UTC).plusDays(expected.days()).toString();
  }
}
