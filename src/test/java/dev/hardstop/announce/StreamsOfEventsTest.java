package dev.hardstop.announce;

import static dev.hardstop.announce.AnnouncedTable.NOBODY_THERE;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.hardstop.feedback.MessageTags;
import dev.hardstop.suppression.ManualAction;
import dev.hardstop.suppression.Subject;
import java.io.IOException;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What an event states about streams, on the stream of DynamoDB Local. */
class StreamsOfEventsTest {
  @RegisterExtension
  static final AnnouncedTable TABLE = new AnnouncedTable();

  private final String bob = "bob@" + UUID.randomUUID() + ".example.com";

  @BeforeEach
  void nothingIsPublishedYet() throws IOException {
    TABLE.records();
    TABLE.topic.clear();
  }

  @Test
  void aComplaintAboutAStreamNamesTheStreamAndTheSet() throws IOException {
    TABLE.complains(bob, new MessageTags("newsletter", "marketing", ""));
    TABLE.announce();

    JsonNode data = onlyEvent().path("data");
    assertThat(data.path("after").asText()).isEqualTo("suppressed");
    assertThat(data.path("reason").asText()).isEqualTo("COMPLAINT");
    assertThat(data.path("streams")).hasToString("[\"newsletter\"]");
    assertThat(data.path("configurationSet").asText()).isEqualTo("marketing");
    assertThat(TABLE.topic.attributes(0)).containsEntry("stream", "[\"newsletter\"]");
    TABLE.topic.clear();
    TABLE.complains(bob, new MessageTags("receipts", "marketing", ""));
    TABLE.announce();
    assertThat(onlyEvent().at("/data/streams"))
        .as("the state is the same, but it holds for another stream as well")
        .hasToString("[\"newsletter\",\"receipts\"]");
  }

  /** A subscription that selects one stream would otherwise keep what no longer holds for it. */
  @Test
  void aSubscriptionToAStreamReceivesThatTheStateNoLongerHoldsForIt() throws IOException {
    TABLE.complains(bob, new MessageTags("newsletter", "", ""));
    TABLE.bounces(bob, NOBODY_THERE);
    TABLE
        .dossiers()
        .addAction(
            Subject.parse(bob),
            new ManualAction.Release("bounce", "tester", "a test", Instant.now(), false));
    TABLE.isReleased(bob);
    TABLE.announce();

    assertThat(TABLE.topic.events())
        .extracting(event -> event.at("/data/streams").toString())
        .containsExactly("[\"newsletter\"]", "null", "[\"newsletter\"]", "null");
    assertThat(TABLE.topic.attributes(0)).containsEntry("stream", "[\"newsletter\"]");
    assertThat(TABLE.topic.attributes(1)).doesNotContainKey("stream");
    assertThat(TABLE.topic.attributes(2)).as("receipts are free now").doesNotContainKey("stream");
    assertThat(TABLE.topic.attributes(3)).containsEntry("stream", "[\"newsletter\"]");
  }

  private static JsonNode onlyEvent() {
    assertThat(TABLE.topic.events()).hasSize(1);
    return TABLE.topic.events().get(0);
  }
}
