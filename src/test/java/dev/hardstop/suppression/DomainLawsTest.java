package dev.hardstop.suppression;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hardstop.Soak;
import dev.hardstop.classification.BounceReason;
import dev.hardstop.feedback.Bounce;
import dev.hardstop.feedback.BounceType;
import dev.hardstop.feedback.ComplaintKind;
import dev.hardstop.feedback.Feedback;
import dev.hardstop.rules.RuleFiles;
import dev.hardstop.suppression.Incident.IncidentSlot;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The laws of evidence about a whole domain, on generated histories; the argument is the seed. */
class DomainLawsTest {
  private static final Instant FIRST = Instant.parse("2026-06-01T00:00:00Z");
  private static final int DAYS = 150;
  private static final Subject.Domain DOMAIN = new Subject.Domain("contoso.com");
  private static final List<String> ADDRESSES = List.of("ann@contoso.com", "bob@contoso.com");
  private static final List<String> REPLIES = List.of(
      MailFixture.NOBODY_THERE,
      MailFixture.ACCESS_DENIED,
      MailFixture.ACCESS_DENIED,
      MailFixture.MAILBOX_FULL,
      MailFixture.NO_SUCH_DOMAIN,
      MailFixture.POLICY,
      "");
  private static final Comparator<Verdict> GRAVITY = Comparator.comparing(Verdict::state)
      .thenComparing(verdict ->
          verdict.isSuppressed() ? verdict.until().orElse(LocalDate.MAX) : LocalDate.MIN);

