package dev.hardstop.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hardstop.classification.Correspondents;
import dev.hardstop.classification.DeliveryStatus;
import dev.hardstop.classification.Rule;
import dev.hardstop.classification.RuleBook;
import dev.hardstop.cli.ExplainCommand.ExplainInput;
import dev.hardstop.feedback.Bounce;
import dev.hardstop.feedback.BounceType;
import dev.hardstop.rules.RuleBookLint;
import dev.hardstop.rules.RuleFiles;
import dev.hardstop.rules.RuleFiles.RuleDefinition;
import dev.hardstop.smtp.PrintableText;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * The tool for people who change rule files:
 *
 * <ul>
 *   <li>{@code lint} prints faults of the rules with file and line, and exits with status 1 if there are any;
 *   <li>{@code explain TEXT} prints every rule that matches a diagnostic code, in order, with file and line;
 *   <li>{@code diff OLD NEW CORPUS} compares two folders of rule files: it prints the bounces in a file of
 *       {@linkplain ExplainInput lines} that are classified differently. Stored evidence is classified when it is
 *       read, so a changed rule affects the whole table at once. Run this first;
 *   <li>{@code accuracy CORPUS} prints how often the rule book agrees with labelled bounces.
 * </ul>
 */
@Command(
    name = "rules",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    description = "Shows what a change of the rule files does. It needs no stack.")
public final class RulesCommand implements Callable<Integer> {
  private final PrintStream out;

  @Spec
  private CommandSpec spec;

  RulesCommand(Console console) {
    this(console.out());
  }

  RulesCommand(PrintStream out) {
    this.out = new PrintStream(out, true, StandardCharsets.UTF_8);
  }

  /** Exits with status 1 if a rule has a fault, with 2 if the arguments are invalid. */
  public static void main(String... arguments) throws IOException {
    int status = new RulesCommand(System.out).run(List.of(arguments));
    if (status != 0) {
      System.exit(status);
    }
  }

  int run(List<String> arguments) throws IOException {
    String command = arguments.isEmpty() ? "" : arguments.get(0);
    if (command.equals("lint") && arguments.size() == 1) {
      return lint(false);
    }
    if (command.equals("explain") && arguments.size() > 1) {
      return explain(arguments.subList(1, arguments.size()), false);
    }
    if (command.equals("diff") && arguments.size() == 4) {
      return diff(arguments.get(1), arguments.get(2), Path.of(arguments.get(3)), false);
    }
    if (command.equals("accuracy") && arguments.size() == 2) {
      return accuracy(Path.of(arguments.get(1)), false);
    }
    print("lint | explain TEXT | diff OLD NEW CORPUS | accuracy CORPUS");
    return 2;
  }

  /** Without a subcommand, prints which subcommands there are. */
  @Override
  public Integer call() {
    spec.commandLine().usage(spec.commandLine().getErr());
    return ExitCode.USAGE;
  }

  @Command(
      description = "Prints faults of the rules with file and line; exit code 1 if there are any.",
      mixinStandardHelpOptions = true)
  int lint(
      @Option(names = "--json", description = "Print each fault as a JSON object on a line.")
          boolean isJson) {
    List<RuleBookLint.LintMessage> messages = RuleBookLint.of(RuleFiles.definitions());
    messages.forEach(message -> print(
        isJson
            ? place(message.definition()).put("problem", message.problem()).toString()
            : message.toString()));
    return messages.isEmpty() ? 0 : 1;
  }

  @Command(
      description =
          "Prints every rule that matches a diagnostic code, in order, with file and line.",
      mixinStandardHelpOptions = true)
  int explain(
      @Parameters(paramLabel = "TEXT", arity = "1..*") List<String> text,
      @Option(names = "--json", description = "Print a JSON object.") boolean isJson) {
    DeliveryStatus status = DeliveryStatus.of(
        new Bounce.RecipientReport("failed", "", String.join(" ", text), "", ""),
        BounceType.NONE,
        Correspondents.UNKNOWN);
    Map<String, RuleDefinition> definitions = RuleFiles.definitions().stream()
        .collect(Collectors.toMap(definition -> definition.rule().id(), Function.identity()));
    String reply = PrintableText.of(status.words().value());
    List<RuleDefinition> matching = RuleFiles.book().matching(status).stream()
        .map(rule -> definitions.get(rule.id()))
        .toList();
    if (isJson) {
      ObjectNode answer = JsonNodeFactory.instance.objectNode().put("reply", reply);
      ArrayNode rules = answer.putArray("rules");
      matching.forEach(definition -> rules.add(place(definition)
          .put("reason", definition.rule().reason().name())
          .put("confidence", definition.rule().confidence().name())));
      print(answer.toString());
      return 0;
    }
    print("reply  " + reply);
    if (matching.isEmpty()) {
      print("no rule matches: " + RuleBook.DEFAULT.id());
    }
    matching.forEach(definition -> {
      Rule rule = definition.rule();
      print(definition.file() + ":" + definition.line() + "  " + rule.id() + "  " + rule.reason()
          + "  " + rule.confidence());
    });
    return 0;
  }

  private static ObjectNode place(RuleDefinition definition) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("file", definition.file())
        .put("line", definition.line())
        .put("rule", definition.rule().id());
  }

  @Command(
      description = "Compares two folders of rule files: prints the bounces of a file that they"
          + " classify differently.",
      mixinStandardHelpOptions = true)
  int diff(
      @Parameters(paramLabel = "OLD", description = "A folder of rule files.") String old,
      @Parameters(paramLabel = "NEW", description = "Another one.") String other,
      @Parameters(paramLabel = "CORPUS", description = "Bounces as explain reads them.")
          Path corpus,
      @Option(names = "--json", description = "Print a JSON object.") boolean isJson)
      throws IOException {
    RuleBookDiff diff = new RuleBookDiff(book(old), book(other));
    diff.read(corpus);
    if (isJson) {
      print(diff.json().toString());
    } else {
      diff.report(this::print);
    }
    return 0;
  }

  @Command(
      description = "Prints how often the rule book agrees with labelled bounces.",
      mixinStandardHelpOptions = true)
  int accuracy(
      @Parameters(paramLabel = "CORPUS", description = "Bounces with what is expected.")
          Path corpus,
      @Option(names = "--json", description = "Print a JSON object.") boolean isJson)
      throws IOException {
    AccuracyReport accuracy = new AccuracyReport(RuleFiles.book());
    accuracy.read(corpus);
    if (isJson) {
      print(accuracy.json().toString());
    } else {
      accuracy.report(this::print);
    }
    return 0;
  }

  private static RuleBook book(String folder) {
    return RuleFiles.bookOf(RuleFiles.definitions(Path.of(folder)));
  }

  /** Prints a line with the same line ending on every platform. */
  private void print(String line) {
    out.print(line + "\n");
  }
}
