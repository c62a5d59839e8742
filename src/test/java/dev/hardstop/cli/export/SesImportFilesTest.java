package dev.hardstop.cli.export;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hardstop.Soak;
import dev.hardstop.cli.export.TestedHardstop.Ran;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * {@code export --format ses-import} of a large table. An import job of SES that adds addresses takes 100,000 of
 * them (Amazon SES developer guide).
 */
class SesImportFilesTest {
  private static final String JOB = "ses-import";

  @TempDir
  private Path folder;

  @Test
  void aListOfMoreLinesThanAJobTakesBecomesSeveralFiles() throws IOException {
    Path file = folder.resolve("ses.csv");
    try (TestedHardstop hardstop = hasSuppressed(100_016)) {
      Ran ran = hardstop.run("export", "--format", JOB, "--output", file.toString());
      assertThat(ran.exitCode()).as(ran.err()).isZero();
      assertThat(ran.err()).contains("100,016 lines in 2 files").doesNotContain("warning");
    }
    assertThat(folder.toFile().list()).containsExactlyInAnyOrder("ses.csv", "ses-2.csv");
    assertThat(Files.readAllLines(file))
        .hasSize(100_000)
        .allMatch(line -> line.endsWith(",BOUNCE"));
    assertThat(Files.readAllLines(folder.resolve("ses-2.csv"))).hasSize(16);
  }

  @Test
  @EnabledIfSystemProperty(named = Soak.PROPERTY, matches = "true")
  void standardOutputHasTheWholeListAndAWarningFromTheFirstLineThatAJobDoesNotTake()
      throws IOException {
    try (TestedHardstop hardstop = hasSuppressed(100_016)) {
      Ran ran = hardstop.run("export", "--format", JOB);
      assertThat(ran.out().lines()).hasSize(100_016);
      assertThat(ran.err())
          .contains("warning: SES's import job takes 100,000 lines: split this output");
    }
    try (TestedHardstop hardstop = hasSuppressed(100_000)) {
      Ran ran = hardstop.run("export", "--format", JOB);
      assertThat(ran.out().lines()).hasSize(100_000);
      assertThat(ran.err()).doesNotContain("warning");
    }
  }

  private static TestedHardstop hasSuppressed(int addresses) throws IOException {
    LargeTable scans = new LargeTable(addresses);
    TestedHardstop hardstop = new TestedHardstop(scans);
    hardstop.write(List.of(TestedHardstop.suppressed(LargeTable.PATTERN)));
    scans.repeat(hardstop
        .client
        .getItem(get -> get.tableName(TestedHardstop.TABLE)
            .key(Map.of("subject", AttributeValue.fromS(LargeTable.PATTERN))))
        .item());
    return hardstop;
  }

  /** Answers the Scan of each segment as if the table had an item many times, each with another address. */
  private static final class LargeTable extends Handler.Wrapper {
    private static final String PATTERN = "address@example.com";
    private static final int SEGMENTS = 16;

    private final int addresses;
    private String item = "";
    private int segments;

    private LargeTable(int addresses) {
      this.addresses = addresses;
    }

    private void repeat(Map<String, AttributeValue> stored) {
      item = json(stored).toString();
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
      String target = request.getHeaders().get("x-amz-target");
      if (target == null || !target.endsWith(".Scan")) {
        return super.handle(request, response, callback);
      }
      response.setStatus(200);
      Content.Sink.write(response, true, "{\"Items\":[" + nextSegment() + "]}", callback);
      return true;
    }

    private synchronized String nextSegment() {
      StringBuilder items = new StringBuilder();
      int from = addresses / SEGMENTS * segments++;
      for (int i = from; i < from + addresses / SEGMENTS; i++) {
        items.append(i == from ? "" : ",").append(item.replace(PATTERN, "a" + i + "@example.com"));
      }
      return items.toString();
    }

    private static ObjectNode json(Map<String, AttributeValue> attributes) {
      ObjectNode json = JsonNodeFactory.instance.objectNode();
      attributes.forEach((name, value) -> json.set(name, json(value)));
      return json;
    }

    /** Amazon DynamoDB API reference, AttributeValue. */
    private static JsonNode json(AttributeValue value) {
      ObjectNode json = JsonNodeFactory.instance.objectNode();
      return switch (value.type()) {
        case S -> json.put("S", value.s());
        case N -> json.put("N", value.n());
        case M -> json.set("M", json(value.m()));
        default -> throw new AssertionError("such an item has no " + value.type());
      };
    }
  }
}
