package dev.hardstop.ses;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hardstop.classification.BounceReason;
import dev.hardstop.ses.FeedbackHandler.BatchFailedException;
import dev.hardstop.sesevent.ImportMessage;
import dev.hardstop.sesevent.SesEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What CloudWatch counts of an invocation. */
class FeedbackMetricsTest {
  private static final Set<String> FATES = Set.of(
      "Items",
      "NotForUs",
      "NotUnderstood",
      "Kept",
      "Delayed",
      "NotFailed",
      "AutoReply",
      "UnknownSubtype",
      "WithoutTags",
      "Imported",
      "Unattributed",
      "NothingNew",
      "Failed",
      "Bounces",
      "Complaints",
      "Deliveries");

  private final FeedbackFunction function = new FeedbackFunction("unwritable@example.org");

  @Test
  void anInvocationIsOneLineOfCounts() {
    function.take(Wrapped.sqs(
        SesEvent.bounce("ann@example.org", "bob@example.org"),
        SesEvent.bounce("carl@example.org")
            .with("/bounce/bouncedRecipients/0/diagnosticCode", "smtp; 552 5.2.2 Mailbox full")
            .with("/bounce/bouncedRecipients/0/status", "5.2.2"),
        SesEvent.complaint("ann@example.org", "unwritable@example.org"),
        SesEvent.delivery("ann@example.org"),
        SesEvent.delivery("nobody@example.org"),
        SesEvent.bounce("eve@example.net").sentTo("a@example.org", "b@example.org"),
        SesEvent.about("Send", "bob@example.org"),
        "broken"));

    assertThat(function.metrics).hasSize(1);
    assertThat(counts(function.metrics.get(0)))
        .isEqualTo(Map.ofEntries(
            Map.entry("Items", 8),
            Map.entry("NotForUs", 1),
            Map.entry("NotUnderstood", 1),
            Map.entry("Kept", 6),
            Map.entry("Unattributed", 1),
            Map.entry("Failed", 1),
            Map.entry("Bounces", 4),
            Map.entry("Complaints", 2),
            Map.entry("Deliveries", 2),
            Map.entry("INVALID_RECIPIENT", 2),
            Map.entry("MAILBOX_FULL", 1),
            Map.entry("COMPLAINT", 1)));
  }

  @Test
  void anUnknownSubtypeIsCounted() {
    function.take(Wrapped.sqs(
        SesEvent.bounce("ann@example.org").with("/bounce/bounceSubType", "SomethingNew"),
        SesEvent.bounce("bob@example.org").with("/bounce/bounceSubType", "NOEMAIL")));

    assertThat(counts(function.metrics.get(0))).containsEntry("UnknownSubtype", 1);
  }

  /** The sender then gets everything twice, and one of the two knows no stream. */
  @Test
  void notificationsWithoutTagsAreCountedOnceBothKindsArrive() {
    SesEvent tagged = SesEvent.complaint("ann@example.org");
    ((ObjectNode) tagged.json().path("mail"))
        .putObject("tags")
        .putArray("ses:configuration-set")
        .add("marketing");
    SesEvent identity = SesEvent.complaint("ann@example.org").asIdentityNotification();
    SesEvent delivery = SesEvent.delivery("ann@example.org").asIdentityNotification();

    function.take(Wrapped.sqs(identity));
    function.take(Wrapped.sqs(tagged));
    function.take(Wrapped.sqs(identity, delivery, tagged));
    function.take(Wrapped.sqs(identity, SesEvent.bounce("bob@example.org")));

    assertThat(counts(function.metrics.get(0))).doesNotContainKey("WithoutTags");
    assertThat(counts(function.metrics.get(1))).doesNotContainKey("WithoutTags");
    assertThat(counts(function.metrics.get(2))).containsEntry("WithoutTags", 1);
    assertThat(counts(function.metrics.get(3))).containsEntry("WithoutTags", 2);
  }

  @Test
  void whatIsImportedIsCountedApart() {
    function.take(Wrapped.sqs(
        ImportMessage.sesEvent("ses-events", SesEvent.bounce("bob@example.org").json())
            .toJson(),
        ImportMessage.sesEvent(
                "ses-events", SesEvent.delivery("eve@example.org").json())
            .toJson()));

    assertThat(counts(function.metrics.get(0)))
        .isEqualTo(Map.of("Items", 2, "Kept", 2, "Imported", 2));
  }

  @Test
  void theOperationPageSaysWhatEachCounts() throws IOException {
    String page = Files.readString(Path.of("docs/operation.md"));
    int table = page.indexOf("| metric | counts |");
    String rows = page.substring(table, page.indexOf("\n\n", table));
    assertThat(rows.split("`[^`]*`", -1)).hasSize(FATES.size() + 3);
    assertThat(FATES).allMatch(fate -> rows.contains("`" + fate + "`"));
    assertThat(rows).contains("`INVALID_RECIPIENT`", "`COMPLAINT`");
  }

  @Test
  void aReasonIsCountedOnceForWhatIsKept() {
    SesEvent event = SesEvent.bounce("unwritable@example.org");
    function.take(Wrapped.sqs(event));
    assertThat(counts(function.metrics.get(0))).doesNotContainKey("INVALID_RECIPIENT");
  }

  @Test
  void theOneDimensionIsTheFunction() {
    function.take(SesEvent.complaint("bob@example.org"));
    JsonNode line = Envelope.parse(function.metrics.get(0));
    assertThat(line.at("/_aws/CloudWatchMetrics/0/Dimensions")).hasToString("[[\"FunctionName\"]]");
    assertThat(line.path("FunctionName").textValue()).isEqualTo(FeedbackFunction.FUNCTION_NAME);
  }

  /** For every event, because each name is a metric, and each metric has a price. */
  @Test
  void metricNamesAreAClosedSetForEveryEvent() {
    function.take(Wrapped.sqs(
        SesEvent.about("Bob", "bob@example.org"),
        SesEvent.bounce("bob@example.org").with("/bounce/bounceType", "Carl"),
        SesEvent.bounce("bob@example.org").with("/bounce/bounceSubType", "Carl"),
        SesEvent.bounce("bob@carl.example").sentTo("ann@example.org"),
        SesEvent.complaint("bob@example.org").with("/complaint/complaintFeedbackType", "Carl"),
        "{\"eventType\":\"Bob\"}"));

    Set<String> closed = new HashSet<>(FATES);
    closed.add("COMPLAINT");
    Arrays.stream(BounceReason.values()).map(BounceReason::name).forEach(closed::add);
    assertThat(counts(function.metrics.get(0)).keySet()).isSubsetOf(closed);
    assertThat(function.metrics.get(0)).doesNotContainIgnoringCase("bob", "carl", "example.org");
  }

  @Test
  void aDirectInvocationThatFailsIsCountedToo() {
    try {
      function.take(SesEvent.complaint("unwritable@example.org"));
    } catch (BatchFailedException expected) {
      assertThat(counts(function.metrics.get(0)))
          .isEqualTo(Map.of("Items", 1, "Failed", 1, "Complaints", 1));
      return;
    }
    throw new AssertionError("the failure was not reported");
  }

  private static Map<String, Integer> counts(String line) {
    JsonNode object = Envelope.parse(line);
    List<JsonNode> metrics = new ArrayList<>();
    object.at("/_aws/CloudWatchMetrics/0/Metrics").forEach(metrics::add);
    Map<String, Integer> counts = new TreeMap<>();
    for (JsonNode metric : metrics) {
      String name = metric.path("Name").textValue();
      counts.put(name, object.path(name).intValue());
    }
    return counts;
  }
}
