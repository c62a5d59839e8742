package dev.hardstop.cli;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hardstop.classification.BounceReason;
import dev.hardstop.classification.BounceReason.Culprit;
import dev.hardstop.classification.RuleBook;
import dev.hardstop.cli.LineScreening.ScreeningListener;
import dev.hardstop.feedback.Bounce;
import dev.hardstop.feedback.Complaint;
import dev.hardstop.feedback.Feedback;
import dev.hardstop.imports.FileSummary;
import dev.hardstop.imports.ImportLine;
import dev.hardstop.imports.RefusedFile;
import dev.hardstop.imports.SourcePosition;
import dev.hardstop.sesevent.ImportMessage;
import dev.hardstop.smtp.EmailAddress;
import dev.hardstop.smtp.PrintableText;
import dev.hardstop.suppression.BounceExplanation;
import dev.hardstop.suppression.Sha256;
import dev.hardstop.suppression.SuppressionPolicy;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Shows what an input contains before anything is sent: which lines are sent and which are not, what the receivers'
 * words mean according to the rule book, and where the provider suppressed addresses that were not at fault. Its
 * memory does not grow with the number of lines, and it contains no whole address and no unmasked words.
 */
final class SecondOpinion implements ScreeningListener {
  /** How many unreadable lines, files and remarks are named; the rejects file has all lines. */
  private static final int MOST_NAMED = 20;

  private static final int MOST_TYPES = 50;
  private static final int LONGEST_SAMPLE = 90;
  private static final String OTHERS = "(others)";

  private final RuleBook book;
  private final SuppressionPolicy policy;
  private final MessageDigest content = Sha256.digest();

  private long lines;
  private long accepted;
  private long deliveries;
  private long zonesAssumed;
  private long replacedReplies;
  private long providerSuppressed;
  private long notAtFault;
  private long withoutReply;
  private long files;
  private long refusedFiles;
  private long notNamedLines;
  private final Map<LineScreening.LeftOut, Long> leftOut =
      new EnumMap<>(LineScreening.LeftOut.class);
  private final Map<String, Long> kinds = new TreeMap<>();
  private final Map<String, Long> formats = new TreeMap<>();
  private final Map<String, Long> ignored = new TreeMap<>();
  private final Map<String, Long> decisions = new TreeMap<>();
  private final Map<BounceReason, OfReason> reasons = new EnumMap<>(BounceReason.class);
  private final Map<BounceReason, Long> wronged = new EnumMap<>(BounceReason.class);
  private final List<String> unreadable = new ArrayList<>();
  private final List<RefusedFile> namedRefusedFiles = new ArrayList<>();
  private final List<String> notWhole = new ArrayList<>();
  private final List<String> remarks = new ArrayList<>();
  private final Map<String, List<String>> unusedColumns = new LinkedHashMap<>();

  /** The bounces of a reason. */
  private static final class OfReason {
    private long count;
    private final String culprit;
    private final Map<String, Long> decisions = new TreeMap<>();
    private String sampleAddress = "";
    private String sampleReply = "";

    private OfReason(String culprit) {
      this.culprit = culprit;
    }

    private String decisionsText() {
      List<String> texts = new ArrayList<>();
      decisions.forEach(
          (decision, n) -> texts.add(decisions.size() == 1 ? decision : decision + " " + n));
      return String.join(", ", texts);
    }
  }

  /**
   * @param policy whose verdict on a single bounce is shown
   */
  SecondOpinion(RuleBook book, SuppressionPolicy policy) {
    this.book = requireNonNull(book, "book is null");
    this.policy = requireNonNull(policy, "policy is null");
  }

  /** How many lines are sent. */
  long accepted() {
    return accepted;
  }

  /** How many of the lines that are sent report only deliveries. */
  long deliveries() {
    return deliveries;
  }

  /** How many lines the input has. */
  long lines() {
    return lines;
  }

  /** How many lines were left out for this reason. */
  long leftOut(LineScreening.LeftOut reason) {
    return leftOut.getOrDefault(reason, 0L);
  }

