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
 * A JSON object in a notification of SES. An optional member counts as absent if it is missing or null,
 * or if its type differs from SES's documentation. Without a required member, the notification is
 * {@linkplain InvalidSesEventException invalid}.
 *
 * @param name the object's name for error messages: a name that SES documents, never a value
 */
record SesObject(String name, JsonNode json) {
  /**
   * More than the longest value of a message tag, so that a value that is too long is not cut into a
   * valid one.
   */
  private static final int LONGEST_TAG = 300;

  SesObject {
    requireNonNull(name, "name is null");
    requireNonNull(json, "json is null");
    if (!json.isObject()) {
      throw new InvalidSesEventException("not a JSON object: " + name);
    }
  }

  /** Returns the object of this name. */
  SesObject object(String member) {
    return new SesObject(member, json.path(member));
  }

  /** Returns the elements of the list of this name, at least one. */
  List<JsonNode> list(String member) {
    List<JsonNode> elements = elements(member);
    if (elements.isEmpty()) {
      throw new InvalidSesEventException(name + " has no list of " + member);
    }
    return elements;
  }

  /** Returns the elements of the list of this name, which may be empty or null. */
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
   * Returns the entries of the list of recipients of this name. An empty list counts as one entry
   * without an address, because the message still bounced or was still complained about.
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
   * Returns the text of this name without surrounding blanks; empty if absent.
   *
   * @param longest the most characters of the text; the rest is cut off
   */
  String text(String member, int longest) {
    return text(json.path(member), longest);
  }

  /** Returns the text of a value without surrounding blanks; empty if the value is not a text. */
  static String text(JsonNode value, int longest) {
    if (!value.isTextual()) {
      return "";
    }
    String text = value.textValue();
    return (text.length() <= longest ? text : prefix(text, longest)).strip();
  }

  /** Cuts a diagnostic code to the length that is read. */
  static String cut(String diagnosticCode) {
    int longest = SesEventReader.LONGEST_DIAGNOSTIC_CODE;
    return diagnosticCode.length() <= longest ? diagnosticCode : prefix(diagnosticCode, longest);
  }

  /**
   * Returns the id of this name; empty if absent, or if it has characters that ids of SES never have.
   */
  String id(String member) {
    String id = text(member, SesEventReader.LONGEST_ID);
    return SesEventReader.isPlainId(id) ? id : "";
  }

  /**
   * Returns the value of a message tag, which is listed in the member of this name of {@code tags};
   * empty if absent. Two or more values are joined by a comma, which no value contains, because no
   * single value applies to the message; only the first two are used.
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

  /** Returns the time of this name; empty if absent or unreadable. */
  Optional<Instant> time(String member) {
    return SesTime.find(text(member, SesTime.LONGEST_TIME)).map(SesTime::instant);
  }

  /** Returns the beginning of a text, which does not end with half of a surrogate pair. */
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
