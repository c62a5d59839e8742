package dev.hardstop.privacy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * The parts by which a text is recognised: each word that contains {@code @}, such as an address;
 * the part before it, if it is a name of two parts such as {@code gone.person}; and every three
 * consecutive words, as in subjects, replies and reasons. Case and punctuation around a word are
 * ignored.
 */
final class Fragments {
  private static final int WORDS = 3;
  private static final int SHORTEST_NAME = 8;
  private static final ObjectMapper JSON = new ObjectMapper();

  private static final String BETWEEN = "[\\s,;<>()\"'{}=:]+";

  /** AWS's own words, which are logged: kinds of notifications, and the route that was taken. */
  private static final Set<String> KINDS =
      Set.of("eventType", "notificationType", "detail-type", "Type", "routeKey");

  private Fragments() {}

  /**
   * The fragments of one log line; also two consecutive words, because a text may have only two
   * words.
   */
  static Set<String> ofLine(String line) {
    Set<String> fragments = new HashSet<>();
    List<String> words = words(line);
    fragments.addAll(addresses(line));
    fragments.addAll(names(line));
    fragments.addAll(runs(words, WORDS));
    fragments.addAll(runs(words, WORDS - 1));
    return fragments;
  }

  /** Of an event: of each of its texts, and of the JSON in them. */
  static Set<String> ofEvent(byte[] event) {
    Set<String> fragments = new HashSet<>();
    addTexts(new String(event, StandardCharsets.UTF_8), fragments);
    return fragments;
  }

  private static void addTexts(String text, Set<String> fragments) {
    String stripped = text.strip();
    if (stripped.startsWith("{") || stripped.startsWith("[")) {
      try {
        addTexts(JSON.readTree(stripped), fragments);
        return;
      } catch (JsonProcessingException broken) {
        // A text like any other then.
      }
    }
    List<String> words = words(text);
    addresses(text).forEach(address -> {
      fragments.add(address);
      fragments.addAll(names(address));
    });
    fragments.addAll(runs(words, words.size() == WORDS - 1 ? WORDS - 1 : WORDS));
  }

  private static void addTexts(JsonNode json, Set<String> fragments) {
    for (Map.Entry<String, JsonNode> member : json.properties()) {
      addTexts(member.getKey(), fragments);
      if (!KINDS.contains(member.getKey())) {
        addTexts(member.getValue(), fragments);
      }
    }
    if (json.isArray()) {
      json.forEach(element -> addTexts(element, fragments));
    }
    if (json.isTextual()) {
      addTexts(json.textValue(), fragments);
    }
    if (json.path("isBase64Encoded").asBoolean()) {
      addDecoded(json.path("body").asText(), fragments);
    }
  }

  private static void addDecoded(String body, Set<String> fragments) {
    try {
      byte[] decoded = Base64.getDecoder().decode(body);
      addTexts(new String(decoded, StandardCharsets.UTF_8), fragments);
    } catch (IllegalArgumentException noBase64) {
      // The text itself has been read already.
    }
  }

  private static Set<String> addresses(String text) {
    Set<String> addresses = new HashSet<>();
    for (String word : text.split(BETWEEN)) {
      String address = bare(word);
      if (address.indexOf('@') > 0 && !address.startsWith("***@")) {
        addresses.add(address);
      }
    }
    return addresses;
  }

  /** A word that could be a person's name, as before an {@code @}, whether or not one follows. */
  private static Set<String> names(String text) {
    Set<String> names = new HashSet<>();
    for (String word : text.split(BETWEEN)) {
      int at = word.lastIndexOf('@');
      String name = bare(at < 0 ? word : word.substring(0, at));
      if (name.length() >= SHORTEST_NAME && name.matches("[^@]*[.+_][^@]*")) {
        names.add(name);
      }
    }
    return names;
  }

  private static List<String> words(String text) {
    List<String> words = new ArrayList<>();
    for (String word : text.split("[\\s\\p{Cntrl}]+")) {
      String bare = bare(word);
      if (!bare.isEmpty()) {
        words.add(bare);
      }
    }
    return words;
  }

  private static Set<String> runs(List<String> words, int length) {
    Set<String> runs = new HashSet<>();
    for (int from = 0; from + length <= words.size(); from++) {
      runs.add(String.join(" ", words.subList(from, from + length)));
    }
    return runs;
  }

  /** The word without punctuation around it, in lower case. */
  private static String bare(String word) {
    int from = 0;
    int to = word.length();
    while (from < to && !isPartOfWord(word.charAt(from))) {
      from++;
    }
    while (to > from && !isPartOfWord(word.charAt(to - 1))) {
      to--;
    }
    return word.substring(from, to).toLowerCase(Locale.ROOT);
  }

  private static boolean isPartOfWord(char c) {
    return Character.isLetterOrDigit(c) || c == '*' || Character.isSurrogate(c);
  }
}
