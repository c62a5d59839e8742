package dev.hardstop.suppression;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hardstop.Soak;
import dev.hardstop.feedback.Complaint;
import dev.hardstop.feedback.ComplaintKind;
import dev.hardstop.feedback.Mail;
import dev.hardstop.feedback.MessageTags;
import dev.hardstop.rules.RuleFiles;
import dev.hardstop.smtp.EmailAddress;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The laws of streams, on generated complaints about one address: few of them, which a simple model
 * judges as well, or more than a dossier keeps. Many of them are reported with and without tags, and at
 * the same instant as others.
 */
class StreamLawsTest {
  private static final int CASES = Soak.cases(80, 4_000);
  private static final EmailAddress BOB = EmailAddress.of("bob@example.com");
  private static final Subject SUBJECT = Subject.of(BOB);
  private static final Dossier DOMAIN = Dossier.empty(Subject.domainOf(BOB));
  private static final Instant FIRST = Instant.parse("2026-01-01T00:00:00Z");
  private static final Comparator<Verdict> GRAVITY = Comparator.comparing(Verdict::state)
      .thenComparing(verdict ->
          verdict.isSuppressed() ? verdict.until().orElse(LocalDate.MAX) : LocalDate.MIN);

  @Test
  void anyOrderAnyDuplicationAndAnySplitGiveTheSameDossier() {
    for (int seed = 0; seed < CASES; seed++) {
      Random random = new Random(seed);
      List<Complaint> complaints = complaints(random);
      Dossier inOrder = dossier(complaints);
      List<Complaint> disordered = new ArrayList<>(complaints);
      disordered.addAll(complaints.subList(0, random.nextInt(complaints.size() + 1)));
      Collections.shuffle(disordered, random);
      int split = random.nextInt(disordered.size() + 1);
      Dossier left = dossier(disordered.subList(0, split));
      Dossier right = dossier(disordered.subList(split, disordered.size()));
      assertThat(dossier(disordered)).as("seed %d", seed).isEqualTo(inOrder);
      assertThat(left.merge(right)).as("seed %d", seed).isEqualTo(inOrder);
      assertThat(inOrder.merge(left)).as("seed %d", seed).isEqualTo(inOrder);
    }
  }

  /** Except that tags may arrive after the same complaint without them. */
  @Test
  void moreComplaintsNeverMakeAVerdictMilderForAnyStream() {
    int graver = 0;
    for (int seed = 0; seed < CASES; seed++) {
      Random random = new Random(seed);
      SuppressionPolicy policy = policy(random);
      Instant now = FIRST.plus(Duration.ofDays(random.nextInt(500)));
      List<Complaint> complaints = complaints(random);
      List<Complaint> received = new ArrayList<>();
      Optional<List<Verdict>> before = Optional.empty();
      for (Complaint complaint : complaints) {
        boolean isTwinWithTags = !complaint.mail().tags().isEmpty()
            && received.stream()
                .anyMatch(it -> it.mail().messageId().equals(complaint.mail().messageId()));
        received.add(complaint);
        List<Verdict> after = verdicts(policy, dossier(received), now);
        if (before.isPresent() && !isTwinWithTags) {
          for (int i = 0; i < after.size(); i++) {
            int change = GRAVITY.compare(after.get(i), before.get().get(i));
            assertThat(change).as("seed %d, %d", seed, received.size()).isNotNegative();
            graver += change > 0 ? 1 : 0;
          }
        }
        before = Optional.of(after);
      }
    }
    assertThat(graver).isGreaterThan(CASES);
  }

  @Test
  void withoutAStreamTheVerdictIsTheGravestOverAllStreams() {
    int milder = 0;
    for (int seed = 0; seed < CASES; seed++) {
      Generated generated = Generated.by(seed);
      Verdict any = judge(generated.policy(), generated.dossier(), generated.now());
      List<Verdict> ofStreams = ofStreams(generated.policy(), generated.dossier(), generated.now());
      if (!ofStreams.isEmpty()) {
        assertThat(Collections.max(ofStreams, GRAVITY))
            .as("seed %d", seed)
            .usingComparator(GRAVITY)
            .isEqualTo(any);
        milder +=
            (int) ofStreams.stream().filter(it -> GRAVITY.compare(it, any) < 0).count();
      }
    }
    assertThat(milder).isGreaterThan(CASES / 10);
  }

