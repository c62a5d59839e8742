package dev.hardstop.cli;

import dev.hardstop.classification.Correspondents;
import dev.hardstop.classification.DeliveryStatus;
import dev.hardstop.classification.Rule;
import dev.hardstop.classification.RuleBook;
import dev.hardstop.feedback.Bounce;
import dev.hardstop.feedback.BounceType;
import dev.hardstop.rules.RuleBookLint;
import dev.hardstop.rules.RuleDefinition;
import dev.hardstop.rules.RuleFiles;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Shows what the rule files do, to who changes them:
 *
 * <ul>
 *   <li>{@code lint}: what is not in order about them, by file and line; status 1 if anything is;
 *   <li>{@code explain TEXT}: every rule that fits a diagnostic code, in their order, and where it
 *       stands;
 *   <li>{@code diff OLD NEW CORPUS}: what changes from one folder of rule files to another, for every
 *       text of a file of {@linkplain ExplainInput lines}. As stored evidence is judged when it is read, a
 *       changed rule acts on the whole table at once: look here first;
 *   <li>{@code accuracy CORPUS}: how often the book is right about bounces with labels.
 * </ul>
 */
public final class RulesCommand {
  private final PrintStream out;

  RulesCommand(PrintStream out) {
    this.out = new PrintStream(out, true, StandardCharsets.UTF_8);
  }

  /** Ends with status 1 if something is not in order, 2 if the arguments are none of the above. */
  public static void main(String... arguments) throws IOException {
    int status = new RulesCommand(System.out).run(List.of(arguments));
    if (status != 0) {
      System.exit(status);
    }
  }

  int run(List<String> arguments) throws IOException {
    String command = arguments.isEmpty() ? "" : arguments.get(0);
    if (command.equals("lint") && arguments.size() == 1) {
      return lint();
    }
    if (command.equals("explain") && arguments.size() > 1) {
      return explain(String.join(" ", arguments.subList(1, arguments.size())));
    }
    if (command.equals("diff") && arguments.size() == 4) {
      return diff(arguments.get(1), arguments.get(2), Path.of(arguments.get(3)));
    }
    if (command.equals("accuracy") && arguments.size() == 2) {
      return accuracy(Path.of(arguments.get(1)));
    }
    print("lint | explain TEXT | diff OLD NEW CORPUS | accuracy CORPUS");
    return 2;
  }

  private int lint() {
    List<RuleBookLint.LintMessage> findings = RuleBookLint.of(RuleFiles.definitions());
    findings.forEach(finding -> print(finding.toString()));
    return findings.isEmpty() ? 0 : 1;
  }

  private int explain(String text) {
    DeliveryStatus said = DeliveryStatus.of(
        new Bounce.RecipientReport("failed", "", text, "", ""),
        BounceType.NONE,
        Correspondents.UNKNOWN);
    Map<String, RuleDefinition> definitions = RuleFiles.definitions().stream()
        .collect(Collectors.toMap(definition -> definition.rule().id(), Function.identity()));
    print("words  " + ExplainOutput.printable(said.words().value()));
    List<Rule> fitting = RuleFiles.book().matching(said);
    if (fitting.isEmpty()) {
      print("no rule fits: " + RuleBook.DEFAULT.id());
    }
    fitting.forEach(rule -> print(place(definitions.get(rule.id())) + "  " + meaning(rule)));
    return 0;
  }

  private static String place(RuleDefinition definition) {
    return definition.file() + ":" + definition.line();
  }

  private static String meaning(Rule rule) {
    return rule.id() + "  " + rule.reason() + "  " + rule.confidence();
  }

  private int diff(String old, String other, Path corpus) throws IOException {
    RuleBookDiff diff = new RuleBookDiff(book(old), book(other));
    diff.read(corpus);
    diff.report(this::print);
    return 0;
  }

  private int accuracy(Path corpus) throws IOException {
    AccuracyReport accuracy = new AccuracyReport(RuleFiles.book());
    accuracy.read(corpus);
    accuracy.report(this::print);
    return 0;
  }

  private static RuleBook book(String folder) {
    return RuleFiles.bookOf(RuleFiles.definitions(Path.of(folder)));
  }

  /** Lines end alike everywhere. */
  private void print(String line) {
    out.print(line + "\n");
  }
}