  /** Whether lines or files cannot be imported as they are. */
  boolean hasRejects() {
    return leftOut(LineScreening.LeftOut.UNREADABLE) > 0
        || leftOut(LineScreening.LeftOut.REFUSED) > 0
        || refusedFiles > 0;
  }

  /**
   * Identifies the messages that are sent, and their order.
   *
   * @return 32 hexadecimal digits; the opinion takes no more lines afterwards
   */
  String contentId() {
    return HexFormat.of().formatHex(content.digest(), 0, 16);
  }

  @Override
  public void accepted(
      ImportLine line, ImportMessage message, List<Feedback> feedback, byte[] digest) {
    accepted++;
    content.update(digest);
    count(kinds, kind(line, feedback));
    for (Feedback each : feedback) {
      if (each instanceof Bounce bounce) {
        judge(line, bounce);
      }
    }
    if (isDelivery(feedback)) {
      deliveries++;
    }
  }

  /** Whether this is feedback about deliveries. */
  static boolean isDelivery(List<Feedback> feedback) {
    return feedback.stream().noneMatch(it -> it instanceof Bounce || it instanceof Complaint);
  }

  private static String kind(ImportLine line, List<Feedback> feedback) {
    return switch (line.kind()) {
      case SES_EVENT ->
        isDelivery(feedback)
            ? "SES events: deliveries"
            : feedback.get(0) instanceof Bounce ? "SES events: bounces" : "SES events: complaints";
      case SES_LIST_ENTRY -> "entries of SES's list: " + line.label();
      case BOUNCE -> line.words().isEmpty() ? "bounces without words" : "bounces with words";
      case BLOCK ->
        line.words().isEmpty()
            ? "blocks and soft bounces without words"
            : "blocks and soft bounces with words";
      case COMPLAINT -> "complaints";
      case UNSUBSCRIBE -> "unsubscriptions";
      case IGNORED -> "ignored";
    };
  }

  private void judge(ImportLine line, Bounce bounce) {
    BounceExplanation explanation = BounceExplanation.of(bounce, book, policy);
    BounceReason reason = explanation.classification().reason();
    String words = explanation.deliveryStatus().words().value();
    OfReason ofReason =
        reasons.computeIfAbsent(reason, added -> new OfReason(explanation.culprit()));
    ofReason.count++;
    count(ofReason.decisions, explanation.decision());
    count(decisions, explanation.decision());
    if (ofReason.sampleReply.isEmpty()) {
      ofReason.sampleAddress = bounce.recipient().map(EmailAddress::toString).orElse("");
      ofReason.sampleReply = shortened(PrintableText.of(words));
    }
    if (isSuppressedByProvider(line, bounce)) {
      providerSuppressed++;
      if (words.isEmpty()) {
        withoutReply++;
      } else if (isNotAtFault(reason)) {
        notAtFault++;
        wronged.merge(reason, 1L, Long::sum);
      }
    }
  }

  /**
   * SES suppresses an address after what it calls a permanent bounce, other providers after what they call a bounce.
   */
  private static boolean isSuppressedByProvider(ImportLine line, Bounce bounce) {
    return switch (line.kind()) {
      case SES_EVENT -> bounce.type().type().equalsIgnoreCase("Permanent");
      case SES_LIST_ENTRY, BOUNCE -> true;
      default -> false;
    };
  }

  /** An undetermined reason does not show whose fault the bounce is. */
  private static boolean isNotAtFault(BounceReason reason) {
    Culprit culprit = reason.culprit();
    return !culprit.isRecipient()
        && reason != BounceReason.UNDETERMINED
        && reason != BounceReason.IMPORTED_BLOCK;
  }

  private static String shortened(String text) {
    return text.length() <= LONGEST_SAMPLE ? text : text.substring(0, LONGEST_SAMPLE - 1) + "…";
  }