  /** So whoever mails only the streams that are not named never mails who is suppressed. */
  @Test
  void aVerdictHoldsForExactlyTheStreamsThatItNames() {
    int named = 0;
    for (int seed = 0; seed < CASES; seed++) {
      Generated generated = Generated.by(seed);
      Verdict any = judge(generated.policy(), generated.dossier(), generated.now());
      Set<String> suppressed = new TreeSet<>();
      for (String stream : generated.policy().streams().names()) {
        Verdict its = generated.judge(stream);
        assertThat(its.streams()).isIn(Set.of(), Set.of(stream));
        if (its.isSuppressed() || !any.isSuppressed() && its.state() == any.state()) {
          suppressed.add(stream);
        }
      }
      if (any.streams().isEmpty()) {
        assertThat(suppressed)
            .as("seed %d", seed)
            .isEqualTo(generated.policy().streams().names());
      } else {
        assertThat(any.streams()).as("seed %d", seed).isEqualTo(suppressed);
        named++;
      }
    }
    assertThat(named).isGreaterThan(CASES / 10);
  }

  @Test
  void aStreamThatIsNoLongerListedFreesNobody() {
    int changed = 0;
    for (int seed = 0; seed < CASES; seed++) {
      Generated generated = Generated.by(seed);
      SuppressionPolicy before = generated.policy();
      if (before.streams().names().isEmpty()) {
        continue;
      }
      Dossier dossier = generated.dossier();
      Instant at = generated.now();
      String renamed = before.streams().names().first();
      Set<String> names = new TreeSet<>(before.streams().names());
      names.remove(renamed);
      names.add("renamed");
      SuppressionPolicy after = before.with(Streams.of(names));
      Verdict ofRenamed = before.judge(dossier, DOMAIN, renamed, RuleFiles.book(), at);
      Verdict now = after.judge(dossier, DOMAIN, "renamed", RuleFiles.book(), at);
      assertThat(GRAVITY.compare(now, ofRenamed)).as("seed %d", seed).isNotNegative();
      for (String stream : before.streams().names()) {
        if (!stream.equals(renamed)) {
          Verdict was = before.judge(dossier, DOMAIN, stream, RuleFiles.book(), at);
          Verdict is = after.judge(dossier, DOMAIN, stream, RuleFiles.book(), at);
          assertThat(GRAVITY.compare(is, was)).as("seed %d", seed).isNotNegative();
          changed += GRAVITY.compare(is, was) > 0 ? 1 : 0;
        }
      }
    }
    assertThat(changed).isGreaterThan(CASES / 20);
  }

  /**
   * Tags make no difference, except that the cause states those of its message. It may also state another
   * message, if two complaints have the same time and the same feedback id.
   */
  @Test
  void withoutStreamsAVerdictIsTheSameWithAndWithoutTags() {
    SuppressionPolicy policy = SuppressionPolicy.standard();
    for (int seed = 0; seed < CASES; seed++) {
      Random random = new Random(seed);
      List<Complaint> complaints = few(complaints(random));
      List<ManualAction> actions = actions(random);
      Instant now = FIRST.plus(Duration.ofDays(random.nextInt(500)));
      Verdict tagged = judge(policy, dossier(complaints, actions), now);
      Verdict untagged = judge(
          policy,
          dossier(complaints.stream().map(StreamLawsTest::withoutTags).toList(), actions),
          now);
      assertThat(tagged)
          .as("seed %d", seed)
          .usingRecursiveComparison()
          .ignoringFields("cause.value.from.tags", "cause.value.from.messageId")
          .isEqualTo(untagged);
      assertThat(tagged.streams()).isEmpty();
    }
  }

