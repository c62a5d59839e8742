package dev.hardstop.suppression;

import dev.hardstop.classification.BounceReason;
import dev.hardstop.classification.DeliveryStatus;
import dev.hardstop.classification.MaskedText;
import dev.hardstop.feedback.BounceType;
import dev.hardstop.feedback.ComplaintKind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/** Observations for tests of suppression lists. */
public final class Observations {
  /** A rule that is in no book. */
  public static final String RULE = "example.no-such-user";

  private Observations() {}

  /** A bounce of a message that was sent at this time. */
  public static Observation bounce(Subject subject, String historyId, String at) {
    return of(subject, historyId, bounced(at, "feedback-" + at, "550 5.1.1 No such user"), false);
  }

  /** A bounce that leads to a suppression without end. */
  public static Observation endless(Subject subject, String historyId, String at) {
    Observation bounce = bounce(subject, historyId, at);
    return new Observation(subject, historyId, bounce.history(), true);
  }

  /** An observation of this evidence on its own day. */
  public static Observation of(
      Subject subject, String historyId, Evidence evidence, boolean neverExpires) {
    return new Observation(subject, historyId, RuleHistory.of(evidence), neverExpires);
  }

  /** Evidence of a bounce with these words. */
  public static Evidence bounced(String at, String feedbackId, String words) {
    return new Evidence.BounceEvidence(
        new Evidence.Origin(Instant.parse(at), "message-1", feedbackId, Optional.empty()),
        new DeliveryStatus(
            "5.1.1",
            "failed",
            new MaskedText(words),
            new BounceType("Permanent", "General"),
            "a1.smtp-out.example.com",
            "192.0.2.25"),
        BounceReason.INVALID_RECIPIENT);
  }

  /** Evidence of a complaint. */
  public static Evidence complained(String at, ComplaintKind kind) {
    return new Evidence.ComplaintEvidence(
        new Evidence.Origin(Instant.parse(at), "message-2", "feedback-2", Optional.empty()), kind);
  }

  /** Observations of a few subjects and rules, some of them equal, some on the same day. */
  public static List<Observation> any(Random random, int count, List<Subject> subjects) {
    List<Observation> observations = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Subject subject = subjects.get(random.nextInt(subjects.size()));
      String at = "2026-11-%02dT1%d:00:00Z".formatted(1 + random.nextInt(9), random.nextInt(3));
      Evidence evidence =
          bounced(at, "feedback-" + random.nextInt(3), "550 words " + random.nextInt(3));
      observations.add(of(subject, "rule." + random.nextInt(3), evidence, random.nextInt(9) == 0));
    }
    return observations;
  }
}