  @Override
  public void leftOut(
      LineScreening.LeftOut reason, SourcePosition position, String why, String original) {
    leftOut.merge(reason, 1L, Long::sum);
    if (reason == LineScreening.LeftOut.IGNORED) {
      count(ignored, why.isEmpty() ? "without a type" : why);
    }
    if (reason == LineScreening.LeftOut.UNREADABLE) {
      if (unreadable.size() < MOST_NAMED) {
        unreadable.add(PrintableText.of(position + ": " + why));
      } else {
        notNamedLines++;
      }
    }
  }

  @Override
  public void refused(RefusedFile file) {
    refusedFiles++;
    if (namedRefusedFiles.size() < MOST_NAMED) {
      namedRefusedFiles.add(file);
    }
  }

  @Override
  public void ended(FileSummary summary) {
    files++;
    lines += summary.entries();
    zonesAssumed += summary.zonesAssumed();
    replacedReplies += summary.replacedReplies();
    if (!summary.format().isEmpty()) {
      formats.merge(summary.format(), summary.entries(), Long::sum);
    }
    if (!summary.notWhole().isEmpty()) {
      name(notWhole, summary.source() + ": " + summary.notWhole());
    }
    summary.remarks().forEach(remark -> name(remarks, summary.source() + ": " + remark));
    if (!summary.unusedColumns().isEmpty() && unusedColumns.size() < MOST_NAMED) {
      unusedColumns.put(summary.source(), summary.unusedColumns());
    }
  }

  private static void name(List<String> named, String text) {
    if (named.size() < MOST_NAMED) {
      named.add(PrintableText.of(text));
    }
  }

  private static void count(Map<String, Long> counts, String name) {
    String known = counts.containsKey(name) || counts.size() < MOST_TYPES ? name : OTHERS;
    counts.merge(known, 1L, Long::sum);
  }

  /** Prints the opinion for people. */
  void print(Consumer<String> out) {
    out.accept("Second opinion: %,d lines in %,d %s%s"
        .formatted(lines, files, files == 1 ? "file" : "files", text(" (", formats, ")")));
    row(out, "to be imported", accepted, "");
    kinds.forEach((kind, count) -> out.accept("      %,11d   %s".formatted(count, kind)));
    row(out, "duplicates", leftOut(LineScreening.LeftOut.DUPLICATE), "of an earlier line");
    row(
        out,
        "refused",
        leftOut(LineScreening.LeftOut.REFUSED),
        "unsubscriptions: name the stream that these people left with --unsubscribes-as");
    row(out, "ignored", leftOut(LineScreening.LeftOut.IGNORED), text("", ignored, ""));
    row(out, "unreadable", leftOut(LineScreening.LeftOut.UNREADABLE), "");
    printReasons(out);
    printFiles(out);
    unreadable.forEach(line -> out.accept("  unreadable: " + line));
    if (notNamedLines > 0) {
      out.accept("  … and %,d more lines that cannot be read".formatted(notNamedLines));
    }
  }

  private static void row(Consumer<String> out, String name, long count, String text) {
    if (count > 0 || name.startsWith("to be")) {
      out.accept("  %-15s %,11d   %s".formatted(name, count, text).stripTrailing());
    }
  }

  private void printReasons(Consumer<String> out) {
    if (reasons.isEmpty()) {
      return;
    }
    out.accept("");
    out.accept("Bounces by reason, and what one of them leads to");
    sortedReasons().forEach(entry -> {
      OfReason it = entry.getValue();
      out.accept("  %-18s %-9s %,9d   %s"
          .formatted(entry.getKey(), it.culprit, it.count, it.decisionsText()));
      if (!it.sampleReply.isEmpty()) {
        out.accept("      such as " + it.sampleAddress + ": " + it.sampleReply);
      }
    });
    if (providerSuppressed > 0) {
      out.accept("");
      out.accept(
          ("Suppressed by your provider: %,d. Not the address's fault, by the receivers' words:"
                  + " %,d%s.%s")
              .formatted(
                  providerSuppressed,
                  notAtFault,
                  wrongedText(),
                  withoutReply == 0 ? "" : " Without words: %,d.".formatted(withoutReply)));
    }
  }