  @Test
  void aSimpleModelGivesTheSameVerdicts() {
    int suppressed = 0;
    int clear = 0;
    for (int seed = 0; seed < CASES; seed++) {
      Random random = new Random(seed);
      SuppressionPolicy policy = policy(random);
      List<Complaint> complaints = few(complaints(random));
      List<ManualAction> actions = actions(random).stream()
          .filter(ManualAction.Release.class::isInstance)
          .toList();
      Dossier dossier = dossier(complaints, actions);
      Instant now = FIRST.plus(Duration.ofDays(random.nextInt(500)));
      for (String stream : policy.streams().names()) {
        boolean expected = isSuppressed(policy, complaints, actions, stream, now);
        assertThat(policy.judge(dossier, DOMAIN, stream, RuleFiles.book(), now).isSuppressed())
            .as("seed %d, %s", seed, stream)
            .isEqualTo(expected);
        suppressed += expected ? 1 : 0;
        clear += expected ? 0 : 1;
      }
    }
    assertThat(Math.min(suppressed, clear)).isGreaterThan(CASES / 10);
  }

  /** A policy, a dossier and a time of a question. */
  private record Generated(SuppressionPolicy policy, Dossier dossier, Instant now) {
    static Generated by(int seed) {
      Random random = new Random(seed);
      SuppressionPolicy policy = StreamLawsTest.policy(random);
      Dossier dossier = StreamLawsTest.dossier(complaints(random), actions(random));
      return new Generated(policy, dossier, FIRST.plus(Duration.ofDays(random.nextInt(500))));
    }

    Verdict judge(String stream) {
      return policy.judge(dossier, DOMAIN, stream, RuleFiles.book(), now);
    }
  }

  /** By the sentences of the documentation, without any limit. */
  private static boolean isSuppressed(
      SuppressionPolicy policy,
      List<Complaint> complaints,
      List<ManualAction> releases,
      String stream,
      Instant now) {
    return complaints.stream()
        .filter(it -> stream(policy, it).map(stream::equals).orElse(true))
        .filter(it -> !it.mail().tags().isEmpty()
            || complaints.stream()
                .noneMatch(other -> other.kind() == it.kind()
                    && other.mail().messageId().equals(it.mail().messageId())
                    && stream(policy, other).isPresent()))
        .filter(it -> releases.stream()
            .map(ManualAction.Release.class::cast)
            .noneMatch(
                release -> release.includeComplaint() && !release.at().isBefore(it.countsAt())))
        .anyMatch(it -> it.kind() == ComplaintKind.SOLE
            || day(now)
                .isBefore(
                    day(it.countsAt()).plusDays(policy.ambiguousComplaint().forDays())));
  }

  private static Optional<String> stream(SuppressionPolicy policy, Complaint complaint) {
    MessageTags tags = complaint.mail().tags();
    String name = tags.stream().isEmpty() ? tags.configurationSet() : tags.stream();
    return Optional.of(name).filter(policy.streams()::contains);
  }

  private static LocalDate day(Instant instant) {
    return LocalDate.ofInstant(instant, ZoneOffset.UTC);
  }

  /** So few that a dossier keeps all of them. */
  private static List<Complaint> few(List<Complaint> complaints) {
    return complaints.subList(0, Math.min(20, complaints.size()));
  }

  private static SuppressionPolicy policy(Random random) {
    SuppressionPolicy any = AnyPolicy.of(random);
    return random.nextInt(3) == 0 ? any : any.with(Streams.of(AnyPolicy.STREAMS));
  }

