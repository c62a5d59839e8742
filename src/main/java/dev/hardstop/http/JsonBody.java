package dev.hardstop.http;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The JSON object in a request's body, read strictly: a misspelt or repeated key is an error, not
 * ignored. What is wrong is a problem 400 that repeats nothing of the body.
 */
final class JsonBody {
  private static final JsonMapper JSON = JsonMapper.builder()
      .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
      .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
      .build();

  private final ObjectNode object;

  private JsonBody(ObjectNode object) {
    this.object = object;
  }

  /** The object with whatever keys it has. */
  static JsonBody of(HttpRequest request) {
    return new JsonBody(object(request.body().text()));
  }

  /** The object, which has no other keys than these. */
  static JsonBody of(HttpRequest request, List<String> keys) {
    return of(request).only(keys);
  }

  /** This, if it has no other keys than these. */
  JsonBody only(List<String> keys) {
    object.fieldNames().forEachRemaining(key -> {
      if (!keys.contains(key)) {
        throw wrong("The body has a key that is none of " + String.join(", ", keys) + ".");
      }
    });
    return this;
  }

  /** The object itself. */
  ObjectNode object() {
    return object;
  }

  /** The text of a key that must be there. */
  String text(String key) {
    return optionalText(key).orElseThrow(() -> wrong("The body needs the key " + key + "."));
  }

  /** The text of a key, empty where it is absent or null. */
  Optional<String> optionalText(String key) {
    return value(key).map(value -> textOf(value, key));
  }

  /** Whether a key is there and not null. */
  boolean has(String key) {
    return value(key).isPresent();
  }

  /** A key that is true or false, false where it is absent or null. */
  boolean flag(String key) {
    return value(key)
        .map(value -> {
          if (!value.isBoolean()) {
            throw wrong(key + " must be true or false.");
          }
          return value.booleanValue();
        })
        .orElse(false);
  }

  /**
   * The texts of a list that must be there.
   *
   * @throws ProblemException 413 when it has more than {@code most}
   */
  List<String> texts(String key, int most) {
    JsonNode list = value(key).orElseThrow(() -> wrong("The body needs the key " + key + "."));
    if (!list.isArray()) {
      throw wrong(key + " must be a list of texts.");
    }
    if (list.size() > most) {
      throw new ProblemException(
          Problem.tooLarge(key + " has more than " + most + " entries: ask in several requests."));
    }
    List<String> texts = new ArrayList<>(list.size());
    for (JsonNode entry : list) {
      texts.add(textOf(entry, key + "[" + texts.size() + "]"));
    }
    return texts;
  }

  private Optional<JsonNode> value(String key) {
    return Optional.ofNullable(object.get(key)).filter(value -> !value.isNull());
  }

  private static String textOf(JsonNode value, String where) {
    if (!value.isTextual()) {
      throw wrong(where + " must be a text.");
    }
    return value.textValue();
  }

  private static ObjectNode object(String text) {
    try {
      if (JSON.readTree(text) instanceof ObjectNode object) {
        return object;
      }
      throw wrong("The body must be a JSON object.");
    } catch (JsonProcessingException malformed) {
      throw wrong("The body is no JSON, or has a key twice." + where(malformed));
    }
  }

  private static String where(JsonProcessingException malformed) {
    return Optional.ofNullable(malformed.getLocation())
        .map(at -> " See line " + at.getLineNr() + ", column " + at.getColumnNr() + ".")
        .orElse("");
  }

  private static ProblemException wrong(String detail) {
    return new ProblemException(Problem.badRequest(requireNonNull(detail, "detail is null")));
  }
}
