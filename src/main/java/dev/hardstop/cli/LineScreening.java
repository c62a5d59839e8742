package dev.hardstop.cli;

import static java.util.Objects.requireNonNull;

import dev.hardstop.feedback.Feedback;
import dev.hardstop.imports.FileSummary;
import dev.hardstop.imports.ImportLine;
import dev.hardstop.imports.ImportLine.LineKind;
import dev.hardstop.imports.ImportListener;
import dev.hardstop.imports.RefusedFile;
import dev.hardstop.imports.SourcePosition;
import dev.hardstop.imports.UnreadableLine;
import dev.hardstop.sesevent.ImportMessage;
import dev.hardstop.sesevent.Notification;
import dev.hardstop.sesevent.SesEventReader.InvalidSesEventException;
import dev.hardstop.suppression.SesListEntry;
import dev.hardstop.suppression.SesListEntry.ListingReason;
import dev.hardstop.suppression.Sha256;
import java.util.List;
import java.util.Optional;

/**
 * Decides for each line of the input whether it is sent, and as which message. The second opinion and the import each
 * read the whole input with a screening of their own, so both come to the same decisions.
 */
final class LineScreening implements ImportListener {
  static final String NO_STREAM =
      "an unsubscription: name the stream that these people left with --unsubscribes-as";

  private final Optional<String> unsubscribesAs;
  private final ScreeningListener listener;
  private final SeenContents seen = new SeenContents();

  /**
   * @param unsubscribesAs the stream that unsubscriptions are imported for, unless the file names one; if empty,
   *     unsubscriptions are refused
   */
  LineScreening(Optional<String> unsubscribesAs, ScreeningListener listener) {
    this.unsubscribesAs = requireNonNull(unsubscribesAs, "unsubscribesAs is null");
    this.listener = requireNonNull(listener, "listener is null");
  }

  /**
   * Receives the decision about each line, in the order of the input. Each line is reported once.
   */
  interface ScreeningListener {
    /**
     * The line is sent.
     *
     * @param feedback what the message reports, one or more
     * @param digest the SHA-256 digest of the message's content, 32 bytes
     */
    void accepted(ImportLine line, ImportMessage message, List<Feedback> feedback, byte[] digest);

    /**
     * The line is not sent.
     *
     * @param why for people, without text of the line; for an ignored line, its type
     * @param original what the line contains; empty if it is not known
     */
    void leftOut(LeftOut reason, SourcePosition position, String why, String original);

    /** A file is not read, or not completely. */
    void refused(RefusedFile file);

    /** A file has been read. */
    void ended(FileSummary summary);
  }

  /** Why a line is not sent. */
  enum LeftOut {
    /** An earlier line has the same content. */
    DUPLICATE,
    /** It is an unsubscription, and no stream is named. */
    REFUSED,
    /** It does not say whether an address can be mailed. */
    IGNORED,
    /** It cannot be read. */
    UNREADABLE
  }

  /** Whether repetitions are no longer recognised, because there are too many different lines. */
  boolean isFull() {
    return seen.isFull();
  }

  @Override
  public void line(ImportLine line) {
    switch (line.kind()) {
      case IGNORED -> leaveOut(LeftOut.IGNORED, line, line.label());
      case UNSUBSCRIBE -> {
        if (unsubscribesAs.isEmpty()) {
          leaveOut(LeftOut.REFUSED, line, NO_STREAM);
        } else {
          screen(line);
        }
      }
      default -> screen(line);
    }
  }

  private void screen(ImportLine line) {
    try {
      ImportMessage message = message(line);
      Notification notification = message.notification();
      if (notification instanceof Notification.Ignored ignored) {
        leaveOut(LeftOut.IGNORED, line, ignored.type());
      } else if (notification instanceof Notification.Reported reported) {
        screen(line, message, reported.feedback());
      }
    } catch (InvalidSesEventException | IllegalArgumentException invalid) {
      leaveOut(LeftOut.UNREADABLE, line, invalid.getMessage());
    }
  }

  private void screen(ImportLine line, ImportMessage message, List<Feedback> feedback) {
    byte[] digest = Sha256.of(message.event().toString());
    if (feedback.isEmpty()) {
      leaveOut(LeftOut.IGNORED, line, "an event without recipients");
    } else if (seen.add(digest)) {
      listener.accepted(line, message, feedback, digest);
    } else {
      leaveOut(LeftOut.DUPLICATE, line, "an earlier line has the same content");
    }
  }

  private ImportMessage message(ImportLine line) {
    return switch (line.kind()) {
      case SES_EVENT -> ImportMessage.sesEvent(line.format(), line.event().orElseThrow());
      case SES_LIST_ENTRY ->
        ImportMessage.sesListEntry(new SesListEntry(
            line.address().orElseThrow().spelling(),
            line.address().orElseThrow(),
            ListingReason.valueOf(line.label()),
            line.time()));
      case BOUNCE, BLOCK ->
        ImportMessage.bounce(
            line.format(),
            line.address().orElseThrow(),
            line.time(),
            line.status(),
            line.words(),
            line.kind() == LineKind.BOUNCE);
      case COMPLAINT ->
        ImportMessage.complaint(
            line.format(), line.address().orElseThrow(), line.time(), line.stream());
      case UNSUBSCRIBE ->
        ImportMessage.unsubscribe(
            line.format(),
            line.address().orElseThrow(),
            line.time(),
            line.stream().isEmpty() ? unsubscribesAs.orElseThrow() : line.stream());
      case IGNORED -> throw new IllegalArgumentException("an ignored line has no message");
    };
  }

  private void leaveOut(LeftOut reason, ImportLine line, String why) {
    listener.leftOut(reason, line.position(), why, original(line));
  }

  /** The content of the line, for the person who corrects it. */
  private static String original(ImportLine line) {
    return line.event()
        .map(Object::toString)
        .orElseGet(() -> String.join(
            ",",
            line.address().map(address -> address.spelling()).orElse(""),
            line.label(),
            line.time().toString()));
  }

  @Override
  public void unreadable(UnreadableLine line) {
    listener.leftOut(LeftOut.UNREADABLE, line.position(), line.why(), line.original());
  }

  @Override
  public void refused(RefusedFile file) {
    listener.refused(file);
  }

  @Override
  public void ended(FileSummary summary) {
    listener.ended(summary);
  }
}
