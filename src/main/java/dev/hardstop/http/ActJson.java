package dev.hardstop.http;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hardstop.suppression.Act;
import java.time.LocalDate;

/** An act of a person as JSON. */
final class ActJson {
  private ActJson() {}

  static ObjectNode of(Act act) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("id", act.id());
    if (act instanceof Act.Release release) {
      json.put("kind", "release").put("includeComplaint", release.includeComplaint());
    } else if (act instanceof Act.Suppression suppression) {
      json.put("kind", "suppression")
          .put("until", suppression.until().map(LocalDate::toString).orElse(null));
    } else if (act instanceof Act.WrongDays wrong) {
      json.put("kind", "wrong-days")
          .put("from", wrong.from().toString())
          .put("to", wrong.to().toString());
      ArrayNode reasons = json.putArray("reasons");
      wrong.reasons().stream().sorted().forEach(reason -> reasons.add(reason.name()));
    }
    return json.put("who", act.who()).put("why", act.why()).put("at", act.at().toString());
  }
}