  private String wrongedText() {
    Map<String, Long> counts = new TreeMap<>();
    wronged.forEach((reason, n) -> counts.put(reason.name(), n));
    return text(" (", counts, ")");
  }

  private List<Map.Entry<BounceReason, OfReason>> sortedReasons() {
    return reasons.entrySet().stream()
        .sorted(Comparator.comparingLong(
            (Map.Entry<BounceReason, OfReason> entry) -> -entry.getValue().count))
        .toList();
  }

  private void printFiles(Consumer<String> out) {
    if (zonesAssumed > 0) {
      out.accept("  times without a time zone, taken as UTC: %,d".formatted(zonesAssumed));
    }
    if (replacedReplies > 0) {
      out.accept(
          "  lines whose words have bytes that cannot be decoded: %,d".formatted(replacedReplies));
    }
    notWhole.forEach(text -> out.accept("  not whole: " + text));
    remarks.forEach(text -> out.accept("  note: " + text));
    unusedColumns.forEach((source, columns) ->
        out.accept("  not used: " + PrintableText.of(source + ": " + String.join(", ", columns))));
    namedRefusedFiles.forEach(
        file -> out.accept("  refused: " + PrintableText.of(file.source() + ": " + file.why())));
    if (refusedFiles > namedRefusedFiles.size()) {
      out.accept("  … and %,d more files".formatted(refusedFiles - namedRefusedFiles.size()));
    }
  }

  private static String text(String before, Map<String, Long> counts, String after) {
    if (counts.isEmpty()) {
      return "";
    }
    List<String> texts = new ArrayList<>();
    counts.forEach((name, n) -> texts.add("%s %,d".formatted(PrintableText.of(name), n)));
    return before + String.join(", ", texts) + after;
  }

  /** Returns the content of {@link #print} as JSON. */
  ObjectNode json() {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("lines", lines)
        .put("files", files)
        .put("filesRefused", refusedFiles)
        .put("accepted", accepted);
    for (LineScreening.LeftOut reason : LineScreening.LeftOut.values()) {
      json.put(reason.name().toLowerCase(Locale.ROOT), leftOut(reason));
    }
    put(json, "formats", formats);
    put(json, "kinds", kinds);
    put(json, "ignoredTypes", ignored);
    put(json, "decisions", decisions);
    ArrayNode byReason = json.putArray("reasons");
    sortedReasons().forEach(entry -> {
      OfReason it = entry.getValue();
      ObjectNode reason = byReason
          .addObject()
          .put("reason", entry.getKey().name())
          .put("culprit", it.culprit)
          .put("count", it.count);
      put(reason, "decisions", it.decisions);
      if (!it.sampleReply.isEmpty()) {
        reason.put("sampleAddress", it.sampleAddress).put("sampleReply", it.sampleReply);
      }
    });
    json.put("providerSuppressed", providerSuppressed)
        .put("notTheAddressesFault", notAtFault)
        .put("withoutReply", withoutReply)
        .put("deliveries", deliveries)
        .put("zonesAssumed", zonesAssumed)
        .put("replacedReplies", replacedReplies);
    put(json, "notWhole", notWhole);
    put(json, "remarks", remarks);
    put(json, "unreadableLines", unreadable);
    ArrayNode refused = json.putArray("refusedFiles");
    namedRefusedFiles.forEach(
        file -> refused.addObject().put("source", file.source()).put("why", file.why()));
    ObjectNode columns = json.putObject("unusedColumns");
    unusedColumns.forEach((source, names) -> put(columns, source, names));
    return json;
  }

  private static void put(ObjectNode json, String name, Map<String, Long> counts) {
    ObjectNode member = json.putObject(name);
    counts.forEach(member::put);
  }

  private static void put(ObjectNode json, String name, List<String> texts) {
    ArrayNode member = json.putArray(name);
    texts.forEach(member::add);
  }
}
