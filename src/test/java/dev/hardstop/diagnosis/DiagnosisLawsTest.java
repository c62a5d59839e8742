package dev.hardstop.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hardstop.Soak;
import dev.hardstop.classification.BounceReason;
import dev.hardstop.feedback.Bounce;
import dev.hardstop.feedback.Feedback;
import dev.hardstop.rules.RuleFiles;
import dev.hardstop.suppression.DeliveredRecipients;
import dev.hardstop.suppression.DeliveredRecipients.RecipientHash;
import dev.hardstop.suppression.Dossier;
import dev.hardstop.suppression.Dossiers.RecordedDossier;
import dev.hardstop.suppression.Subject;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The laws of diagnoses, on generated activity. The argument of a test is the seed. */
class DiagnosisLawsTest {
  private static final Diagnostician DIAGNOSTICIAN = new Diagnostician(Thresholds.standard());
  private static final List<String> REPLIES = List.of(
      DomainMail.ACCESS_DENIED,
      DomainMail.ACCESS_DENIED,
      DomainMail.NOBODY_THERE,
      DomainMail.RELAY_DENIED,
      DomainMail.TENANT_RESTRICTED,
      DomainMail.BLOCKLISTED,
      DomainMail.NOT_AUTHENTICATED,
      DomainMail.SLOW_DOWN,
      DomainMail.TIMED_OUT,
      DomainMail.FULL,
      DomainMail.TOO_LARGE,
      "smtp; 550 Requested action not taken");