  private static List<Complaint> complaints(Random random) {
    List<MessageTags> pairs = pairs(random);
    List<Instant> instants = IntStream.range(0, 3 + random.nextInt(40))
        .mapToObj(i -> FIRST.plus(Duration.ofHours(random.nextInt(8_000))))
        .toList();
    List<Complaint> complaints = new ArrayList<>();
    int howMany = random.nextBoolean() ? random.nextInt(8) : random.nextInt(70);
    for (int i = 0; i < howMany; i++) {
      Instant sent = instants.get(random.nextInt(instants.size()));
      MessageTags tags = pairs.get(random.nextInt(pairs.size()));
      ComplaintKind kind =
          random.nextInt(3) > 0 ? ComplaintKind.SOLE : ComplaintKind.ONE_OF_SEVERAL;
      Complaint complaint = new Complaint(
          new Mail("message-" + i, sent, List.of(BOB), tags),
          "feedback-" + random.nextInt(50),
          Optional.of(BOB),
          kind,
          sent.plus(Duration.ofHours(random.nextInt(3))));
      complaints.add(complaint);
      if (random.nextInt(3) > 0) {
        complaints.add(withoutTags(complaint));
      }
    }
    Collections.shuffle(complaints, random);
    return complaints;
  }

  private static List<MessageTags> pairs(Random random) {
    int sets = 1 + random.nextInt(random.nextBoolean() ? 3 : 12);
    Set<MessageTags> pairs = new HashSet<>(List.of(new MessageTags("", "marketing", "")));
    List<String> tags = random.nextInt(3) == 0
        ? List.of("", "newsletter", "receipts", "survey")
        : List.of("newsletter", "receipts");
    for (String tag : tags) {
      for (int set = 0; set < sets; set++) {
        pairs.add(new MessageTags(tag, "set-" + set, ""));
      }
    }
    if (random.nextInt(4) == 0) {
      pairs.add(MessageTags.NONE);
    }
    return pairs.stream().sorted(Comparator.comparing(MessageTags::toString)).toList();
  }

  private static Complaint withoutTags(Complaint it) {
    Mail mail = new Mail(it.mail().messageId(), it.mail().timestamp(), it.mail().destination());
    return new Complaint(mail, it.feedbackId(), it.recipient(), it.kind(), it.timestamp());
  }

  private static List<ManualAction> actions(Random random) {
    List<ManualAction> actions = new ArrayList<>();
    int howMany = random.nextInt(6);
    for (int i = 0; i < howMany; i++) {
      Instant at = FIRST.plus(Duration.ofHours(random.nextInt(8_000)));
      TreeSet<String> streams = new TreeSet<>(AnyPolicy.STREAMS);
      streams.removeIf(stream -> random.nextBoolean());
      actions.add(
          random.nextInt(3) == 0
              ? new ManualAction.Release("a" + i, "tester", "a test", at, random.nextBoolean())
              : new ManualAction.Suppression(
                  "a" + i,
                  "tester",
                  "a test",
                  at,
                  random.nextBoolean()
                      ? Optional.empty()
                      : Optional.of(day(at).plusDays(random.nextInt(300))),
                  streams));
    }
    return actions;
  }

  private static Dossier dossier(List<Complaint> complaints) {
    return dossier(complaints, List.of());
  }

  private static Dossier dossier(List<Complaint> complaints, List<ManualAction> actions) {
    InMemoryDossierTable table = new InMemoryDossierTable();
    Recorder recorder =
        new Recorder(RuleFiles.book(), SuppressionPolicy.standard(), table, Runnable::run);
    complaints.forEach(complaint -> TestRecording.record(recorder, List.of(complaint)));
    actions.forEach(action -> table.addAction(SUBJECT, action));
    return table.read(Set.of(SUBJECT)).get(SUBJECT);
  }

  private static Verdict judge(SuppressionPolicy policy, Dossier dossier, Instant now) {
    return policy.judge(dossier, DOMAIN, RuleFiles.book(), now);
  }

  private static List<Verdict> ofStreams(SuppressionPolicy policy, Dossier dossier, Instant now) {
    return policy.streams().names().stream()
        .map(stream -> policy.judge(dossier, DOMAIN, stream, RuleFiles.book(), now))
        .toList();
  }

  /** Of any stream, and of each. */
  private static List<Verdict> verdicts(SuppressionPolicy policy, Dossier dossier, Instant now) {
    return Stream.concat(
            Stream.of(judge(policy, dossier, now)), ofStreams(policy, dossier, now).stream())
        .toList();
  }
}
