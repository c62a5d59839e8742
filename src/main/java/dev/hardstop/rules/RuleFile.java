package dev.hardstop.rules;

import com.fasterxml.jackson.databind.JsonNode;
import dev.hardstop.classification.BounceReason;
import dev.hardstop.classification.Confidence;
import dev.hardstop.classification.LabelPattern;
import dev.hardstop.classification.Phrase;
import dev.hardstop.classification.ReceiverNetwork;
import dev.hardstop.classification.ReplyPattern;
import dev.hardstop.classification.Rule;
import dev.hardstop.classification.RuleCondition;
import dev.hardstop.classification.StatusPattern;
import dev.hardstop.classification.Vocabulary;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Reads the rules of one file. Whatever is not in order is an error that names file and rule. */
final class RuleFile {
  private final String file;
  private final String content;
  private final Map<String, ReceiverNetwork> networks;
  private final Vocabulary vocabulary;

  RuleFile(
      String file, String content, Map<String, ReceiverNetwork> networks, Vocabulary vocabulary) {
    this.file = file;
    this.content = content;
    this.networks = networks;
    this.vocabulary = vocabulary;
  }

  List<RuleDefinition> parse() {
    List<RuleDefinition> definitions = new ArrayList<>();
    for (JsonNode node : Toml.tables(file, content, "rule")) {
      definitions.add(definition(new TomlTable(file, "a rule", node).named("rule")));
    }
    if (definitions.isEmpty()) {
      throw new RuleFileException(file, "has no rules");
    }
    return definitions;
  }

  private RuleDefinition definition(TomlTable table) {
    RuleCondition condition = condition(table);
    if (!condition.hasMatcher()) {
      throw table.problem("has no matcher");
    }
    Rule rule = rule(table, condition);
    RuleDefinition definition = new RuleDefinition(
        file,
        lineOf(rule.id()),
        rule,
        new ExampleReader(table).read("examples"),
        new ExampleReader(table).read("counterExamples"));
    if (definition.examples().isEmpty()) {
      throw table.problem("has no examples");
    }
    table.refuseUnread();
    return definition;
  }

  private int lineOf(String id) {
    int at = Math.max(0, content.indexOf('"' + id + '"'));
    return 1 + (int) content.substring(0, at).chars().filter(c -> c == '\n').count();
  }

  private static Rule rule(TomlTable table, RuleCondition condition) {
    BounceReason reason = reason(table);
    return new Rule(
        id(table),
        condition,
        reason,
        confidence(table),
        table.optionalText("advice", reason.advice()),
        table.text("source"),
        temporarySource(table));
  }

  private static Optional<String> temporarySource(TomlTable table) {
    return Optional.of(table.optionalText("temporarySource", ""))
        .filter(source -> !source.isEmpty());
  }

  private static String id(TomlTable table) {
    String id = table.text("id");
    boolean wellFormed = id.indexOf('.') > 0 && !id.endsWith(".") && id.length() <= 60;
    for (int i = 0; wellFormed && i < id.length(); i++) {
      char c = id.charAt(i);
      wellFormed = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '.';
    }
    if (!wellFormed) {
      throw table.problem("has an id that is not topic.name in lower case");
    }
    return id;
  }

  private static BounceReason reason(TomlTable table) {
    String reason = table.text("reason");
    return Arrays.stream(BounceReason.values())
        .filter(known -> known.name().equals(reason))
        .findFirst()
        .orElseThrow(() -> table.problem("has an unknown reason " + reason));
  }

  private static Confidence confidence(TomlTable table) {
    String confidence = table.text("confidence");
    return Arrays.stream(Confidence.values())
        .filter(known -> known.name().toLowerCase(Locale.ROOT).equals(confidence))
        .findFirst()
        .orElseThrow(() -> table.problem("has an unknown confidence " + confidence));
  }

  private RuleCondition condition(TomlTable table) {
    return new RuleCondition(
        each(table, "status", StatusPattern::of),
        each(table, "reply", ReplyPattern::of),
        each(table, "words", this::phrase),
        each(table, "and", this::phrase),
        each(table, "without", this::phrase),
        each(table, "ses", LabelPattern::of),
        each(table, "from", this::network));
  }

  private Phrase phrase(String written) {
    return Phrase.of(written, vocabulary);
  }

  private ReceiverNetwork network(String id) {
    if (!networks.containsKey(id)) {
      throw new IllegalArgumentException("no network of " + RuleFiles.NETWORKS + ": " + id);
    }
    return networks.get(id);
  }

  private static <T> List<T> each(TomlTable table, String key, Function<String, T> reader) {
    try {
      return table.texts(key).stream().map(reader).toList();
    } catch (IllegalArgumentException invalid) {
      throw table.problem("has in " + key + ": " + invalid.getMessage());
    }
  }
}
