package dev.hardstop.rules;

import com.fasterxml.jackson.annotation.JsonCreator;
import dev.hardstop.classification.BounceReason;
import dev.hardstop.classification.Classification.Confidence;
import dev.hardstop.classification.Correspondents;
import dev.hardstop.classification.DeliveryStatus;
import dev.hardstop.classification.Phrase;
import dev.hardstop.classification.ReceiverNetwork;
import dev.hardstop.classification.Rule;
import dev.hardstop.classification.RuleCondition;
import dev.hardstop.classification.Vocabulary;
import dev.hardstop.feedback.Bounce;
import dev.hardstop.feedback.BounceType;
import dev.hardstop.rules.RuleFiles.RuleDefinition;
import dev.hardstop.rules.RuleFiles.RuleFileException;
import dev.hardstop.smtp.EmailAddress;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * The content of a rule file: tables named {@code rule}. CONTRIBUTING.md describes their keys.
 *
 * @param serverSpecific see {@link Rule#serverSpecific()}; it applies to every rule of the file
 * @param rule the rules, at least one
 */
record RuleFile(boolean serverSpecific, List<RuleTable> rule) {
  private static final int LONGEST_ID = 60;

  RuleFile {
    rule = rule == null ? List.of() : rule;
  }

  /**
   * A rule as written in the file. In the file, every list is absent or has entries.
   *
   * @param from ids of receiver networks
   * @param ses patterns of SES bounce types
   * @param advice null for the advice of the reason
   * @param temporarySource see {@link Rule#temporarySource()}
   */
  record RuleTable(
      String id,
      List<String> status,
      List<String> reply,
      List<String> words,
      List<String> and,
      List<String> without,
      List<String> ses,
      List<String> from,
      String reason,
      String confidence,
      String advice,
      String source,
      String temporarySource,
      List<ExampleTable> examples,
      List<ExampleTable> counterExamples) {
    RuleTable {
      requireText("id", id);
      requireWellFormed(id);
      status = texts("status", status);
      reply = texts("reply", reply);
      words = texts("words", words);
      and = texts("and", and);
      without = texts("without", without);
      ses = texts("ses", ses);
      from = texts("from", from);
      requireText("reason", reason);
      requireText("confidence", confidence);
      requireText("source", source);
      if (examples == null) {
        throw new IllegalArgumentException("missing examples");
      }
      examples = entries("examples", examples);
      counterExamples = entries("counterExamples", counterExamples);
    }

    private static void requireWellFormed(String id) {
      boolean wellFormed = id.indexOf('.') > 0 && !id.endsWith(".") && id.length() <= LONGEST_ID;
      if (!wellFormed || !id.chars().allMatch(RuleTable::isAllowedInId)) {
        throw new IllegalArgumentException("invalid id: it must be topic.name in lower case");
      }
    }

    private static boolean isAllowedInId(int c) {
      return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '.';
    }

    private Rule rule(
        Map<String, ReceiverNetwork> networks, Vocabulary vocabulary, boolean serverSpecific) {
      RuleCondition condition = new RuleCondition(
          each("status", status, RuleCondition.StatusPattern::of),
          each("reply", reply, RuleCondition.ReplyPattern::of),
          each("words", words, phrase -> Phrase.of(phrase, vocabulary)),
          each("and", and, phrase -> Phrase.of(phrase, vocabulary)),
          each("without", without, phrase -> Phrase.of(phrase, vocabulary)),
          each("ses", ses, RuleCondition.BounceTypePattern::of),
          each("from", from, network -> network(network, networks)));
      if (!condition.hasMatcher()) {
        throw new IllegalArgumentException("no matcher");
      }
      BounceReason known = knownReason();
      return new Rule(
          id,
          condition,
          known,
          knownConfidence(),
          advice == null ? known.advice() : advice,
          source,
          Optional.ofNullable(temporarySource),
          serverSpecific);
    }

    private BounceReason knownReason() {
      return BounceReason.find(reason)
          .orElseThrow(() -> new IllegalArgumentException("unknown reason " + reason));
    }

    private Confidence knownConfidence() {
      return Arrays.stream(Confidence.values())
          .filter(known -> known.name().toLowerCase(Locale.ROOT).equals(confidence))
          .findFirst()
          .orElseThrow(() -> new IllegalArgumentException("unknown confidence " + confidence));
    }

    private static ReceiverNetwork network(String id, Map<String, ReceiverNetwork> networks) {
      if (!networks.containsKey(id)) {
        throw new IllegalArgumentException("unknown network " + id);
      }
      return networks.get(id);
    }

    private static <T> List<T> each(
        String key, List<String> texts, Function<String, T> conversion) {
      try {
        return texts.stream().map(conversion).toList();
      } catch (IllegalArgumentException invalid) {
        throw new IllegalArgumentException("invalid " + key + ": " + invalid.getMessage(), invalid);
      }
    }
  }

  /**
   * An example: a diagnostic code alone, or a table of what SES reports.
   *
   * @param text the diagnostic code
   * @param status the status field
   * @param ses the SES bounce type, such as {@code Permanent/General}
   * @param ip the address of the remote server
   * @param to the recipient's address
   * @param from the sender's address
   */
  record ExampleTable(String text, String status, String ses, String ip, String to, String from) {
    @JsonCreator(mode = JsonCreator.Mode.PROPERTIES)
    ExampleTable {
      text = text == null ? "" : text;
      status = status == null ? "" : status;
      ses = ses == null ? "" : ses;
      ip = ip == null ? "" : ip;
      to = to == null ? "" : to;
      from = from == null ? "" : from;
    }

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    ExampleTable(String text) {
      this(text, null, null, null, null, null);
    }

    private RuleDefinition.Example example() {
      int slash = ses.indexOf('/');
      BounceType label = slash < 0
          ? BounceType.NONE
          : new BounceType(ses.substring(0, slash), ses.substring(slash + 1));
      Correspondents correspondents = Correspondents.of(
          EmailAddress.find(to).stream().toList(),
          EmailAddress.find(from).map(EmailAddress::domain).orElse(""));
      Bounce.RecipientReport report = new Bounce.RecipientReport("failed", status, text, "", ip);
      return new RuleDefinition.Example(text, DeliveryStatus.of(report, label, correspondents));
    }
  }

  /**
   * The file, and the networks and word classes that its rules may refer to.
   *
   * @param file its name
   * @param content its text
   * @param networks the receiver networks by their ids
   * @param vocabulary the word classes
   */
  record FileContext(
      String file, String content, Map<String, ReceiverNetwork> networks, Vocabulary vocabulary) {}

  /**
   * The rules.
   *
   * @throws RuleFileException if a rule is invalid; the message names the rule
   */
  List<Rule> rules(FileContext context) {
    return each(
        context, table -> table.rule(context.networks(), context.vocabulary(), serverSpecific));
  }

  /**
   * The rules with their examples and places.
   *
   * @throws RuleFileException if a rule is invalid; the message names the rule
   */
  List<RuleDefinition> definitions(FileContext context) {
    return each(
        context,
        table -> new RuleDefinition(
            context.file(),
            lineOf(table.id(), context.content()),
            table.rule(context.networks(), context.vocabulary(), serverSpecific),
            table.examples().stream().map(ExampleTable::example).toList(),
            table.counterExamples().stream().map(ExampleTable::example).toList()));
  }

  private <T> List<T> each(FileContext context, Function<RuleTable, T> conversion) {
    if (rule.isEmpty()) {
      throw new RuleFileException(context.file(), "no rules");
    }
    return rule.stream()
        .map(table -> {
          try {
            return conversion.apply(table);
          } catch (IllegalArgumentException invalid) {
            throw new RuleFileException(
                context.file(), "rule " + table.id() + ": " + invalid.getMessage(), invalid);
          }
        })
        .toList();
  }

  private static int lineOf(String id, String content) {
    int at = Math.max(0, content.indexOf('"' + id + '"'));
    return 1 + (int) content.substring(0, at).chars().filter(c -> c == '\n').count();
  }

  /**
   * Requires a text.
   *
   * @throws IllegalArgumentException if it is absent or blank
   */
  static void requireText(String key, String text) {
    if (text == null || text.isBlank()) {
      throw new IllegalArgumentException("missing " + key);
    }
  }

  /**
   * Returns the texts of a list, which is empty if the key is absent.
   *
   * @throws IllegalArgumentException if the list is present without entries or has a blank entry
   */
  static List<String> texts(String key, List<String> texts) {
    if (texts != null && texts.stream().anyMatch(text -> text == null || text.isBlank())) {
      throw new IllegalArgumentException(key + " has a blank entry");
    }
    return entries(key, texts);
  }

  private static <T> List<T> entries(String key, List<T> list) {
    if (list == null) {
      return List.of();
    }
    if (list.isEmpty()) {
      throw new IllegalArgumentException(key + " has no entries");
    }
    return List.copyOf(list);
  }
}
