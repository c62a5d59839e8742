package dev.hardstop.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.hardstop.classification.BounceReason;
import dev.hardstop.classification.Classification;
import dev.hardstop.classification.Confidence;
import dev.hardstop.classification.DeliveryStatus;
import dev.hardstop.classification.RuleBook;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * How often the book is right about bounces that somebody else has labelled: a file of {@linkplain
 * ExplainInput lines} which also say what is {@code expected}: {@code {"coarse": "mailbox-full", "hard":
 * false}}, either of the two; {@code also} lists other reasons that are right as well, where
 * taxonomies differ; a {@code tier} groups the lines.
 *
 * <p>Hard means that the address or its domain does not exist. Precision is the share of hard
 * answers that are right, recall the share of hard bounces that are found.
 */
final class AccuracyReport {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String ROW = "%-28s%7s%12s%11s%8s%12s%8s%10s%8s";

  private final RuleBook book;
  private final Map<String, Count> byTier = new LinkedHashMap<>();
  private final Map<Confidence, Count> byConfidence = new LinkedHashMap<>();
  private int unlabelled;

  AccuracyReport(RuleBook book) {
    this.book = book;
    for (Confidence confidence :
        new Confidence[] {Confidence.HIGH, Confidence.MEDIUM, Confidence.LOW}) {
      byConfidence.put(confidence, new Count());
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
        "silent"));
    byTier.forEach((tier, tally) -> lines.accept(tally.row(tier)));
    lines.accept("");
    byConfidence.forEach((confidence, tally) ->
        lines.accept(tally.row("confidence " + confidence.name().toLowerCase(Locale.ROOT))));
    lines.accept("");
    lines.accept("lines without bounce or label: " + unlabelled);
  }

  private void take(String text) {
    JsonNode expected = expected(text);
    if (ExplainInput.of(text) instanceof ExplainInput.Asks asked && expected.isObject()) {
      asked
          .bounces()
          .forEach(bounce -> count(book.classify(DeliveryStatus.of(bounce)), tier(text), expected));
    } else {
      unlabelled++;
    }
  }

  private void count(Classification said, String tier, JsonNode expected) {
    byTier.computeIfAbsent(tier, added -> new Count()).add(said.reason(), expected);
    byTier.computeIfAbsent("all", added -> new Count()).add(said.reason(), expected);
    byConfidence.get(said.confidence()).add(said.reason(), expected);
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
  private static final class Count {
    private int cases;
    private int judged;
    private int found;
    private int falseHard;
    private int missed;
    private int reasoned;
    private int right;
    private int silent;

    void add(BounceReason said, JsonNode expected) {
      cases++;
      if (expected.path("hard").isBoolean()) {
        addHardness(isHard(said), expected.path("hard").asBoolean());
      }
      String coarse = expected.path("coarse").asText("");
      if (!coarse.isEmpty() && !coarse.equals("undetermined") && !coarse.equals("null")) {
        reasoned++;
        right += isRight(coarse(said), coarse, expected.path("also")) ? 1 : 0;
        silent += said == BounceReason.UNDETERMINED ? 1 : 0;
      }
    }

    private static boolean isRight(String said, String expected, JsonNode also) {
      boolean right = said.equals(expected);
      for (JsonNode other : also) {
        right |= said.equals(other.asText());
      }
      return right;
    }

    private void addHardness(boolean said, boolean expected) {
      judged++;
      found += said && expected ? 1 : 0;
      falseHard += said && !expected ? 1 : 0;
      missed += !said && expected ? 1 : 0;
    }

    String row(String name) {
      return ROW.formatted(
          name,
          cases,
          percent(judged - falseHard - missed, judged),
          percent(found, found + falseHard),
          percent(found, found + missed),
          falseHard,
          missed,
          percent(right, reasoned),
          silent);
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

  /** Our reasons in the coarser words that labelled corpora share. */
  private static String coarse(BounceReason reason) {
    return switch (reason) {
      case INVALID_RECIPIENT, ACCESS_DENIED -> "invalid-recipient";
      case INVALID_DOMAIN -> "invalid-domain";
      case MAILBOX_INACTIVE -> "mailbox-inactive";
      case MAILBOX_FULL -> "mailbox-full";
      case RECIPIENT_REFUSED, SES_PERMANENT -> "recipient-refused";
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
      case UNDETERMINED -> "undetermined";
    };
  }
}
