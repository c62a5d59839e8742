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
 * A line of the input. It asks in one of two ways:
 *
 * <ul>
 *   <li>{@code {"id": any, "ses": entry, "bounceType"?, "bounceSubType"?, "remoteMtaIp"?}}, whose
 *       entry is one of SES's {@code bouncedRecipients};
 *   <li>a whole bounce event of SES's, in either format, which asks once for each of its recipients,
 *       in their order; its id is its {@code id} or, where it has none, that of its message.
 * </ul>
 */
sealed interface ExplainInput {
  /** The id of its answers; null where it has none. */
  JsonNode id();

  /** It asks what these mean. */
  record Asks(JsonNode id, List<Bounce> bounces) implements ExplainInput {
    public Asks {
      requireNonNull(id, "id is null");
      bounces = List.copyOf(bounces);
    }
  }

  /**
   * It asks nothing that could be answered.
   *
   * @param why in words of ours only
   */
  record IsBroken(JsonNode id, String why) implements ExplainInput {
    public IsBroken {
      requireNonNull(id, "id is null");
      requireNonNull(why, "why is null");
    }
  }

  static ExplainInput of(String text) {
    try {
      return of(Json.MAPPER.readTree(text));
    } catch (JsonProcessingException | NumberFormatException e) {
      // The latter for an exponent that no BigDecimal has.
      return new IsBroken(NullNode.instance, "no JSON");
    }
  }

  private static ExplainInput of(JsonNode json) {
    try {
      return new Asks(idOf(json), bounces(json));
    } catch (InvalidSesEventException e) {
      return new IsBroken(idOf(json), e.getMessage());
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
        && SesEventReader.read(json) instanceof Notification.Reported told) {
      return bounces(told.feedback());
    }
    throw new InvalidSesEventException("neither a recipient in ses nor an event of SES's");
  }

  private static List<Bounce> bounces(List<Feedback> feedback) {
    List<Bounce> bounces = feedback.stream()
        .filter(Bounce.class::isInstance)
        .map(Bounce.class::cast)
        .toList();
    if (bounces.isEmpty()) {
      throw new InvalidSesEventException("the event tells of no bounce");
    }
    return bounces;
  }

  /** Ids come back as they were, to the last digit. */
  final class Json {
    private static final ObjectMapper MAPPER = JsonMapper.builder()
        .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
        .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
        .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
        .build();

    private Json() {}
  }
}
