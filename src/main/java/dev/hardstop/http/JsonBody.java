package dev.hardstop.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/**
 * The JSON object in the body of a request, read strictly: a misspelt or repeated key is an error
 * and is not ignored. Every error is a problem 400 or 413 that repeats no part of the body.
 */
final class JsonBody {
  private static final JsonMapper JSON = JsonMapper.builder()
      .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
      .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
      .build();

  /** The longest body that is read, in bytes of UTF-8. */
  static final int LONGEST_BODY = 1 << 20;

  private static final int LONGEST_BASE64 = (LONGEST_BODY + 2) / 3 * 4;

  private final ObjectNode object;

  private JsonBody(ObjectNode object) {
    this.object = object;
  }

  /**
   * Reads the body of a request, with any keys.
   *
   * @throws ProblemException 413 if the body is too long; 400 if it is not valid Base64, not valid
   *     UTF-8 or not a JSON object, or has a key twice
   */
  static JsonBody of(HttpRequest request) {
    return new JsonBody(object(request.isBase64Encoded() ? decoded(request) : bounded(request)));
  }

  /** Reads the body of a request, which may have only these keys. */
  static JsonBody of(HttpRequest request, List<String> keys) {
    return of(request).only(keys);
  }

  /** This body, if it has only these keys. */
  JsonBody only(List<String> keys) {
    object.fieldNames().forEachRemaining(key -> {
      if (!keys.contains(key)) {
        throw ProblemException.badRequest(
            "The body has an unknown key; allowed: " + String.join(", ", keys) + ".");
      }
    });
    return this;
  }

  /** The body as a tree. */
  ObjectNode object() {
    return object;
  }

  /** The text of a required key. */
  String text(String key) {
    return optionalText(key)
        .orElseThrow(() -> ProblemException.badRequest("The body needs the key " + key + "."));
  }

  /** The text of a key; empty if the key is absent or null. */
  Optional<String> optionalText(String key) {
    return value(key).map(value -> textOf(value, key));
  }

  /** Whether a key is present and not null. */
  boolean has(String key) {
    return value(key).isPresent();
  }

  /** The value of a key that is true or false; false if the key is absent or null. */
  boolean flag(String key) {
    return value(key)
        .map(value -> {
          if (!value.isBoolean()) {
            throw ProblemException.badRequest(key + " must be true or false.");
          }
          return value.booleanValue();
        })
        .orElse(false);
  }

  /**
   * The texts of a required list.
   *
   * @throws ProblemException 413 if it has more than {@code most} entries
   */
  List<String> texts(String key, int most) {
    JsonNode list = value(key)
        .orElseThrow(() -> ProblemException.badRequest("The body needs the key " + key + "."));
    if (!list.isArray()) {
      throw ProblemException.badRequest(key + " must be a list of strings.");
    }
    if (list.size() > most) {
      throw ProblemException.tooLarge(
          key + " has more than " + most + " entries: ask in several requests.");
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
      throw ProblemException.badRequest(where + " must be a string.");
    }
    return value.textValue();
  }

  private static ObjectNode object(String text) {
    try {
      if (JSON.readTree(text) instanceof ObjectNode object) {
        return object;
      }
      throw ProblemException.badRequest("The body must be a JSON object.");
    } catch (JsonProcessingException malformed) {
      throw ProblemException.badRequest(
          "The body is not JSON, or has a key twice." + where(malformed));
    }
  }

  private static String bounded(HttpRequest request) {
    String body = request.body();
    if (body.length() > LONGEST_BODY
        || body.getBytes(StandardCharsets.UTF_8).length > LONGEST_BODY) {
      throw tooLong();
    }
    return body;
  }

  private static String decoded(HttpRequest request) {
    if (request.body().length() > LONGEST_BASE64) {
      throw tooLong();
    }
    try {
      byte[] bytes = Base64.getDecoder().decode(request.body());
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (IllegalArgumentException malformed) {
      throw ProblemException.badRequest("The body is marked as Base64, but is not.");
    } catch (CharacterCodingException malformed) {
      throw ProblemException.badRequest("The body is not UTF-8.");
    }
  }

  private static ProblemException tooLong() {
    return ProblemException.tooLarge(
        "The body has more than " + LONGEST_BODY + " bytes: ask in several requests.");
  }

  private static String where(JsonProcessingException malformed) {
    return Optional.ofNullable(malformed.getLocation())
        .map(at -> " See line " + at.getLineNr() + ", column " + at.getColumnNr() + ".")
        .orElse("");
  }
}
