package dev.hardstop.cli;

import java.io.Closeable;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/** Where imported feedback goes: the queue of a stack, or a local system. */
interface ImportDestination extends Closeable {
  /**
   * The name that is shown to people, and that identifies the file with the progress of an import.
   */
  String name();

  /**
   * Sends messages and returns when they are accepted. It waits while the queue has no room.
   *
   * @param bodies one or more
   * @return the reasons of refused messages, by their place in the list; empty if all were accepted
   * @throws CommandException if the destination cannot be reached; some messages may have been accepted, but sending
   *     all of them again is safe
   */
  Map<Integer, String> send(List<String> bodies) throws InterruptedException;

  /** How many messages of any sender could not be processed and were put aside. Empty if they are not counted. */
  OptionalLong deadLetters();

  /**
   * Waits until the messages are processed.
   *
   * @param longest how long to wait
   * @param deadLettersBefore the {@linkplain #deadLetters dead letters} before this or an earlier run sent the first
   *     message of the import; empty if they were not counted then
   * @return how the wait ended
   */
  Processed awaitProcessed(Duration longest, OptionalLong deadLettersBefore)
      throws InterruptedException;

  /**
   * What happened to the accepted messages.
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
      /** Not all messages were processed in this time. Another wait may succeed. */
      OPEN
    }

    boolean done() {
      return end == End.RECORDED;
    }
  }
}
