package dev.hardstop.letters;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hardstop.classification.Classification.Confidence;
import dev.hardstop.diagnosis.Diagnosis;
import dev.hardstop.diagnosis.Diagnosis.DiagnosisBasis;
import dev.hardstop.diagnosis.Diagnosis.Figures;
import dev.hardstop.diagnosis.Diagnosis.Figures.Day;
import dev.hardstop.diagnosis.Diagnosis.Name;
import dev.hardstop.diagnosis.MailRouting.MailRoute;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class LettersTest {
  private static final DiagnosisBasis NO_BASIS = new DiagnosisBasis(
      Confidence.LOW, Optional.empty(), new Figures(new TreeMap<>(), false), Optional.empty());

  @Test
  void ifNothingIsUnusualThereIsNoLetter() {
    Diagnosis usual = SampleDiagnoses.of(Name.NOTHING_UNUSUAL, SampleDiagnoses.DENIED);
    assertThat(Letters.to(usual, "contoso.com", Optional.empty())).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("allWithoutBasis")
  void aLetterWithoutFactsIsComplete(Diagnosis diagnosis) {
    String letter = Letters.to(diagnosis, "contoso.com", Optional.empty()).orElseThrow();
    assertThat(letter).startsWith("Subject: ").contains("contoso.com", "an unknown day");
    assertThat(letter).doesNotContain("{", "}", "NOT_FOUND", "null", "false", "What the DNS");
    assertThat(letter).doesNotContain("\n\n\n\n");
  }

  static Stream<Diagnosis> allWithoutBasis() {
    return Arrays.stream(Name.values())
        .filter(name -> name != Name.NOTHING_UNUSUAL)
        .map(name -> new Diagnosis(name, NO_BASIS, SampleDiagnoses.ADVICE));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "550 no\r\n\r\nSubject: something else",
        "550 \u202ereversed\u2066 \u200bhidden\u0000 \u001b[31mred",
        "550 one\u2028two\u2029three\u0085four",
        "550 {domain} {#each days}{it}{/each} {! !} {inject:bean}",
        "550 <script>alert(1)</script>",
      })
  void theReplyOfAServerStaysAQuotationInPlainText(String words) {
    String letter = letter(words);
    assertThat(letter.lines().filter(line -> line.startsWith("Subject: "))).hasSize(1);
    assertThat(letter.chars())
        .allMatch(c -> c == '\n'
            || (Character.getType(c) != Character.CONTROL
                && Character.getType(c) != Character.FORMAT
                && Character.getType(c) != Character.LINE_SEPARATOR));
  }

  @Test
  void aTemplateInAReplyIsNotRendered() {
    assertThat(letter("550 {domain} {days.size}")).contains("    550 {domain} {days.size}\n");
  }

  @Test
  void aLongReplyIsCutAndWrappedWithoutSplittingACharacter() {
    String letter = letter("550 " + "\ud83d\udce7".repeat(10_000));
    assertThat(letter.length()).isLessThan(5_000);
    assertThat(letter.codePoints()).noneMatch(c -> Character.getType(c) == Character.SURROGATE);
    assertThat(letter.lines()).allMatch(line -> line.length() <= 100);
  }

  @Test
  void hostsAndRemarksOfTheDnsStayOnTheirLines() {
    MailRoute hostile = new MailRoute(
        MailRoute.State.MX,
        List.of("mx\n.example.net"),
        Optional.empty(),
        List.of("One\r\nSubject: two"));
    String letter = Letters.to(
            SampleDiagnoses.of(Name.RELAY_DENIED, SampleDiagnoses.DENIED),
            "contoso.com",
            Optional.of(hostile))
        .orElseThrow();
    assertThat(letter).contains("    mx .example.net\n  * One Subject: two\n");
  }

  @ParameterizedTest
  @EnumSource
  void everyAnswerOfTheDnsIsExplained(MailRoute.State state) {
    MailRoute route = new MailRoute(state, List.of(), Optional.empty(), List.of());
    String letter = Letters.to(
            SampleDiagnoses.of(Name.RELAY_DENIED, SampleDiagnoses.DENIED),
            "contoso.com",
            Optional.of(route))
        .orElseThrow();
    assertThat(letter.lines().filter(line -> line.startsWith("What the DNS says")))
        .singleElement()
        .matches(line -> line.matches(".*contoso.com: .*[a-zA-Z]+.*"));
  }

  @Test
  void aSampleIsCalledASample() {
    Diagnosis sampled = new Diagnosis(
        Name.DEAD_ADDRESSES,
        SampleDiagnoses.basis(SampleDiagnoses.DENIED, true),
        SampleDiagnoses.ADVICE);
    assertThat(Letters.to(sampled, "gmail.com", Optional.empty()).orElseThrow())
        .contains("the figures are a sample");
  }

  @Test
  void noMoreThanFourteenDaysAreListed() {
    TreeMap<LocalDate, Day> days = new TreeMap<>();
    for (int i = 0; i < 400; i++) {
      days.put(SampleDiagnoses.SINCE.minusDays(i), new Day(5, 0, false, Map.of()));
    }
    DiagnosisBasis basis = new DiagnosisBasis(
        Confidence.HIGH,
        Optional.of(SampleDiagnoses.SINCE),
        new Figures(days, false),
        Optional.empty());
    String letter = Letters.to(
            new Diagnosis(Name.RATE, basis, SampleDiagnoses.ADVICE),
            "contoso.com",
            Optional.empty())
        .orElseThrow();
    assertThat(letter.lines().filter(line -> line.startsWith("    2026-"))).hasSize(14);
    assertThat(letter)
        .contains("    2026-11-23")
        .contains("    2026-11-10")
        .doesNotContain("11-09");
  }

  private static String letter(String words) {
    return Letters.to(
            SampleDiagnoses.of(Name.DOMAIN_INCIDENT, words), "contoso.com", Optional.empty())
        .orElseThrow();
  }
}
