package dev.hardstop.cli;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hardstop.cli.LineScreening.ScreeningListener;
import dev.hardstop.feedback.Feedback;
import dev.hardstop.imports.FileSummary;
import dev.hardstop.imports.ImportLine;
import dev.hardstop.imports.RefusedFile;
import dev.hardstop.imports.SourcePosition;
import dev.hardstop.sesevent.ImportMessage;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.LongConsumer;

/**
 * Sends the lines of an input, a few hundred at a time, and records its progress, so that the same import continues
 * there after Ctrl-C. Sending a line twice changes nothing, so continuing only saves time.
 *
 * <p>Deliveries are sent in a second {@linkplain Sweep sweep} over the input. The table keeps a delivery only for an
 * address that it knows, so deliveries must come after the bounces, wherever they stand in the input. Otherwise a
 * second import of the same input could record deliveries that the first one could not.
 */
final class ImportRun implements ScreeningListener {
  private static final int MOST_LINES = 500;
  private static final int MOST_CHARACTERS = 2_000_000;

  /** The import stops after this many refused lines, because so many refusals have a common cause. */
  private static final int MOST_REFUSED = 10_000;

  private static final String DEAD_LETTERS_BEFORE = "deadLettersBefore";

  private final ImportDestination destination;
  private final RejectsFile rejects;
  private final ResumeFile resume;

  /** The dead letters before the first run of this import. */
  private final OptionalLong deadLettersBefore;

  /** How many messages an earlier run sent. Those of them that were refused are sent again. */
  private final long sentEarlier;

  private final Set<Long> refusedEarlier = new HashSet<>();
  private final Set<Long> refused = new HashSet<>();
  private final Map<LineScreening.LeftOut, Long> leftOut =
      new EnumMap<>(LineScreening.LeftOut.class);
  private final List<PendingLine> pending = new ArrayList<>();
  private Sweep sweep = Sweep.ALL;
  private int pendingCharacters;
  private LongConsumer progress = places -> {};

  /** The place of the last message in the order of sending, from 1. */
  private long place;

  private long accepted;

  /** Which lines are sent while the input is read. */
  enum Sweep {
    /** All lines, because there are only deliveries, or none. */
    ALL,
    /** Bounces and complaints. Lines that are not sent are counted in this sweep. */
    ALL_BUT_DELIVERIES,
    /** Deliveries only. */
    DELIVERIES
  }

  private record PendingLine(long place, SourcePosition position, String body) {}

  /** A thread was interrupted while it waited for the destination. */
  static final class InterruptedRunException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    InterruptedRunException(InterruptedException cause) {
      super(cause);
    }
  }

  /** Counts the dead letters, unless an earlier run has begun this import. */
  ImportRun(ImportDestination destination, RejectsFile rejects, ResumeFile resume) {
    this.destination = requireNonNull(destination, "destination is null");
    this.rejects = requireNonNull(rejects, "rejects is null");
    this.resume = requireNonNull(resume, "resume is null");
    Optional<ObjectNode> state = resume.read();
    sentEarlier = state.map(it -> it.path("sent").asLong()).orElse(0L);
    state.ifPresent(it -> it.path("refused").forEach(each -> refusedEarlier.add(each.asLong())));
    deadLettersBefore = state.isEmpty()
        ? destination.deadLetters()
        : state
            .map(it -> it.path(DEAD_LETTERS_BEFORE))
            .filter(JsonNode::isIntegralNumber)
            .map(it -> OptionalLong.of(it.asLong()))
            .orElse(OptionalLong.empty());
  }

  /** How many messages an earlier run sent. */
  long sentEarlier() {
    return sentEarlier;
  }

  /** For {@link ImportDestination#awaitProcessed}. */
  OptionalLong deadLettersBefore() {
    return deadLettersBefore;
  }

  /**
   * Begins a sweep, before the input is read again.
   *
   * @param sent receives how many messages have been sent, including those of an earlier run
   */
  void begin(Sweep next, LongConsumer sent) {
    sweep = next;
    progress = sent;
  }

  /** Sends what is left of a sweep. */
  void end() {
    flush();
  }

  /** How many messages were accepted, including those of an earlier run. */
  long accepted() {
    return accepted;
  }

  /** How many messages the destination refused. */
  long refused() {
    return refused.size();
  }

  /** How many lines were not sent for this reason. */
  long leftOut(LineScreening.LeftOut reason) {
    return leftOut.getOrDefault(reason, 0L);
  }

  @Override
  public void accepted(
      ImportLine line, ImportMessage message, List<Feedback> feedback, byte[] digest) {
    boolean isDelivery = SecondOpinion.isDelivery(feedback);
    if (sweep != Sweep.ALL && isDelivery != (sweep == Sweep.DELIVERIES)) {
      return;
    }
    place++;
    if (place <= sentEarlier && !refusedEarlier.contains(place)) {
      accepted++;
      return;
    }
    String body = message.toJson();
    pending.add(new PendingLine(place, line.position(), body));
    pendingCharacters += body.length();
    if (pending.size() == MOST_LINES || pendingCharacters > MOST_CHARACTERS) {
      flush();
    }
  }

  @Override
  public void leftOut(
      LineScreening.LeftOut reason, SourcePosition position, String why, String original) {
    if (sweep == Sweep.DELIVERIES) {
      return;
    }
    leftOut.merge(reason, 1L, Long::sum);
    if (reason == LineScreening.LeftOut.UNREADABLE || reason == LineScreening.LeftOut.REFUSED) {
      rejects.add(position, why, original);
    }
  }

  @Override
  public void refused(RefusedFile file) {
    if (sweep != Sweep.DELIVERIES) {
      rejects.add(new SourcePosition(file.source(), 0, 0), file.why(), "");
    }
  }

  @Override
  public void ended(FileSummary summary) {
    // The second opinion shows it.
  }

  private void flush() {
    if (pending.isEmpty()) {
      return;
    }
    Map<Integer, String> failures = send(pending.stream().map(PendingLine::body).toList());
    failures.forEach((index, why) -> {
      PendingLine failed = pending.get(index);
      refused.add(failed.place());
      rejects.add(failed.position(), why, failed.body());
    });
    accepted += pending.size() - failures.size();
    pending.clear();
    pendingCharacters = 0;
    writeProgress();
    progress.accept(Math.max(place, sentEarlier));
    if (refused.size() > MOST_REFUSED) {
      throw CommandException.unreachable("more than " + MOST_REFUSED
          + " lines were refused: the import stops; " + rejects.path() + " says why");
    }
  }

  private Map<Integer, String> send(List<String> bodies) {
    try {
      return destination.send(bodies);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedRunException(e);
    }
  }

  /** A message that was refused in an earlier run stays listed until this run reaches it. */
  private void writeProgress() {
    ObjectNode state = JsonNodeFactory.instance.objectNode();
    state.put("sent", Math.max(place, sentEarlier));
    deadLettersBefore.ifPresent(before -> state.put(DEAD_LETTERS_BEFORE, before));
    ArrayNode places = state.putArray("refused");
    refused.stream().sorted().forEach(places::add);
    refusedEarlier.stream().filter(it -> it > place).sorted().forEach(places::add);
    resume.write(state);
  }
}
