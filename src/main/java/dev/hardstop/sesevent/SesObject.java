package dev.hardstop.sesevent;

import static java.util.Objects.requireNonNull;
import static java.util.stream.Collectors.joining;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.hardstop.sesevent.SesEventReader.InvalidSesEventException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A JSON object in a notification of SES. An optional member that is missing, null or of another
 * type than SES documents counts as absent. Without a required member the notification is {@linkplain
 * InvalidSesEventException invalid}.
 *
 * @param name the object's name for error messages: a name that SES documents, never a value
 */
record SesObject(String name, JsonNode json) {
  /** More than the longest value of a message tag, so that a longer one is not cut into a valid one. */
  private static final int LONGEST_TAG = 300;

  SesObject {
    requireNonNull(name, "name is null");
    requireNonNull(json, "json is null");
    if (!json.isObject()) {
      throw new InvalidSesEventException("not a JSON object: " + name);
    }
  }

  /** The object of this name. */
  SesObject object(String member) {
    return new SesObject(member, json.path(member));
  }

  /** The elements of the list of this name, at least one. */
  List<JsonNode> list(String member) {
    List<JsonNode> elements = elements(member);
    if (elements.isEmpty()) {
      throw new InvalidSesEventException(name + " has no list of " + member);
    }
    return elements;
  }

  /** The elements of the list of this name, which may be empty or null. */
  List<JsonNode> elements(String member) {
    JsonNode list = json.path(member);
    if (!list.isArray() && !list.isNull()) {
      throw new InvalidSesEventException(name + " has no list of " + member);
    }
    List<JsonNode> elements = new ArrayList<>(list.size());
    list.forEach(elements::add);
    return elements;
  }

  /**
   * The entries of the list of recipients of this name. An empty list counts as one entry without
   * an address, because the message still bounced or was still complained about.
   */
  List<SesObject> entries(String member) {
    List<SesObject> entries = elements(member).stream()
        .map(element -> new SesObject("one of " + member, element))
        .toList();
    return entries.isEmpty()
        ? List.of(new SesObject("one of " + member, JsonNodeFactory.instance.objectNode()))
        : entries;
  }

  /**
   * The text of this name, without surrounding blanks; empty if absent.
   *
   * @param longest the largest number of characters; the rest is cut off
   */
  String text(String member, int longest) {
    return text(json.path(member), longest);
  }

  /** The same for an element of a list. */
  static String text(JsonNode value, int longest) {
    if (!value.isTextual()) {
      return "";
    }
    String text = value.textValue();
    return (text.length() <= longest ? text : prefix(text, longest)).strip();
  }

  /** As much of a diagnostic code as is read. */
  static String cut(String diagnosticCode) {
    int longest = SesEventReader.LONGEST_DIAGNOSTIC_CODE;
    return diagnosticCode.length() <= longest ? diagnosticCode : prefix(diagnosticCode, longest);
  }

  /** The id of this name; empty if absent, or if it has characters that ids of SES never have. */
  String id(String member) {
    String id = text(member, SesEventReader.LONGEST_ID);
    return SesEventReader.isPlainId(id) ? id : "";
  }

  /**
   * The value of a message tag: the member of this name of {@code tags}, which lists its values; empty
   * if absent. A message that has several values of one tag has none of them alone, so they are joined
   * by commas, which no value contains.
   */
  String tag(String name) {
    List<String> values = new ArrayList<>();
    json.path("tags").path(name).forEach(value -> values.add(text(value, LONGEST_TAG)));
    return values.stream()
        .filter(value -> !value.isEmpty())
        .distinct()
        .limit(2)
        .collect(joining(","));
  }

  /** The time of this name; empty if absent or unreadable. */
  Optional<Instant> time(String member) {
    return SesTime.find(text(member, SesTime.LONGEST_TIME)).map(SesTime::instant);
  }

  /** The beginning of a text, without half of a surrogate pair at its end. */
  private static String prefix(String text, int longest) {
    int end = Character.isHighSurrogate(text.charAt(longest - 1)) ? longest - 1 : longest;
    return text.substring(0, end);
  }

  /** Omits the JSON, which contains addresses and untrusted text. */
  @Override
  public String toString() {
    return "SesObject[" + name + "]";
  }
}