  static IntStream seeds() {
    return IntStream.range(0, Soak.cases(60, 1_000));
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void moreDeliveriesNeverMakeADiagnosisMoreSerious(int seed) {
    Random random = new Random(seed);
    DomainMail contoso = new DomainMail();
    int people = 2 + random.nextInt(random.nextInt(4) == 0 ? 60 : 14);
    contoso.record(bounces(contoso, people, random));
    SortedMap<LocalDate, Set<String>> delivered = new TreeMap<>();
    Set<BounceReason> spiking = spiking(random);
    DomainActivity activity = activity(contoso, delivered);
    Extent before = extent(activity, spiking);
    for (int i = 0; i < 30; i++) {
      deliver(delivered, contoso, people + 20, 1 + random.nextInt(8), random);
      DomainActivity more = activity(contoso, delivered);
      Extent after = extent(more, spiking);
      assertThat(after)
          .as("%s, then %s", activity.figures(), more.figures())
          .isLessThanOrEqualTo(before);
      activity = more;
      before = after;
    }
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void moreDeliveriesOfTodayNeverOpenAnIncident(int seed) {
    Random random = new Random(seed);
    DomainMail contoso = new DomainMail();
    int people = 2 + random.nextInt(14);
    contoso.record(
        random.nextBoolean()
            ? bounces(contoso, people, random)
            : bouncesOfNearlyAll(contoso, people, random));
    SortedMap<LocalDate, Set<String>> delivered = new TreeMap<>();
    deliver(delivered, contoso, people, 20, random);
    boolean opened = opens(activity(contoso, delivered));
    Set<String> today = new HashSet<>(delivered.getOrDefault(DomainMail.TODAY, new HashSet<>()));
    for (int person = 0; person < people; person++) {
      today.add(RecipientHash.of(contoso.address(person)));
      delivered.put(DomainMail.TODAY, Set.copyOf(today));
      boolean opens = opens(activity(contoso, delivered));
      assertThat(opened || !opens).as("a delivery to recipient %d", person).isTrue();
      opened = opens;
    }
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void theOrderOfEvidenceDoesNotMatter(int seed) {
    Random random = new Random(seed);
    DomainMail contoso = new DomainMail();
    int people = 2 + random.nextInt(14);
    List<Feedback> feedback = new ArrayList<>(bounces(contoso, people, random));
    for (int i = 0; i < 40; i++) {
      feedback.add(contoso.delivery(random.nextInt(people), day(random)));
    }
    Set<BounceReason> spiking = spiking(random);
    contoso.record(feedback);
    Collections.shuffle(feedback, random);
    DomainMail other = new DomainMail();
    feedback.forEach(one -> other.record(List.of(one)));
    other.record(feedback.subList(0, feedback.size() / 2));
    assertThat(other.diagnosis(spiking)).isEqualTo(contoso.diagnosis(spiking));
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void theOrderOfAddressesDoesNotMatterWhereMoreAreDeliveredThanCounted(int seed) {
    Random random = new Random(seed);
    DomainMail contoso = new DomainMail();
    contoso.record(bounces(contoso, 60, random));
    SortedMap<LocalDate, Set<String>> delivered = new TreeMap<>();
    deliver(delivered, contoso, 80, 400, random);
    List<Dossier> dossiers = new ArrayList<>(addresses(contoso));
    Diagnosis first = DIAGNOSTICIAN.diagnose(activity(dossiers, contoso, delivered), Set.of());
    Collections.shuffle(dossiers, random);
    assertThat(DIAGNOSTICIAN.diagnose(activity(dossiers, contoso, delivered), Set.of()))
        .isEqualTo(first);
  }

  /** How much of a domain's mail fails by its diagnosis. */
  private enum Extent {
    NOTHING,
    SOME_RECIPIENTS,
    NEARLY_ALL
  }

  private static Extent extent(DomainActivity activity, Set<BounceReason> spiking) {
    if (DIAGNOSTICIAN.diagnose(activity, spiking).name() == Diagnosis.Name.NOTHING_UNUSUAL) {
      return Extent.NOTHING;
    }
    return RefusalStreak.of(activity, Thresholds.standard().opening()).isPresent()
        ? Extent.NEARLY_ALL
        : Extent.SOME_RECIPIENTS;
  }

  private static boolean opens(DomainActivity activity) {
    return new IncidentLifecycle(Thresholds.standard())
        .next(
            activity,
            DIAGNOSTICIAN.diagnose(activity, Set.of()),
            activity.incident(),
            DomainMail.on(DomainMail.TODAY))
        .isPresent();
  }

  private static List<Feedback> bounces(DomainMail contoso, int people, Random random) {
    String usual = pick(REPLIES, random);
    double others = random.nextDouble() * 0.5;
    int lately = random.nextInt(3);
    return IntStream.range(0, 3 + random.nextInt(2 * people))
        .<Feedback>mapToObj(i -> contoso.bounce(
            random.nextInt(people),
            random.nextDouble() < others ? pick(REPLIES, random) : usual,
            random.nextInt(4) > 0 ? DomainMail.daysAgo(random.nextInt(lately + 1)) : day(random)))
        .toList();
  }

  /**
   * Bounces of yesterday and today with about as many refusals as an incident requires: one recipient
   * more or less decides.
   */
  private static List<Bounce> bouncesOfNearlyAll(DomainMail contoso, int people, Random random) {
    List<Bounce> bounces = new ArrayList<>();
    for (int person = 0; person < people; person++) {
      for (int day = random.nextInt(2); day >= 0; day--) {
        String reply = random.nextInt(5) > 0 ? DomainMail.ACCESS_DENIED : pick(REPLIES, random);
        bounces.add(contoso.bounce(person, reply, DomainMail.daysAgo(day)));
      }
    }
    return bounces;
  }

  private static void deliver(
      SortedMap<LocalDate, Set<String>> delivered,
      DomainMail contoso,
      int people,
      int count,
      Random random) {
    for (int i = 0; i < count; i++) {
      delivered
          .computeIfAbsent(day(random), none -> new HashSet<>())
          .add(RecipientHash.of(contoso.address(random.nextInt(people))));
    }
  }

  private static DomainActivity activity(
      DomainMail contoso, SortedMap<LocalDate, Set<String>> delivered) {
    return activity(addresses(contoso), contoso, delivered);
  }

  private static DomainActivity activity(
      List<Dossier> dossiers, DomainMail contoso, SortedMap<LocalDate, Set<String>> delivered) {
    Subject domain = Subject.parse("@" + DomainMail.DOMAIN);
    DomainActivity.Builder activity = new DomainActivity.Builder(
        contoso.list.read(Set.of(domain)).get(domain),
        new DeliveredRecipients(DomainMail.DOMAIN, delivered),
        RuleFiles.book(),
        DomainMail.on(DomainMail.TODAY),
        DomainMail.on(DomainMail.TODAY));
    dossiers.forEach(dossier -> activity.add(RecordedDossier.longAgo(dossier)));
    return activity.build(false);
  }

  private static List<Dossier> addresses(DomainMail contoso) {
    return contoso.list.all().values().stream()
        .filter(dossier -> dossier.subject() instanceof Subject.Address)
        .toList();
  }

  private static Set<BounceReason> spiking(Random random) {
    Set<BounceReason> spiking = EnumSet.noneOf(BounceReason.class);
    if (random.nextInt(3) == 0) {
      spiking.add(BounceReason.ACCESS_DENIED);
      spiking.add(pick(List.of(BounceReason.values()), random));
    }
    return spiking;
  }

  private static LocalDate day(Random random) {
    return DomainMail.daysAgo(random.nextInt(18) - 1);
  }

  private static <T> T pick(List<T> from, Random random) {
    return from.get(random.nextInt(from.size()));
  }
}
