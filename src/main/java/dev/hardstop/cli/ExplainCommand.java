package dev.hardstop.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hardstop.classification.RuleBook;
import dev.hardstop.feedback.Bounce;
import dev.hardstop.feedback.BounceType;
import dev.hardstop.rules.RuleFiles;
import dev.hardstop.sesevent.SesEventReader;
import dev.hardstop.suppression.SuppressionPolicy;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/**
 * Explains what bounces mean, by this build's rule book and the documented policy, and records
 * nothing.
 *
 * <p>With an argument, a diagnostic code such as {@code smtp; 550 5.4.1 …}, it prints an explanation
 * to be read. Without one it reads JSON, one object a {@linkplain ExplainInput line}, and writes the answers
 * in their order, one a line, or {@code {"id", "error"}} where there is none; empty lines are
 * skipped. What it reads and writes is UTF-8 in every locale; arguments are decoded by the JVM.
 */
public final class ExplainCommand {
  private final RuleBook book = RuleFiles.book();
  private final SuppressionPolicy policy = SuppressionPolicy.standard();
  private final InputStream in;
  private final PrintStream out;

  ExplainCommand(InputStream in, PrintStream out) {
    this.in = in;
    this.out = new PrintStream(out, true, StandardCharsets.UTF_8);
  }

  /** Ends with status 1 if a line could not be answered. */
  public static void main(String... arguments) throws IOException {
    if (!new ExplainCommand(System.in, System.out).run(arguments)) {
      System.exit(1);
    }
  }

  /** Whether everything could be answered. */
  boolean run(String... arguments) throws IOException {
    if (arguments.length == 0) {
      return answerLines();
    }
    out.print(explain(bounce(String.join(" ", arguments))).text());
    return true;
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
    if (line instanceof ExplainInput.Asks asked) {
      asked.bounces().forEach(bounce -> print(explain(bounce).json(asked.id())));
      return true;
    }
    if (line instanceof ExplainInput.IsBroken broken) {
      ObjectNode error = JsonNodeFactory.instance.objectNode();
      error.set("id", broken.id());
      print(error.put("error", broken.why()));
    }
    return false;
  }

  private ExplainOutput explain(Bounce bounce) {
    return ExplainOutput.of(bounce, book, policy);
  }

  private static Bounce bounce(String diagnosticCode) {
    ObjectNode recipient =
        JsonNodeFactory.instance.objectNode().put("diagnosticCode", diagnosticCode);
    return SesEventReader.bounce(recipient, BounceType.NONE, "");
  }

  /** Lines end alike everywhere. */
  private void print(ObjectNode answer) {
    out.print(answer + "\n");
  }
}
