package dev.hardstop.changes;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hardstop.suppression.Evidence;
import dev.hardstop.suppression.Subject;
import dev.hardstop.suppression.Verdict;
import dev.hardstop.suppression.VerdictCause;
import dev.hardstop.suppression.VerdictChange;
import dev.hardstop.suppression.VerdictState;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * A change of a verdict as an event (CloudEvents 1.0, JSON event format). It contains no text of a
 * receiver.
 *
 * <p>The {@code type} depends on the new state, so that a subscriber that only looks at the type acts
 * correctly: {@code suppressed}, {@code held} and {@code recheck} are the states of these names, and
 * {@code freed} stands for {@code clear} and {@code watched}, even if the previous state was one of
 * these two.
 *
 * @param source the source of all events of this stack, a URI reference
 */
public record ChangeEvent(VerdictChange change, String source) {
  /** The attribute whose value is an array. */
  static final String STREAM = "stream";

  private static final String TYPE = "dev.hardstop.";

  public ChangeEvent {
    requireNonNull(change, "change is null");
    requireNonNull(source, "source is null");
  }

  /** Returns the id, which is the same if the event is published again. */
  public String id() {
    return change.id();
  }

  /** Returns the type, such as {@code dev.hardstop.address.suppressed}. */
  public String type() {
    String about = change.subject() instanceof Subject.Domain ? "domain." : "address.";
    return TYPE + about + whatHappened(change.after().state());
  }

  private static String whatHappened(VerdictState state) {
    return switch (state) {
      case SUPPRESSED, HELD, RECHECK -> lowerCase(state);
      case WATCHED, CLEAR -> "freed";
    };
  }

  /**
   * Returns the event in the JSON event format. Every member of {@code data} is present, and null if it
   * has no value.
   */
  public String toJson() {
    ObjectNode event = JsonNodeFactory.instance.objectNode();
    event
        .put("specversion", "1.0")
        .put("id", id())
        .put("source", source)
        .put("type", type())
        .put("subject", change.subject().key())
        .put("time", change.at().toString())
        .put("datacontenttype", "application/json");
    Verdict after = change.after();
    Optional<VerdictCause> cause = after.cause();
    Optional<Evidence.Origin> origin = cause.flatMap(VerdictCause::origin);
    ObjectNode data = event.putObject("data");
    data.put("before", change.before().map(it -> lowerCase(it.state())).orElse(null))
        .put("after", lowerCase(after.state()))
        .put("reason", after.reason().orElse(null))
        .put(
            "culprit",
            cause.flatMap(VerdictCause::culprit).map(ChangeEvent::lowerCase).orElse(null))
        .put("confidence", cause.flatMap(ChangeEvent::confidence).orElse(null))
        .put("until", after.until().map(LocalDate::toString).orElse(null))
        .put("messageId", origin.map(Evidence.Origin::messageId).orElse(null))
        .put("configurationSet", origin.flatMap(ChangeEvent::configurationSet).orElse(null))
        .put("rule", cause.flatMap(VerdictCause::rule).orElse(null))
        .put("sequence", change.sequence().orElse(null))
        .put("cause", lowerCase(change.cause()))
        .put("imported", change.imported());
    if (after.streams().isEmpty()) {
      data.putNull("streams");
    } else {
      after.streams().forEach(data.putArray("streams")::add);
    }
    return event.toString();
  }

  /**
   * Returns the attributes by which a subscription can select events. An attribute without a value is
   * left out, because SNS accepts no empty attributes. {@value #STREAM} is a JSON array of names.
   */
  public Map<String, String> attributes() {
    Map<String, String> attributes = new LinkedHashMap<>();
    attributes.put("type", type());
    attributes.put("state", lowerCase(change.after().state()));
    change.after().reason().ifPresent(reason -> attributes.put("reason", reason));
    attributes.put("domain", change.subject().domain());
    SortedSet<String> streams = changedStreams();
    if (!streams.isEmpty()) {
      ArrayNode names = JsonNodeFactory.instance.arrayNode();
      streams.forEach(names::add);
      attributes.put(STREAM, names.toString());
    }
    attributes.put("imported", Boolean.toString(change.imported()));
    return attributes;
  }

  /**
   * Returns the streams to which the new or the previous state applies; empty for all streams. The
   * streams of the previous state are included, because their subscribers must learn that it no longer
   * applies.
   */
  private SortedSet<String> changedStreams() {
    List<Verdict> verdicts = Stream.concat(change.before().stream(), Stream.of(change.after()))
        .filter(verdict -> verdict.state() != VerdictState.CLEAR)
        .toList();
    boolean areAll = change.before().isEmpty()
        || verdicts.stream().anyMatch(verdict -> verdict.streams().isEmpty());
    SortedSet<String> streams = new TreeSet<>();
    if (!areAll) {
      verdicts.forEach(verdict -> streams.addAll(verdict.streams()));
    }
    return streams;
  }

  private static Optional<String> configurationSet(Evidence.Origin origin) {
    return Optional.of(origin.tags().configurationSet()).filter(name -> !name.isEmpty());
  }

  private static Optional<String> confidence(VerdictCause cause) {
    return cause instanceof VerdictCause.OfBounce bounce
        ? Optional.of(lowerCase(bounce.classification().confidence()))
        : Optional.empty();
  }

  private static String lowerCase(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }

  /** Omits the address. */
  @Override
  public String toString() {
    return "ChangeEvent[" + type() + ", " + id() + "]";
  }
}
