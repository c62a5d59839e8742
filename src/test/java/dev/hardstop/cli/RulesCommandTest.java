package dev.hardstop.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RulesCommandTest {
  private final ByteArrayOutputStream output = new ByteArrayOutputStream();

  @TempDir
  Path folder;

  @Test
  void lintOfThisBuildFindsNothing() throws IOException {
    assertThat(run("lint")).isZero();
    assertThat(text()).isEmpty();
  }

  @Test
  void explainShowsEveryMatchingRuleWithItsPlace() throws IOException {
    assertThat(run("explain", "smtp;", "550 5.4.1 Recipient address rejected: Access denied"))
        .isZero();

    assertThat(text().lines().toList().get(0))
        .isEqualTo("reply  550 5.4.1 Recipient address rejected: Access denied");
    assertThat(text().lines().toList().get(1))
        .matches(
            "20-microsoft.toml:\\d+  microsoft.edge-access-denied-unsigned  ACCESS_DENIED  MEDIUM");
    assertThat(text()).contains("postfix.access-reject  POLICY  LOW");
  }

  @Test
  void explainSaysWhenNoRuleMatches() throws IOException {
    run("explain", "abracadabra");

    assertThat(text()).contains("no rule matches: default.undetermined");
  }

  @Test
  void diffShowsChangedVerdictsFirst() throws IOException {
    Path old = book("old", "INVALID_RECIPIENT", "high");
    Path other = book("new", "POLICY", "high");
    Path corpus = corpus("550 <bob@example.com> gone fishing", "550 something else");

    assertThat(run("diff", old.toString(), other.toString(), corpus.toString())).isZero();

    assertThat(text())
        .startsWith("verdicts that change: 1\n")
        .contains("550 <address> gone fishing")
        .contains("was  INVALID_RECIPIENT  a.rule  suppressed, no end")
        .contains("now  POLICY  a.rule  watched;")
        .contains("bounces: 2, invalid lines: 0")
        .doesNotContain("bob")
        .doesNotContain("something else");
  }

  @Test
  void diffSeparatesChangedReasonsWithTheSameVerdict() throws IOException {
    Path old = book("old", "SENDER_REPUTATION", "high");
    Path other = book("new", "CONTENT", "high");

    run("diff", old.toString(), other.toString(), corpus("550 gone fishing").toString());

    assertThat(text())
        .contains("verdicts that change: 0")
        .contains("reasons that change, with the same verdict: 1")
        .contains("only the rule or confidence changes: 0");
  }

  @Test
  void diffCountsInvalidLines() throws IOException {
    Path book = book("old", "CONTENT", "high");
    Path corpus = folder.resolve("corpus.jsonl");
    Files.writeString(corpus, "no JSON\n\n{}\n");

    assertThat(run("diff", book.toString(), book.toString(), corpus.toString())).isZero();
    assertThat(text()).contains("bounces: 0, invalid lines: 2");
  }

  @Test
  void accuracyCountsAnswersByTierAndConfidence() throws IOException {
    Path corpus = folder.resolve("labelled.jsonl");
    Files.writeString(
        corpus,
        String.join(
            "\n",
            labelled("550 5.1.1 User unknown", "invalid-recipient", true),
            labelled("550 5.1.1 No such user here", "policy", false),
            labelled("552 5.2.2 Mailbox full", "mailbox-full", false),
            labelled("550 gone fishing", "invalid-recipient", true),
            "no JSON",
            ""));

    assertThat(run("accuracy", corpus.toString())).isZero();

    assertThat(text().lines().toList())
        .anySatisfy(row -> assertThat(row.split(" +"))
            .containsExactly("one", "4", "50.0", "50.0", "50.0", "1", "1", "50.0", "0"))
        .anySatisfy(row -> assertThat(row).startsWith("confidence high"))
        .contains("lines without a bounce or a label: 1");
  }

  @Test
  void accuracyAcceptsEveryReasonOfALabel() throws IOException {
    Path corpus = folder.resolve("labelled.jsonl");
    String label = labelled("550 5.1.8 Sender domain does not exist", "policy", false);
    Files.writeString(
        corpus,
        label.replace("\"hard\"", "\"also\":[\"auth-failure\",\"sender-refused\"],\"hard\""));

    assertThat(run("accuracy", corpus.toString())).isZero();

    assertThat(text().lines().toList())
        .anySatisfy(row -> assertThat(row.split(" +"))
            .containsExactly("one", "1", "100.0", "-", "-", "0", "0", "100.0", "0"));
  }

  private static String labelled(String reply, String coarse, boolean hard) {
    return """
        {"id":1,"tier":"one","ses":{"diagnosticCode":"smtp; %s"},"expected":{"coarse":"%s","hard":%s}}""".formatted(reply, coarse, hard);
  }

  @Test
  void everyAnswerIsAlsoJson() throws IOException {
    JsonNode explained = json("explain", "550 5.1.1 User unknown");
    assertThat(explained.path("reply").asText()).isEqualTo("550 5.1.1 User unknown");
    assertThat(explained.path("rules").get(0).path("file").asText()).endsWith(".toml");
    assertThat(explained.path("rules").get(0).path("line").asInt()).isPositive();
    assertThat(explained.path("rules").get(0).path("reason").asText())
        .isEqualTo("INVALID_RECIPIENT");

    JsonNode diff = json(
        "diff",
        book("old", "INVALID_RECIPIENT", "high").toString(),
        book("new", "POLICY", "high").toString(),
        corpus("550 <bob@example.com> gone fishing").toString());
    assertThat(diff.path("bounces").asInt()).isOne();
    JsonNode change = diff.path("verdicts").get(0);
    assertThat(change.path("was").path("reason").asText()).isEqualTo("INVALID_RECIPIENT");
    assertThat(change.path("now").path("reason").asText()).isEqualTo("POLICY");
    assertThat(change.path("reply").asText()).isEqualTo("550 <address> gone fishing");

    Path labelled = folder.resolve("labelled.jsonl");
    Files.writeString(labelled, labelled("550 5.1.1 User unknown", "invalid-recipient", true));
    JsonNode accuracy = json("accuracy", labelled.toString());
    assertThat(accuracy.path("tiers").get(0).path("tier").asText()).isEqualTo("one");
    assertThat(accuracy.path("tiers").get(0).path("hardFound").asInt()).isOne();

    CommandRun lint = new CommandRun();
    assertThat(lint.run("rules", "lint", "--json")).isZero();
    assertThat(lint.out()).isEmpty();
  }

  private static JsonNode json(String... arguments) {
    CommandRun command = new CommandRun();
    String[] all = Stream.of(Stream.of("rules"), Stream.of(arguments), Stream.of("--json"))
        .flatMap(Function.identity())
        .toArray(String[]::new);
    assertThat(command.run(all)).isZero();
    assertThat(command.json()).hasSize(1);
    return command.json().get(0);
  }

  @Test
  void invalidArgumentsPrintTheUsage() throws IOException {
    assertThat(run()).isEqualTo(2);
    assertThat(run("lint", "more")).isEqualTo(2);
    assertThat(run("explain")).isEqualTo(2);
    assertThat(text()).contains("lint | explain TEXT | diff OLD NEW CORPUS");
  }

  private int run(String... arguments) throws IOException {
    return new RulesCommand(new PrintStream(output, true, StandardCharsets.UTF_8))
        .run(List.of(arguments));
  }

  private String text() {
    return output.toString(StandardCharsets.UTF_8);
  }

  private Path corpus(String... texts) throws IOException {
    StringBuilder lines = new StringBuilder();
    for (String text : texts) {
      lines.append("{\"id\":\"x\",\"ses\":{\"diagnosticCode\":\"").append(text).append("\"}}\n");
    }
    return Files.writeString(folder.resolve("corpus.jsonl"), lines);
  }

  private Path book(String name, String reason, String confidence) throws IOException {
    Path book = Files.createDirectories(folder.resolve(name));
    Files.writeString(book.resolve("book.toml"), "files = [\"10-a.toml\"]\n");
    Files.writeString(book.resolve("networks.toml"), "");
    Files.writeString(book.resolve("vocabulary.toml"), "");
    Files.writeString(book.resolve("10-a.toml"), """
        [[rule]]
        id = "a.rule"
        words = ["gone fishing"]
        reason = "%s"
        confidence = "%s"
        source = "RFC 5321"
        examples = ["550 gone fishing"]
        """.formatted(reason, confidence));
    return book;
  }
}
