package dev.hardstop.cli.export;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.DictionaryEntries;
import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.hardstop.cli.export.BoundedLines.NumberedLine;
import dev.hardstop.dynamodb.DossierRestore;
import dev.hardstop.dynamodb.DossierRestore.RestoreOutcome;
import dev.hardstop.rules.RuleFiles;
import dev.hardstop.smtp.EmailAddress;
import dev.hardstop.suppression.SuppressionPolicy;
import dev.hardstop.suppression.UnreadableItemException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.PutItemResponse;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemResponse;

/**
 * Any file is read to its end, or is a damaged gzip file. Each of its lines is restored, and known when it is
 * restored again, or rejected with a reason that contains no address.
 */
class RestoreFuzzTest {
  private static final InstantSource CLOCK =
      InstantSource.fixed(Instant.parse("2026-11-29T12:00:00Z"));

  @DictionaryEntries({
    "{\"hardstopExport\":1,\"item\":{\"subject\":\"secret@example.com\",",
    "{\"hardstopExport\":1,\"item\":{\"subject\":\"@example.com\",",
    "{\"hardstopExport\":1,\"item\":{\"subject\":\"~erased#",
    "\"matches#",
    "\"newest#",
    "\"delivered\":[\"2026-11-01\"]",
    "\"action#1\":{\"kind\":\"suppression\",\"who\":\"w\",\"at\":\"2026-11-01T00:00:00Z\"}",
    "\"incident\":{\"id\":\"1\",\"from\":\"2026-11-01\",\"opened\":\"2026-11-01T00:00:00Z\"",
    "\"hasErased\":[\"k\"]",
    "\"state\":\"SUPPRESSED\",\"reason\":\"MANUAL\"",
    "\"until\":\"2027-01-01\"",
    "+999999999-12-31",
    "secret@example.com",
  })
  @FuzzTest(maxDuration = "2m")
  void everyLineIsRestoredOnceOrRejectedWithoutShowingAnAddress(byte[] file) throws IOException {
    try (BoundedLines lines = new BoundedLines(new ByteArrayInputStream(file))) {
      long number = 0;
      for (Optional<NumberedLine> line = lines.next(); line.isPresent(); line = lines.next()) {
        assertThat(line.get().number()).isEqualTo(++number);
        assertThat(line.get().text().length()).isLessThanOrEqualTo(BoundedLines.LONGEST);
        assertThat(line.get().toString()).doesNotContain("@");
        if (line.get().why().isEmpty() && !line.get().text().isEmpty()) {
          restore(line.get().text());
        }
      }
      if (lines.isDamaged()) {
        assertThat(file).as("only a gzip file may be damaged").startsWith(0x1f, 0x8b);
      }
    }
  }

  private static void restore(String line) {
    StubTable table = new StubTable();
    DossierRestore restore = new DossierRestore(
        table, "hardstop", CLOCK, SuppressionPolicy.standard(), RuleFiles.book());
    try {
      Map<String, AttributeValue> item = ItemLine.parse(line);
      restore.restore(item);
      if (!table.isUpdated) {
        assertThat(restore.restore(item)).isEqualTo(RestoreOutcome.KNOWN);
        assertThat(table.isUpdated).isFalse();
      }
    } catch (UnreadableItemException | IllegalArgumentException rejected) {
      assertThat(rejected).hasNoCause();
      assertThat(rejected.getMessage()).isNotEmpty().doesNotContainPattern("[^*\\s]@");
      assertThat(table.items).isEmpty();
    }
    table.items.keySet().forEach(key -> assertThat(isKeyOfHardstop(key)).as(key).isTrue());
  }

  /** An item with another key would never be read, or be taken for something internal. */
  private static boolean isKeyOfHardstop(String key) {
    return key.startsWith("@")
        || key.matches("~erased#[0-9a-f]{64}")
        || EmailAddress.find(key)
            .map(EmailAddress::canonical)
            .filter(key::equals)
            .isPresent();
  }

  /** A table that keeps what is put into it under a new key, and that no update changes. */
  private static final class StubTable implements DynamoDbClient {
    private final Map<String, Map<String, AttributeValue>> items = new HashMap<>();
    private boolean isUpdated;

    @Override
    public PutItemResponse putItem(PutItemRequest put) {
      Map<String, AttributeValue> known =
          items.putIfAbsent(put.item().get("subject").s(), put.item());
      if (known != null) {
        throw ConditionalCheckFailedException.builder().item(known).build();
      }
      return PutItemResponse.builder().build();
    }

    @Override
    public UpdateItemResponse updateItem(UpdateItemRequest update) {
      isUpdated = true;
      return UpdateItemResponse.builder().attributes(Map.of()).build();
    }

    @Override
    public String serviceName() {
      return "dynamodb";
    }

    @Override
    public void close() {
      // It holds nothing.
    }
  }
}
