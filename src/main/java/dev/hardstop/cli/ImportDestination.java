package dev.hardstop.cli;

import java.io.Closeable;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/** Where imported feedback goes: the queue of a stack, or a local system. */
interface ImportDestination extends Closeable {
  /** The name for people, and for the file that remembers how far an import came. */
  String name();

  /**
   * Sends messages and returns when they are accepted; it waits as long as the queue has no room.
   *
   * @param bodies one or more
   * @return why messages were refused, by their place in the list; none if all were accepted
   * @throws CommandException if the destination cannot be reached; some messages may have been accepted,
   *     and sending all again is safe
   */
  Map<Integer, String> send(List<String> bodies) throws InterruptedException;

  /**
   * How many messages, of whomever, could not be processed and were put aside; empty if that is not
   * counted.
   */
  OptionalLong deadLetters();

  /**
   * Waits until the messages are processed.
   *
   * @param longest how long to wait
   * @param deadLettersBefore the {@linkplain #deadLetters dead letters} before the first message of the
   *     import was sent, which an earlier run may have done; empty if they were not counted then
   * @return what that proves, or what is still open
   */
  Processed awaitProcessed(Duration longest, OptionalLong deadLettersBefore)
      throws InterruptedException;

  /**
   * What became of the accepted messages.
   *
   * @param end how the wait ended
   * @param text for people
   */
  record Processed(End end, String text) {
    /** How a wait ends. */
    enum End {
      /** Every message is recorded. */
      RECORDED,
      /** Some messages may be dead letters. */
      DEAD_LETTERS,
      /** Not all messages were processed in this time: another wait may see the end. */
      OPEN
    }

    boolean done() {
      return end == End.RECORDED;
    }
  }
}
