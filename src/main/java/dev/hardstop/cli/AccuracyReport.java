package dev.hardstop.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hardstop.classification.BounceReason;
import dev.hardstop.classification.Classification;
import dev.hardstop.classification.Classification.Confidence;
import dev.hardstop.classification.DeliveryStatus;
import dev.hardstop.classification.RuleBook;
import dev.hardstop.cli.ExplainCommand.ExplainInput;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Compares a rule book with labelled bounces: a file of {@linkplain ExplainInput lines} with {@code expected}, such
 * as {@code {"coarse": "mailbox-full", "hard": false}}, in which either key may be missing. {@code also} lists other
 * acceptable reasons, because taxonomies differ. A {@code tier} groups the lines.
 *
 * <p>A hard bounce means that the address or its domain does not exist. Precision is the share of hard answers that
 * are right. Recall is the share of hard bounces that are found.
 */
final class AccuracyReport {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String ROW = "%-28s%7s%12s%11s%8s%12s%8s%10s%8s";

  private final RuleBook book;
  private final Map<String, RowCounts> byTier = new LinkedHashMap<>();
  private final Map<Confidence, RowCounts> byConfidence = new LinkedHashMap<>();
  private int unlabelled;

  AccuracyReport(RuleBook book) {
    this.book = book;
    for (Confidence confidence :
        new Confidence[] {Confidence.HIGH, Confidence.MEDIUM, Confidence.LOW}) {
      byConfidence.put(confidence, new RowCounts());
    }
  }

  void read(Path corpus) throws IOException {
    try (Stream<String> lines = Files.lines(corpus)) {
      lines.filter(line -> !line.isBlank()).forEach(this::take);
    }
  }

  void report(Consumer<String> lines) {
    lines.accept(ROW.formatted(
        "tier",
        "cases",
        "hard/soft %",
        "precision",
        "recall",
        "false hard",
        "missed",
        "reason %",
        "unknown"));
    byTier.forEach((tier, count) -> lines.accept(count.row(tier)));
    lines.accept("");
    byConfidence.forEach((confidence, count) ->
        lines.accept(count.row("confidence " + confidence.name().toLowerCase(Locale.ROOT))));
    lines.accept("");
    lines.accept("lines without a bounce or a label: " + unlabelled);
  }

  /** The counts from which {@link #report} makes its percentages. */
  ObjectNode json() {
    ObjectNode report = JSON.createObjectNode().put("unlabelled", unlabelled);
    ArrayNode tiers = report.putArray("tiers");
    byTier.forEach((tier, count) -> tiers.add(count.json("tier", tier)));
    ArrayNode confidences = report.putArray("confidences");
    byConfidence.forEach(
        (confidence, count) -> confidences.add(count.json("confidence", confidence.name())));
    return report;
  }

  private void take(String text) {
    JsonNode expected = expected(text);
    if (ExplainInput.of(text) instanceof ExplainInput.Valid valid && expected.isObject()) {
      valid
          .bounces()
          .forEach(bounce -> count(book.classify(DeliveryStatus.of(bounce)), tier(text), expected));
    } else {
      unlabelled++;
    }
  }

  private void count(Classification answer, String tier, JsonNode expected) {
    byTier.computeIfAbsent(tier, added -> new RowCounts()).add(answer.reason(), expected);
    byTier.computeIfAbsent("all", added -> new RowCounts()).add(answer.reason(), expected);
    byConfidence.get(answer.confidence()).add(answer.reason(), expected);
  }

  private static JsonNode expected(String text) {
    return tree(text).path("expected");
  }

  private static String tier(String text) {
    return tree(text).path("tier").asText("none");
  }

  private static JsonNode tree(String text) {
    try {
      return JSON.readTree(text);
    } catch (JsonProcessingException e) {
      return JSON.missingNode();
    }
  }

  /** The counts of one row. */
  private static final class RowCounts {
    private int cases;
    private int withHardness;
    private int found;
    private int falseHard;
    private int missed;
    private int withReason;
    private int right;
    private int unknown;

    void add(BounceReason reason, JsonNode expected) {
      cases++;
      if (expected.path("hard").isBoolean()) {
        addHardness(isHard(reason), expected.path("hard").asBoolean());
      }
      String coarse = expected.path("coarse").asText("");
      if (!coarse.isEmpty() && !coarse.equals("undetermined") && !coarse.equals("null")) {
        withReason++;
        right += isRight(coarse(reason), coarse, expected.path("also")) ? 1 : 0;
        unknown += reason == BounceReason.UNDETERMINED ? 1 : 0;
      }
    }

    private static boolean isRight(String answer, String expected, JsonNode also) {
      boolean right = answer.equals(expected);
      for (JsonNode other : also) {
        right |= answer.equals(other.asText());
      }
      return right;
    }

    private void addHardness(boolean answer, boolean expected) {
      withHardness++;
      found += answer && expected ? 1 : 0;
      falseHard += answer && !expected ? 1 : 0;
      missed += !answer && expected ? 1 : 0;
    }

    String row(String name) {
      return ROW.formatted(
          name,
          cases,
          percent(withHardness - falseHard - missed, withHardness),
          percent(found, found + falseHard),
          percent(found, found + missed),
          falseHard,
          missed,
          percent(right, withReason),
          unknown);
    }

    ObjectNode json(String key, String name) {
      return JSON.createObjectNode()
          .put(key, name)
          .put("cases", cases)
          .put("hardnessKnown", withHardness)
          .put("hardFound", found)
          .put("hardMissed", missed)
          .put("falseHard", falseHard)
          .put("reasonKnown", withReason)
          .put("reasonRight", right)
          .put("reasonUnknown", unknown);
    }

    private static String percent(int part, int whole) {
      return whole == 0 ? "-" : "%.1f".formatted(100.0 * part / whole);
    }
  }

  private static boolean isHard(BounceReason reason) {
    return switch (reason) {
      case INVALID_RECIPIENT, INVALID_DOMAIN, ACCESS_DENIED -> true;
      default -> false;
    };
  }

  /** The reason in the coarser terms that labelled corpora use. */
  private static String coarse(BounceReason reason) {
    return switch (reason) {
      case INVALID_RECIPIENT, ACCESS_DENIED -> "invalid-recipient";
      case INVALID_DOMAIN -> "invalid-domain";
      case MAILBOX_INACTIVE -> "mailbox-inactive";
      case MAILBOX_FULL -> "mailbox-full";
      case RECIPIENT_REFUSED, SES_PERMANENT, IMPORTED_BOUNCE -> "recipient-refused";
      case SENDER_REFUSED -> "sender-refused";
      case SENDER_REPUTATION -> "blocked-reputation";
      case POLICY -> "policy";
      case CONTENT -> "content-spam";
      case AUTHENTICATION -> "auth-failure";
      case MESSAGE_SIZE -> "size";
      case RATE_LIMITED -> "rate-limited";
      case NETWORK -> "network";
      case ROUTING -> "relay-config";
      case SUPPRESSED_BY_SES, UNSUBSCRIBED -> "suppressed-by-esp";
      case AUTO_REPLY -> "auto-reply";
      case UNDETERMINED, IMPORTED_BLOCK -> "undetermined";
    };
  }
}
