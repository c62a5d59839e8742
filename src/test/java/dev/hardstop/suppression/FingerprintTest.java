package dev.hardstop.suppression;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hardstop.classification.BounceReason;
import dev.hardstop.classification.Classification.Confidence;
import dev.hardstop.classification.Rule;
import dev.hardstop.classification.RuleBook;
import dev.hardstop.feedback.ComplaintKind;
import dev.hardstop.rules.RuleFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The fingerprint differs exactly if the rule book or the policy differs. */
class FingerprintTest {
  private static final RuleBook BOOK = RuleFiles.book();

  @Test
  void everyNumberOfThePolicyChangesIt() {
    Set<SuppressionPolicy> policies = new HashSet<>();
    Set<String> fingerprints = new HashSet<>();
    policies.add(SuppressionPolicy.standard());
    fingerprints.add(SuppressionPolicy.standard().fingerprint(BOOK));
    for (int seed = 0; seed < 300; seed++) {
      SuppressionPolicy policy = AnyPolicy.of(new Random(seed));
      policies.add(policy);
      fingerprints.add(policy.fingerprint(BOOK));
      assertThat(AnyPolicy.of(new Random(seed)).fingerprint(BOOK))
          .isEqualTo(policy.fingerprint(BOOK));
    }
    for (SesListMode mode : SesListMode.values()) {
      policies.add(SuppressionPolicy.standard().with(mode));
      fingerprints.add(SuppressionPolicy.standard().with(mode).fingerprint(BOOK));
    }
    assertThat(fingerprints).hasSameSizeAs(policies);
  }

  @Test
  void everyChangeOfARuleFileThatClassificationSeesChangesIt(@TempDir Path folder)
      throws IOException {
    Path rules = Path.of("src/main/resources/rules");
    try (Stream<Path> files = Files.list(rules)) {
      for (Path file : files.toList()) {
        Files.copy(file, folder.resolve(file.getFileName()));
      }
    }
    String same = ofFolder(folder);
    assertThat(same).isEqualTo(of(BOOK));
    assertThat(changed(
            folder, "41-phrases-mailbox.toml", "confidence = \"medium\"", "confidence = \"low\""))
        .isNotEqualTo(same);
    assertThat(changed(folder, "vocabulary.toml", "\"inbox\"", "\"inboxx\"")).isNotEqualTo(same);
    assertThat(changed(folder, "networks.toml", "40.92.0.0/15", "40.92.0.0/16")).isNotEqualTo(same);
  }

  @Test
  void theOrderOfTheRulesChangesIt() {
    List<Rule> rules = new ArrayList<>(BOOK.rules());
    Collections.swap(rules, 3, 4);
    assertThat(RuleBook.of(rules).fingerprint()).isNotEqualTo(BOOK.fingerprint());
    assertThat(RuleBook.of(rules.subList(0, 20)).fingerprint()).isNotEqualTo(BOOK.fingerprint());
    assertThat(RuleBook.of(BOOK.rules()).fingerprint()).isEqualTo(BOOK.fingerprint());
  }

  /** A reason that moves to another row must be noticed, as a number that changes. */
  @Test
  void theRowOfEachRuleAndEachComplaintAndThePropertiesOfEachRowArePartOfIt() {
    String table = PolicyRow.asText(SuppressionPolicy.standard(), BOOK);
    assertThat(table.lines())
        .contains("ACCESS_DENIED microsoft.edge-access-denied HIGH: RECHECKABLE", "SOLE: COMPLAINT")
        .hasSize(PolicyRow.values().length
            + BOOK.rules().size()
            + BounceReason.values().length * Confidence.values().length
            + ComplaintKind.values().length);
    assertThat(table).contains("[LIFTED_BY_RELEASE, LIFTED_BY_ENDED_INCIDENT, ABOUT_A_DOMAIN]");
  }

  /** Sets and maps of the JDK have another order in each process. */
  @Test
  void itIsTheSameInAnotherProcess() throws IOException, InterruptedException {
    Process process = new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("java.class.path"),
            FingerprintTest.class.getName())
        .redirectErrorStream(true)
        .start();
    String printed =
        new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    assertThat(process.waitFor()).as(printed).isZero();
    assertThat(printed).endsWith(of(BOOK));
  }

  /** Prints the fingerprint of this build with a generated policy. */
  public static void main(String[] arguments) {
    System.out.println(of(BOOK));
  }

  private static String of(RuleBook book) {
    return AnyPolicy.of(new Random(5)).fingerprint(book);
  }

  private static String ofFolder(Path folder) {
    return of(RuleFiles.bookOf(RuleFiles.definitions(folder)));
  }

  private static String changed(Path folder, String name, String from, String to)
      throws IOException {
    Path file = folder.resolve(name);
    String before = Files.readString(file);
    assertThat(before).contains(from);
    Files.writeString(file, before.replaceFirst(Pattern.quote(from), to));
    String changed = ofFolder(folder);
    Files.writeString(file, before);
    return changed;
  }
}
