package dev.hardstop.suppression;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hardstop.suppression.DeliveredRecipients.DeliveredOnDay;
import dev.hardstop.suppression.DossierTable.DeliveryWrite;
import dev.hardstop.suppression.DossierTable.DeliveryWrite.DeliveryDay;
import dev.hardstop.suppression.DossierTable.DeliveryWrite.RecipientDay;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** How every dossier table counts the recipients of a domain. */
public abstract class RecipientsContract {
  private static final LocalDate DAY = LocalDate.parse("2026-11-24");

  /** Each test uses its own domain, because tests may share a list. */
  private final String domain = UUID.randomUUID() + ".example.com";

  private final Subject everyone = new Subject.Domain(domain);

  /** The table under test. */
  protected abstract DossierTable list();

  @Test
  void recipientsAreCountedOnceADay() {
    count(DAY, "ann", "bob");
    count(DAY, "bob", "carl");
    count(DAY.minusDays(1), "ann");

    assertThat(delivered().byDay())
        .isEqualTo(Map.of(DAY, Set.of("ann", "bob", "carl"), DAY.minusDays(1), Set.of("ann")));
  }

  @Test
  void everyRequestedDomainHasAResult() {
    count(DAY, "ann");

    assertThat(list().delivered(Set.of(domain, "other." + domain)).found())
        .containsOnlyKeys(domain, "other." + domain)
        .containsEntry("other." + domain, DeliveredRecipients.none("other." + domain));
    assertThat(list().delivered(Set.of()).found()).isEmpty();
  }

  @Test
  void recipientsAreNoPartOfADossier() {
    count(DAY, "ann");

    assertThat(list().read(Set.of(everyone)).get(everyone)).isEqualTo(Dossier.empty(everyone));
  }

  @Test
  void aRecipientIsMissingOnce() {
    RecipientDay ann = new RecipientDay(domain, DAY, "ann");
    RecipientDay bob = new RecipientDay(domain, DAY, "bob");
    count(DAY, "ann");

    assertThat(list().missing(Set.of(ann, bob))).containsExactly(bob);
  }

  @Test
  void daysAndRecipientsAreReadTogether() {
    DeliveryDay ofDomain = new DeliveryDay(everyone, DAY);
    DeliveryDay ofStranger = new DeliveryDay(Subject.parse("ann@" + domain), DAY);
    RecipientDay ann = new RecipientDay(domain, DAY, "ann");

    assertThat(list().<DeliveryWrite>missing(Set.of(ofDomain, ofStranger, ann)))
        .containsExactlyInAnyOrder(ofDomain, ann);
  }

  @Test
  void ofManyRecipientsOnlyThoseThatFillTheDayAreMissing() {
    Set<RecipientDay> hundred = new HashSet<>();
    IntStream.range(0, 100)
        .forEach(i -> hundred.add(new RecipientDay(domain, DAY, String.format("%08d", i))));
    assertThat(list().missing(hundred)).hasSize(DeliveredRecipients.COUNTED);
    count(DAY, IntStream.range(200, 230).mapToObj(Integer::toString).toArray(String[]::new));
    assertThat(list().missing(hundred)).hasSize(2);
    count(DAY, "one more", "and another");

    assertThat(list().missing(hundred)).isEmpty();
    assertThat(list().missing(Set.of(new RecipientDay(domain, DAY.minusDays(1), "ann"))))
        .as("another day has room")
        .hasSize(1);
  }

  @Test
  void aFullDayTakesNoMore() {
    String[] all = IntStream.range(0, DeliveredRecipients.COUNTED)
        .mapToObj(Integer::toString)
        .toArray(String[]::new);
    count(DAY, all);
    count(DAY, "late");

    assertThat(delivered().byDay().get(DAY)).containsExactlyInAnyOrder(all);
  }

  @Test
  void concurrentWritersExceedTheLimitOfADayOnlyALittle() {
    IntStream.range(0, 12)
        .parallel()
        .forEach(writer -> count(
            DAY, IntStream.range(0, 20).mapToObj(i -> writer + "-" + i).toArray(String[]::new)));

    assertThat(delivered().byDay().get(DAY)).hasSizeBetween(32, 31 + 20);
  }

  @Test
  void twoWeeksAreKept() {
    for (int back = 20; back >= 0; back--) {
      count(DAY.minusDays(back), "ann");
    }

    assertThat(delivered().byDay())
        .hasSize(DeliveredRecipients.DAYS)
        .containsKeys(DAY, DAY.minusDays(13));
  }

  private void count(LocalDate day, String... hashes) {
    list().count(new DeliveredOnDay(domain, day, Set.of(hashes)));
  }

  private DeliveredRecipients delivered() {
    return list().delivered(Set.of(domain)).get(domain);
  }
}
