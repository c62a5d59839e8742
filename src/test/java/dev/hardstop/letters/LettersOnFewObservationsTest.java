package dev.hardstop.letters;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hardstop.classification.BounceReason;
import dev.hardstop.classification.Classification.Confidence;
import dev.hardstop.diagnosis.Diagnosis;
import dev.hardstop.diagnosis.Diagnosis.DiagnosisBasis;
import dev.hardstop.diagnosis.Diagnosis.Figures;
import dev.hardstop.diagnosis.Diagnosis.Figures.Day;
import dev.hardstop.diagnosis.Diagnosis.Name;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Letters on few observations are grammatical, and claim nothing that was not seen. */
class LettersOnFewObservationsTest {
  private static final LocalDate DAY = LocalDate.parse("2026-11-24");

  /** A diagnosis with small counts. */
  record Few(Name name, int bounced, int delivered, Confidence confidence) {
    String letter() {
      TreeMap<LocalDate, Day> days = new TreeMap<>();
      days.put(DAY.minusDays(3), new Day(0, delivered, false, Map.of()));
      days.put(DAY, new Day(bounced, 0, false, Map.of(BounceReason.ACCESS_DENIED, bounced)));
      DiagnosisBasis basis = new DiagnosisBasis(
          confidence, Optional.of(DAY), new Figures(days, false), Optional.empty());
      Diagnosis diagnosis = new Diagnosis(name, basis, SampleDiagnoses.ADVICE);
      return Letters.to(diagnosis, "contoso.com", Optional.empty()).orElse("");
    }
  }

  static Stream<Few> few() {
    return Arrays.stream(Name.values())
        .flatMap(name -> Stream.of(1, 2, 3)
            .flatMap(bounced -> Stream.of(0, 1, 2)
                .flatMap(delivered -> Arrays.stream(Confidence.values())
                    .map(confidence -> new Few(name, bounced, delivered, confidence)))));
  }

  @ParameterizedTest
  @MethodSource("few")
  void oneRecipientIsInTheSingular(Few few) {
    assertThat(few.letter()).doesNotContain("1 recipients", "1 different", "0 different", "{");
    if (few.bounced() == 1) {
      assertThat(few.letter())
          .doesNotContain("these people", "those recipients", "list of addresses");
    }
  }

  @ParameterizedTest
  @MethodSource("few")
  void aLetterClaimsNoDeliveryThatWasNotSeen(Few few) {
    if (few.delivered() == 0) {
      assertThat(few.letter())
          .doesNotContain("unknown day", "accept our mail to", "accepted our mail", "still exist,");
    }
  }

  @ParameterizedTest
  @MethodSource("few")
  void aLetterMentionsAHoldOnlyIfTheBouncesCannotBeForged(Few few) {
    if (few.name() == Name.DOMAIN_INCIDENT) {
      assertThat(few.letter().contains("72 hours and then"))
          .isEqualTo(few.confidence() != Confidence.LOW);
    }
  }
}
