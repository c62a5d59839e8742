package dev.hardstop.suppression;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hardstop.feedback.BounceType;
import dev.hardstop.feedback.ComplaintKind;
import dev.hardstop.feedback.Feedback;
import dev.hardstop.rules.RuleFiles;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The laws of the dossier, on generated sequences; the seed is the test's argument. */
class LawsTest {
  private static final Instant FIRST = Instant.parse("2026-01-01T00:00:00Z");
  private static final int DAYS = 250;
  private static final List<String> ADDRESSES =
      List.of("ann@example.com", "bob@example.com", "carl@example.org");
  private static final List<String> REPLIES = List.of(
      Scene.NOBODY_THERE,
      Scene.ACCESS_DENIED,
      Scene.MAILBOX_FULL,
      Scene.MAILBOX_FULL,
      Scene.BLOCKLISTED,
      Scene.NO_SUCH_DOMAIN,
      Scene.POLICY,
      Scene.POLICY,
      "smtp; 550 5.2.1 The account is disabled",
      "smtp; 550 5.7.26 Unauthenticated mail is not accepted: DMARC policy of the domain",
      "smtp; 421 4.4.2 Connection timed out",
      "");
  private static final List<BounceType> TYPES = List.of(
      new BounceType("Permanent", "General"),
      new BounceType("Permanent", "Suppressed"),
      new BounceType("Permanent", "OnAccountSuppressionList"),
      new BounceType("Transient", "General"),
      new BounceType("Undetermined", "Undetermined"));

  static IntStream seeds() {
    return IntStream.range(0, 400);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void anyOrderAnyDuplicationAndAnySplitGiveTheSameDossiers(int seed) {
    Random random = new Random(seed);
    Scene writing = new Scene();
    List<Feedback> feedback = feedback(writing, random, 40);
    opened(writing).happens(feedback.toArray(Feedback[]::new));

    List<Feedback> again = new ArrayList<>(feedback);
    again.addAll(feedback.subList(0, random.nextInt(feedback.size())));
    Collections.shuffle(again, random);
    Scene other = opened(new Scene());
    while (!again.isEmpty()) {
      List<Feedback> part = again.subList(0, 1 + random.nextInt(again.size()));
      other.happens(part.toArray(Feedback[]::new));
      part.clear();
    }
    assertThat(all(other)).isEqualTo(all(writing));
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void twoTablesMergedAreTheTableThatSawBoth(int seed) {
    Random random = new Random(seed);
    Scene both = opened(new Scene());
    Scene left = opened(new Scene());
    Scene right = opened(new Scene());
    for (Feedback one : feedback(both, random, 40)) {
      both.happens(one);
      (random.nextBoolean() ? left : right).happens(one);
    }
    Map<Subject, Dossier> rights = all(right);
    Map<Subject, Dossier> merged = new java.util.HashMap<>(all(left));
    rights.forEach((subject, dossier) -> merged.merge(subject, dossier, Dossier::merge));
    assertThat(merged).isEqualTo(all(both));
  }

  static IntStream fewSeeds() {
    return IntStream.range(0, 80);
  }

  @ParameterizedTest
  @MethodSource("fewSeeds")
  void moreBadEvidenceNeverMakesAVerdictMilderAtAnyInstant(int seed) {
    Random random = new Random(seed);
    Scene scene = opened(new Scene());
    scene.happens(feedback(scene, random, 30).toArray(Feedback[]::new));
    ADDRESSES.forEach(address -> {
      if (random.nextInt(3) == 0) {
        scene.isReleased(address, instant(random), random.nextBoolean());
      }
    });
    for (int i = 0; i < 6; i++) {
      List<List<Verdict>> before = verdicts(scene);
      scene.happens(bad(scene, random));
      List<List<Verdict>> after = verdicts(scene);
      for (int a = 0; a < before.size(); a++) {
        for (int d = 0; d < before.get(a).size(); d++) {
          assertThat(GRAVITY.compare(after.get(a).get(d), before.get(a).get(d)))
              .as("%s, then %s", before.get(a).get(d), after.get(a).get(d))
              .isNotNegative();
        }
      }
    }
  }

  private static final Comparator<Verdict> GRAVITY = Comparator.comparing(Verdict::state)
      .thenComparing(verdict -> verdict.state() == State.SUPPRESSED || verdict.state() == State.HELD
          ? verdict.until().orElse(java.time.LocalDate.MAX)
          : java.time.LocalDate.MIN);

  private static List<List<Verdict>> verdicts(Scene scene) {
    return ADDRESSES.stream()
        .map(address -> IntStream.range(0, 2 * DAYS / 10)
            .mapToObj(decade -> FIRST.plus(Duration.ofDays(10L * decade)))
            .map(now -> scene.ask(address, now, RuleFiles.book()))
            .toList())
        .toList();
  }

  /** Deliveries are kept where there is a dossier, so there is one from the start. */
  private static Scene opened(Scene scene) {
    ADDRESSES.forEach(address -> scene.list.act(
        Subject.parse(address),
        new Act.Release("opened", "tester", "a test", FIRST.minusSeconds(1), false)));
    return scene;
  }

  private static Map<Subject, Dossier> all(Scene scene) {
    return ((InMemorySuppressionList) scene.list).all();
  }

  private static List<Feedback> feedback(Scene scene, Random random, int howMany) {
    return IntStream.range(0, howMany)
        .<Feedback>mapToObj(i -> random.nextInt(4) == 0
            ? scene.delivery(pick(ADDRESSES, random), instant(random))
            : bad(scene, random))
        .toList();
  }

  private static Feedback bad(Scene scene, Random random) {
    String address = pick(ADDRESSES, random);
    Instant sent = instant(random);
    if (random.nextInt(5) == 0) {
      ComplaintKind kind = pick(List.of(ComplaintKind.values()), random);
      return scene.complaint(address, kind, sent, Duration.ofHours(random.nextInt(3_000) - 100));
    }
    String recipient = random.nextInt(6) == 0 ? "stranger@example.net" : address;
    return scene.bounce(
        recipient, pick(REPLIES, random), scene.mail(sent, address), pick(TYPES, random), "failed");
  }

  private static Instant instant(Random random) {
    return FIRST.plus(Duration.ofMinutes(random.nextInt(DAYS * 24 * 60)));
  }

  private static <T> T pick(List<T> from, Random random) {
    return from.get(random.nextInt(from.size()));
  }
}