  static IntStream seeds() {
    return IntStream.range(0, Soak.cases(30, 300));
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void moreBadEvidenceNeverMakesAVerdictMilderWhateverIsLifted(int seed) {
    Random random = new Random(seed);
    MailFixture fixture = opened(new MailFixture());
    fixture.happens(history(fixture, random).toArray(Feedback[]::new));
    decide(fixture, random);
    for (int i = 0; i < 4; i++) {
      List<Verdict> before = verdicts(fixture);
      fixture.happens(bad(fixture, random));
      List<Verdict> after = verdicts(fixture);
      for (int at = 0; at < before.size(); at++) {
        assertThat(GRAVITY.compare(after.get(at), before.get(at)))
            .as("%s, then %s", before.get(at), after.get(at))
            .isNotNegative();
      }
    }
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void orderNeverMatters(int seed) {
    Random random = new Random(seed);
    MailFixture first = opened(new MailFixture());
    List<Feedback> history = new ArrayList<>(history(first, random));
    first.happens(history.toArray(Feedback[]::new));
    decide(first, new Random(seed));

    MailFixture second = opened(new MailFixture());
    decide(second, new Random(seed));
    Collections.shuffle(history, random);
    history.forEach(second::happens);

    assertThat(verdicts(second)).isEqualTo(verdicts(first));
  }

  /** Evidence that is not excluded is judged as if the excluded evidence did not exist. */
  @ParameterizedTest
  @MethodSource("seeds")
  void excludedEvidenceHasNoEffectAtAll(int seed) {
    Random random = new Random(seed);
    MailFixture fixture = opened(new MailFixture());
    LocalDate from = day(random);
    LocalDate to = from.plusDays(random.nextInt(20));
    List<Feedback> history = history(fixture, random);
    MailFixture without = opened(new MailFixture());
    without.happens(history.stream()
        .filter(feedback -> !isExcused(feedback, from, to))
        .toArray(Feedback[]::new));
    fixture.happens(history.toArray(Feedback[]::new));
    fixture.hasExcludedDays(DOMAIN.domain(), from.toString(), to.toString());

    List<Verdict> withExcluded = verdicts(fixture);
    List<Verdict> withoutThem = verdicts(without);
    for (int at = 0; at < withExcluded.size(); at++) {
      assertThat(withExcluded.get(at).state()).isEqualTo(withoutThem.get(at).state());
      assertThat(withExcluded.get(at).until()).isEqualTo(withoutThem.get(at).until());
      assertThat(withExcluded.get(at).days()).isEqualTo(withoutThem.get(at).days());
    }
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void incidentsMergeInAnyOrder(int seed) {
    Random random = new Random(seed);
    List<Dossier> parts = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      Dossier part = Dossier.empty(DOMAIN);
      for (int j = 0; j < random.nextInt(4); j++) {
        part = part.with(incident(random));
      }
      parts.add(part);
    }
    Dossier one = parts.stream().reduce(Dossier.empty(DOMAIN), Dossier::merge);
    Collections.shuffle(parts, random);
    Dossier left = parts.subList(0, 3).stream().reduce(Dossier.empty(DOMAIN), Dossier::merge);
    Dossier right = parts.subList(3, 6).stream().reduce(Dossier.empty(DOMAIN), Dossier::merge);

    assertThat(right.merge(left)).isEqualTo(one).isEqualTo(one.merge(one));
  }

  private static boolean isExcused(Feedback feedback, LocalDate from, LocalDate to) {
    LocalDate day = feedback.mail().day();
    return feedback instanceof Bounce && !day.isBefore(from) && !day.isAfter(to);
  }

  /** Incidents with any end, excluded days and releases: the given state. */
  private static void decide(MailFixture fixture, Random random) {
    if (random.nextBoolean()) {
      LocalDate from = day(random);
      LocalDate to = from.plusDays(random.nextInt(10));
      BounceReason[] reasons = random.nextBoolean()
          ? new BounceReason[0]
          : new BounceReason[] {BounceReason.ACCESS_DENIED, BounceReason.INVALID_RECIPIENT};
      fixture.hasExcludedDays(DOMAIN.domain(), from.toString(), to.toString(), reasons);
    }
    if (random.nextInt(3) == 0) {
      fixture.isReleased("@contoso.com", instant(random), false);
    }
    IncidentSlot slot = (IncidentSlot) fixture.list;
    Optional<Incident> before = Optional.empty();
    for (Incident incident : Stream.generate(() -> incident(random))
        .limit(random.nextInt(4))
        .sorted()
        .toList()) {
      if (slot.put(DOMAIN.domain(), before, incident)) {
        before = Optional.of(incident);
      }
    }
  }

  private static Incident incident(Random random) {
    int which = random.nextInt(5);
    Instant opened = FIRST.plus(Duration.ofDays(which * 30L));
    LocalDate from = LocalDate.ofInstant(opened, ZoneOffset.UTC).minusDays(1);
    int days = random.nextInt(6);
    return new Incident(
        "incident-" + which,
        from,
        opened,
        random.nextInt(3) == 0
            ? Optional.empty()
            : Optional.of(new Incident.Ending(
                opened.plus(Duration.ofDays(days)), random.nextBoolean(), from.plusDays(days))));
  }

  /** The verdicts on every address, every fifth day. */
  private static List<Verdict> verdicts(MailFixture fixture) {
    return ADDRESSES.stream()
        .flatMap(address -> IntStream.range(0, (DAYS + 120) / 5)
            .mapToObj(fifth -> FIRST.plus(Duration.ofHours(120L * fifth + 7)))
            .map(now -> fixture.ask(address, now, RuleFiles.book())))
        .toList();
  }

  private static List<Feedback> history(MailFixture fixture, Random random) {
    return IntStream.range(0, 30)
        .<Feedback>mapToObj(i -> random.nextInt(4) == 0
            ? fixture.delivery(pick(ADDRESSES, random), instant(random))
            : bad(fixture, random))
        .toList();
  }

  /** Creates the dossiers, because deliveries are kept only for an address with one. */
  private static MailFixture opened(MailFixture fixture) {
    ADDRESSES.forEach(address -> fixture.isReleased(address, FIRST.minusSeconds(1), false));
    return fixture;
  }

  private static Feedback bad(MailFixture fixture, Random random) {
    String address = pick(ADDRESSES, random);
    Instant sent = instant(random);
    if (random.nextInt(9) == 0) {
      return fixture.complaint(address, ComplaintKind.ONE_OF_SEVERAL, sent, Duration.ofHours(30));
    }
    return fixture.bounce(
        address, pick(REPLIES, random), sent, new BounceType("Permanent", "General"));
  }

  private static LocalDate day(Random random) {
    return LocalDate.ofInstant(instant(random), ZoneOffset.UTC);
  }

  private static Instant instant(Random random) {
    return FIRST.plus(Duration.ofMinutes(random.nextInt(DAYS * 24 * 60)));
  }

  private static <T> T pick(List<T> from, Random random) {
    return from.get(random.nextInt(from.size()));
  }
}
