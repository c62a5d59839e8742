package dev.hardstop.announce;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.hardstop.suppression.Subject;
import dev.hardstop.suppression.Verdict;
import dev.hardstop.suppression.VerdictState;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What a subscriber knows who follows docs/events.md: of each subject the last event, by time and then
 * by sequence, in whatever order the events arrived.
 */
public final class Subscriber {
  private static final JsonNode NOTHING_KNOWN =
      JsonNodeFactory.instance.objectNode().put("after", "clear");

  private final Map<String, JsonNode> last = new HashMap<>();

  /** A subscriber who received these events in this order. */
  public Subscriber(List<JsonNode> events) {
    for (JsonNode event : events) {
      last.merge(
          event.path("subject").asText(),
          event,
          (one, other) -> place(one).compareTo(place(other)) < 0 ? other : one);
    }
  }

  /** The graver of the last event of an address and the last event of its domain: their data. */
  public JsonNode knows(Subject.Address address) {
    JsonNode own = data(address);
    JsonNode ofDomain = data(Subject.domainOf(address.address()));
    return gravity(own).compareTo(gravity(ofDomain)) < 0 ? ofDomain : own;
  }

  /** Whether the address and its domain are equally grave, so that either may give the reason. */
  boolean knowsTwoReasons(Subject.Address address) {
    return gravity(data(address)).equals(gravity(data(Subject.domainOf(address.address()))));
  }

  /** State and end as a text, the graver the greater. */
  public static String gravity(JsonNode data) {
    VerdictState state = VerdictState.valueOf(data.path("after").asText().toUpperCase(Locale.ROOT));
    return state.ordinal() + " " + data.path("until").asText("9999").replace("null", "9999");
  }

  /** The same of a verdict. */
  public static String gravity(Verdict verdict) {
    return verdict.state().ordinal() + " "
        + verdict.until().map(LocalDate::toString).orElse("9999");
  }

  private JsonNode data(Subject subject) {
    return last.containsKey(subject.key()) ? last.get(subject.key()).path("data") : NOTHING_KNOWN;
  }

  private static String place(JsonNode event) {
    JsonNode sequence = event.at("/data/sequence");
    return "%s %40s"
        .formatted(event.path("time").asText(), sequence.isTextual() ? sequence.asText() : "");
  }
}
