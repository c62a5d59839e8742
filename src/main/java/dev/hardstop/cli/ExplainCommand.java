package dev.hardstop.cli;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hardstop.classification.Classification;
import dev.hardstop.classification.RuleBook;
import dev.hardstop.feedback.Bounce;
import dev.hardstop.feedback.BounceType;
import dev.hardstop.feedback.Feedback;
import dev.hardstop.rules.RuleFiles;
import dev.hardstop.sesevent.BounceReport;
import dev.hardstop.sesevent.Notification;
import dev.hardstop.sesevent.SesEventReader;
import dev.hardstop.sesevent.SesEventReader.InvalidSesEventException;
import dev.hardstop.smtp.PrintableText;
import dev.hardstop.suppression.BounceExplanation;
import dev.hardstop.suppression.SuppressionPolicy;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * Explains bounces by the rule book of this build and the default policy. It stores nothing.
 *
 * <p>With a diagnostic code such as {@code smtp; 550 5.4.1 …} as its arguments, or with a {@linkplain BounceReport
 * report} on standard input, it prints an explanation for people. Without arguments it reads {@linkplain
 * ExplainInput one JSON object per line} and writes one JSON object per bounce, in the same order, or {@code
 * {"id", "error"}} for a line that is invalid. Empty lines are skipped.
 * Input and output are UTF-8 in every locale; the JVM decodes arguments.
 */
@Command(
    name = "explain",
    mixinStandardHelpOptions = true,
    description = {
      "Says what a bounce means, by the rule book of this build and the default policy. It needs no"
          + " stack and stores nothing.",
      "With --report it reads one bounce from standard input: a whole bounce mail, the fields of its"
          + " delivery status, or an event of SES.",
      "Without TEXT and --report it reads one JSON object per line from standard input, a bounce event of SES or"
          + " {\"id\": any, \"ses\": entry of bouncedRecipients}, and answers each with one JSON object"
          + " per bounce."
    })
public final class ExplainCommand implements Callable<Integer> {
  private final SuppressionPolicy policy = SuppressionPolicy.standard();
  private final InputStream in;
  private final PrintStream out;

  @Parameters(
      paramLabel = "TEXT",
      arity = "0..*",
      description = "A diagnostic code, such as 'smtp; 550 5.1.1 User unknown'.")
  private List<String> text = List.of();

  @Option(names = "--report", description = "Explain the bounce mail on standard input.")
  private boolean isReport;

  @Option(names = "--json", description = "Answer TEXT or a report with a JSON object as well.")
  private boolean isJson;

  private RuleBook book;

  ExplainCommand(InputStream in, PrintStream out) {
    this.in = in;
    this.out = new PrintStream(out, true, StandardCharsets.UTF_8);
  }

  ExplainCommand(Console console) {
    this(console.in(), console.out());
  }

  /** Exits with status 1 if a line was invalid. */
  public static void main(String... arguments) throws IOException {
    if (!new ExplainCommand(System.in, System.out).run(arguments)) {
      System.exit(1);
    }
  }

  @Override
  public Integer call() throws IOException {
    if (!isReport && text.isEmpty()) {
      return run() ? ExitCode.SUCCESS : ExitCode.NO;
    }
    if (isReport && !text.isEmpty()) {
      throw CommandException.usage("TEXT and --report exclude each other.");
    }
    BounceReport report = isReport ? report(input()) : report(String.join(" ", text));
    if (isJson) {
      ObjectNode answer = json(NullNode.instance, explain(report.bounce()));
      answer.remove("id");
      print(answer);
    } else {
      out.print(text(report));
    }
    return ExitCode.SUCCESS;
  }

  /** Returns whether all input was valid. */
  boolean run(String... arguments) throws IOException {
    if (arguments.length == 0) {
      return answerLines();
    }
    out.print(text(report(String.join(" ", arguments))));
    return true;
  }

  private String input() throws IOException {
    // A character has at most four bytes. One character more shows that a report is too long.
    byte[] bytes = in.readNBytes(4 * (BounceReport.LONGEST_REPORT + 1));
    return new String(bytes, StandardCharsets.UTF_8);
  }

  private static BounceReport report(String text) {
    try {
      return BounceReport.of(text, BounceType.NONE, "");
    } catch (InvalidSesEventException invalid) {
      throw CommandException.usage("The bounce cannot be read: " + invalid.getMessage() + ".");
    }
  }

  private boolean answerLines() throws IOException {
    BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
    boolean answered = true;
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      if (!line.isBlank()) {
        answered &= answer(ExplainInput.of(line));
      }
    }
    return answered;
  }

  private boolean answer(ExplainInput line) {
    if (line instanceof ExplainInput.Valid valid) {
      valid.bounces().forEach(bounce -> print(json(valid.id(), explain(bounce))));
      return true;
    }
    if (line instanceof ExplainInput.Invalid invalid) {
      ObjectNode error = JsonNodeFactory.instance.objectNode();
      error.set("id", invalid.id());
      print(error.put("error", invalid.problem()));
    }
    return false;
  }

  private BounceExplanation explain(Bounce bounce) {
    if (book == null) {
      // Loaded at its first use, because other commands do not need it.
      book = RuleFiles.book();
    }
    return BounceExplanation.of(bounce, book, policy);
  }

  private static ObjectNode json(JsonNode id, BounceExplanation explanation) {
    Classification classification = explanation.classification();
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.set("id", id);
    return json.put("reason", classification.reason().name())
        .put("culprit", explanation.culprit())
        .put("ruleId", classification.ruleId())
        .put("confidence", explanation.confidence())
        .put("decision", explanation.decision())
        .put("decidedBy", classification.decidedBy());
  }

  private String text(BounceReport report) {
    BounceExplanation explanation = explain(report.bounce());
    Classification classification = explanation.classification();
    String several = report.recipients() < 2
        ? ""
        : "The report names %d recipients. This is the first one%s.%n%n"
            .formatted(
                report.recipients(), report.bounce().isFailed() ? " that failed" : "; none failed");
    return several
        + """
        %s
          culprit     %s
          rule        %s (confidence: %s)
          source      %s
          decided by  %s
          words       %s
          reply       %s
          verdict     %s
          advice      %s
        """.formatted(
                classification.reason(),
                explanation.culprit(),
                classification.ruleId(),
                explanation.confidence(),
                explanation.source(),
                PrintableText.of(classification.decidedBy()),
                matched(explanation),
                PrintableText.of(explanation.deliveryStatus().words().value()),
                explanation.explanation(),
                classification.advice());
  }

  /** The words of the reply that decided: {@code "No such" "user"}. */
  private static String matched(BounceExplanation explanation) {
    String reply = explanation.deliveryStatus().words().value();
    return explanation.matched().stream()
        .map(range -> reply.substring(range.start(), range.end()))
        .map(words -> '"' + PrintableText.of(words) + '"')
        .collect(Collectors.joining(" "));
  }

  /** Prints a line with the same line ending on every platform. */
  private void print(ObjectNode answer) {
    out.print(answer + "\n");
  }

  /**
   * A line of the input, in one of two forms:
   *
   * <ul>
   *   <li>{@code {"id": any, "ses": entry, "bounceType"?, "bounceSubType"?, "remoteMtaIp"?}}, where {@code entry} is
   *       one of SES's {@code bouncedRecipients};
   *   <li>a bounce event of SES in either format, which is explained for each of its recipients, in their order. Its
   *       id is its {@code id} or, if it has none, the id of its message.
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
     * @param problem a message that contains no text of the line
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
}
