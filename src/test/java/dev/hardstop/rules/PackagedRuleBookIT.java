package dev.hardstop.rules;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hardstop.Soak;
import dev.hardstop.classification.Rule;
import dev.hardstop.classification.TextRange;
import dev.hardstop.feedback.BounceType;
import dev.hardstop.local.LocalApi;
import dev.hardstop.local.LocalSystem;
import dev.hardstop.local.RunningSystem;
import dev.hardstop.rules.RuleFiles.RuleDefinition;
import java.util.List;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The rule book in the package is that of the rule files: an example of two rules of each file, in the
 * long run every example of every rule, is answered by its rule, with its source and the words that
 * decided. {@code RuleFilesTest} classifies every example.
 */
@ExtendWith(RunningSystem.class)
class PackagedRuleBookIT {
  private static final List<RuleDefinition> DEFINITIONS = RuleFiles.definitions();

  private final LocalApi api;

  PackagedRuleBookIT(LocalSystem system) {
    this.api = new LocalApi(system.address());
  }

  static List<String> files() {
    return DEFINITIONS.stream().map(RuleDefinition::file).distinct().toList();
  }

  @ParameterizedTest
  @MethodSource("files")
  void examplesOfTheFileAreExplainedByTheirRules(String file) {
    DEFINITIONS.stream()
        .filter(definition -> definition.file().equals(file))
        .limit(Soak.cases(2, Integer.MAX_VALUE))
        .forEach(definition -> definition.examples().stream()
            .limit(Soak.cases(1, Integer.MAX_VALUE))
            .forEach(example -> requireSameAnswer(definition.rule(), example)));
  }

  private void requireSameAnswer(Rule rule, RuleDefinition.Example example) {
    JsonNode answer = explained(example);
    assertThat(answer.path("rule").asText()).as(example.text()).isEqualTo(rule.id());
    assertThat(answer.path("source").asText()).as(example.text()).isEqualTo(rule.source());
    assertThat(answer.path("matched"))
        .as(example.text())
        .extracting(range ->
            new TextRange(range.path("start").intValue(), range.path("end").intValue()))
        .isEqualTo(RuleFiles.book().decidingWords(example.deliveryStatus()));
  }

  private JsonNode explained(RuleDefinition.Example example) {
    BounceType label = example.deliveryStatus().sesBounceType();
    ObjectNode entry = JsonNodeFactory.instance.objectNode();
    entry.put("diagnosticCode", example.deliveryStatus().words().value());
    entry.put("status", example.deliveryStatus().status());
    entry.put("bounceType", label.type()).put("bounceSubType", label.subType());
    entry.put("remoteMtaIp", example.deliveryStatus().remoteMtaIp());
    return api.post("/v1/explain", entry.toString()).json();
  }
}
