package dev.hardstop.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.hardstop.diagnosis.DossierIndex.ResultPage;
import dev.hardstop.feedback.Feedback;
import dev.hardstop.rules.RuleFiles;
import dev.hardstop.smtp.InvalidAddressException;
import dev.hardstop.suppression.Subject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DomainExaminationTest {
  private static final Instant NOW = DomainMail.on(DomainMail.TODAY);

  /** The index has a hundred thousand addresses; the examination asks for the first page only. */
  @Test
  void aDomainWithAHundredThousandDossiersIsSampled() {
    DomainMail webmail = new DomainMail("webmail.example");
    List<Feedback> feedback = new ArrayList<>();
    IntStream.range(0, 2 * DomainExamination.MOST_ADDRESSES)
        .forEach(person ->
            feedback.add(webmail.bounce(person, DomainMail.NOBODY_THERE, DomainMail.TODAY)));
    IntStream.range(200_000, 200_040)
        .forEach(person -> feedback.add(webmail.delivery(person, DomainMail.TODAY)));
    webmail.record(feedback);
    List<Integer> asked = new ArrayList<>();
    DossierIndex endless = new InMemoryDossierIndex() {
      @Override
      public ResultPage<Subject.Address> addressesOf(
          String domain, Optional<String> cursor, int most) {
        asked.add(most);
        return new ResultPage<>(
            IntStream.range(0, most)
                .mapToObj(webmail::address)
                .map(address -> (Subject.Address) Subject.of(address))
                .toList(),
            Optional.of("99500 more"));
      }
    };
    DomainExamination examination =
        new DomainExamination(webmail.list, endless, RuleFiles.book(), Thresholds.standard());
    Diagnosis diagnosis = examination.of("webmail.example", Set.of(), NOW);
    assertThat(asked).containsExactly(DomainExamination.MOST_ADDRESSES);
    assertThat(diagnosis.basis().figures().sampled()).isTrue();
    assertThat(diagnosis.basis().figures().byDay().get(DomainMail.TODAY).bounced())
        .isEqualTo(DomainExamination.MOST_ADDRESSES);
    assertThat(diagnosis.name()).isEqualTo(Diagnosis.Name.DEAD_ADDRESSES);
  }

  @Test
  void anInternationalDomainIsFoundInAnySpelling() {
    DomainMail buecher =
        new DomainMail("xn--bcher-kva.example").bounces(1, 1, DomainMail.ACCESS_DENIED, 0);
    DomainExamination examination = buecher.examination(RuleFiles.book());
    assertThat(examination.of("BÜCHER.example", Set.of(), NOW).name())
        .isEqualTo(Diagnosis.Name.DEAD_ADDRESSES);
    assertThat(examination.activity("bücher.example.", NOW).domain())
        .isEqualTo("xn--bcher-kva.example");
  }

  @Test
  void nothingIsKnownAboutAPublicSuffix() {
    DomainMail contoso = new DomainMail().bounces(1, 9, DomainMail.ACCESS_DENIED, 0);
    assertThat(
            contoso.examination(RuleFiles.book()).of("example", Set.of(), NOW).name())
        .isEqualTo(Diagnosis.Name.NOTHING_UNUSUAL);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", " ", "a..example", "-.example", "bob@contoso.example", "@contoso.example"})
  void textThatIsNoDomainIsRefused(String text) {
    DomainExamination examination = new DomainMail().examination(RuleFiles.book());
    assertThatExceptionOfType(InvalidAddressException.class)
        .isThrownBy(() -> examination.of(text, Set.of(), NOW));
  }

  @Test
  void bouncesDatedTomorrowBySesCount() {
    DomainMail contoso =
        new DomainMail().isDelivered(1, 7, 5).bounces(1, 7, DomainMail.ACCESS_DENIED, -1);
    assertThat(contoso.name()).isEqualTo(Diagnosis.Name.DOMAIN_INCIDENT);
  }

  @Test
  void theBounceOfAForwardedMessageDoesNotCount() {
    DomainMail contoso = new DomainMail();
    dev.hardstop.feedback.Bounce bounce =
        contoso.bounce(1, DomainMail.ACCESS_DENIED, DomainMail.TODAY);
    contoso.record(List.of(new dev.hardstop.feedback.Bounce(
        bounce.mail(),
        "forwarded",
        dev.hardstop.smtp.EmailAddress.find("elsewhere@fabrikam.example"),
        bounce.type(),
        bounce.report())));
    assertThat(contoso.activity().figures().byDay()).isEmpty();
  }
}
