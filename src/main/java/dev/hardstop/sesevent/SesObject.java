package dev.hardstop.sesevent;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A JSON object of SES's. What is optional and missing, null or of another type than SES documents
 * counts as absent; what cannot be done without is {@link InvalidSesEventException not understood}.
 *
 * @param name what it is called in messages: a name of SES's, never a value
 */
record SesObject(String name, JsonNode json) {
  private static final int LONGEST_ID = 128;

  SesObject {
    requireNonNull(name, "name is null");
    requireNonNull(json, "json is null");
    if (!json.isObject()) {
      throw new InvalidSesEventException(name + " is no object");
    }
  }

  /** The object of this name. */
  SesObject object(String member) {
    return new SesObject(member, json.path(member));
  }

  /** The elements of the list of this name, at least one. */
  List<JsonNode> list(String member) {
    List<JsonNode> elements = recipients(member);
    if (elements.isEmpty()) {
      throw new InvalidSesEventException(name + " has no list of " + member);
    }
    return elements;
  }

  /** The elements of the list of this name; none where SES could name nobody. */
  List<JsonNode> recipients(String member) {
    JsonNode list = json.path(member);
    if (!list.isArray() && !list.isNull()) {
      throw new InvalidSesEventException(name + " has no list of " + member);
    }
    List<JsonNode> elements = new ArrayList<>(list.size());
    list.forEach(elements::add);
    return elements;
  }

  /**
   * The entries of the list of recipients of this name. A list that names nobody has one entry
   * without an address: the message bounced or was complained about all the same.
   */
  List<SesObject> entries(String member) {
    List<SesObject> entries = recipients(member).stream()
        .map(element -> new SesObject("one of " + member, element))
        .toList();
    return entries.isEmpty()
        ? List.of(new SesObject("one of " + member, JsonNodeFactory.instance.objectNode()))
        : entries;
  }

  /**
   * The text of this name, without blanks around it; empty where absent.
   *
   * @param longest how many characters of it are wanted; the rest is cut off
   */
  String text(String member, int longest) {
    return text(json.path(member), longest);
  }

  /** Likewise, of an element of a list. */
  static String text(JsonNode value, int longest) {
    if (!value.isTextual()) {
      return "";
    }
    String text = value.textValue();
    return (text.length() <= longest ? text : prefix(text, longest)).strip();
  }

  /** An id of SES's; empty where absent or where it has characters that no such id has. */
  String id(String member) {
    String id = text(member, LONGEST_ID);
    return id.chars().allMatch(SesObject::isIdCharacter) ? id : "";
  }

  /** The time of this name, empty where absent or unreadable. */
  Optional<Instant> time(String member) {
    return SesTime.find(text(member, SesTime.LONGEST));
  }

  /** Half of a character is none. */
  private static String prefix(String text, int longest) {
    int end = Character.isHighSurrogate(text.charAt(longest - 1)) ? longest - 1 : longest;
    return text.substring(0, end);
  }

  private static boolean isIdCharacter(int c) {
    return c < 0x7f && Character.isLetterOrDigit(c) || c == '-' || c == '_' || c == '.';
  }

  /** Not the JSON: it is a stranger's, and it has addresses. */
  @Override
  public String toString() {
    return "SesObject[" + name + "]";
  }
}
