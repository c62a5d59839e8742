package dev.hardstop.http;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hardstop.suppression.ManualAction;
import java.time.LocalDate;

/** An act of a person as JSON. */
final class ManualActionJson {
  private ManualActionJson() {}

  static ObjectNode of(ManualAction action) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("id", action.id());
    if (action instanceof ManualAction.Release release) {
      json.put("kind", "release").put("includeComplaint", release.includeComplaint());
    } else if (action instanceof ManualAction.Suppression suppression) {
      json.put("kind", "suppression")
          .put("until", suppression.until().map(LocalDate::toString).orElse(null));
    } else if (action instanceof ManualAction.ExcludeDays wrong) {
      json.put("kind", "wrong-days")
          .put("from", wrong.from().toString())
          .put("to", wrong.to().toString());
      ArrayNode reasons = json.putArray("reasons");
      wrong.reasons().stream().sorted().forEach(reason -> reasons.add(reason.name()));
    }
    return json.put("who", action.who())
        .put("why", action.why())
        .put("at", action.at().toString());
  }
}
