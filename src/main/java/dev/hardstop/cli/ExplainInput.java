package dev.hardstop.cli;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.NullNode;
import dev.hardstop.feedback.Bounce;
import dev.hardstop.feedback.Feedback;
import dev.hardstop.sesevent.InvalidSesEventException;
import dev.hardstop.sesevent.Notification;
import dev.hardstop.sesevent.SesEventReader;
import java.util.List;

/**
 * A line of the input, in one of two forms:
 *
 * <ul>
 *   <li>{@code {"id": any, "ses": entry, "bounceType"?, "bounceSubType"?, "remoteMtaIp"?}}, where {@code entry} is
 *       one of SES's {@code bouncedRecipients};
 *   <li>a bounce event of SES in either format, which stands for all its recipients in their order. Its id is its
 *       {@code id} or, if it has none, the id of its message.
 * </ul>
 */
sealed interface ExplainInput {
  /** The id for the answers; JSON null if the line has none. */
  JsonNode id();

  /** A line with bounces to explain. */
  record Valid(JsonNode id, List<Bounce> bounces) implements ExplainInput {
    public Valid {
      requireNonNull(id, "id is null");
      bounces = List.copyOf(bounces);
    }
  }

  /**
   * A line that is not of either form.
   *
   * @param problem a message that contains nothing of the line
   */
  record Invalid(JsonNode id, String problem) implements ExplainInput {
    public Invalid {
      requireNonNull(id, "id is null");
      requireNonNull(problem, "problem is null");
    }
  }

  static ExplainInput of(String text) {
    try {
      return of(Json.MAPPER.readTree(text));
    } catch (JsonProcessingException | NumberFormatException e) {
      // NumberFormatException: an exponent that is too large for BigDecimal.
      return new Invalid(NullNode.instance, "invalid JSON");
    }
  }

  private static ExplainInput of(JsonNode json) {
    try {
      return new Valid(idOf(json), bounces(json));
    } catch (InvalidSesEventException e) {
      return new Invalid(idOf(json), e.getMessage());
    }
  }

  private static JsonNode idOf(JsonNode json) {
    JsonNode own = json.path("id");
    JsonNode id = own.isMissingNode() ? json.path("mail").path("messageId") : own;
    return id.isMissingNode() ? NullNode.instance : id;
  }

  private static List<Bounce> bounces(JsonNode json) {
    if (json.has("ses")) {
      String remoteMtaIp = json.path("remoteMtaIp").asText();
      return List.of(
          SesEventReader.bounce(json.path("ses"), SesEventReader.bounceType(json), remoteMtaIp));
    }
    if (SesEventReader.isNotification(json)
        && SesEventReader.read(json) instanceof Notification.Reported reported) {
      return bounces(reported.feedback());
    }
    throw new InvalidSesEventException("neither an ses entry nor an SES event");
  }

  private static List<Bounce> bounces(List<Feedback> feedback) {
    List<Bounce> bounces = feedback.stream()
        .filter(Bounce.class::isInstance)
        .map(Bounce.class::cast)
        .toList();
    if (bounces.isEmpty()) {
      throw new InvalidSesEventException("the event has no bounce");
    }
    return bounces;
  }

  /** Reads numbers with all their digits, so that ids are returned unchanged. */
  final class Json {
    private static final ObjectMapper MAPPER = JsonMapper.builder()
        .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
        .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
        .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
        .build();

    private Json() {}
  }
}
