package dev.hardstop.cli;

import java.io.Closeable;
import java.time.Duration;
import java.util.List;
import java.util.Map;

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
   * Waits until the messages are processed.
   *
   * @param longest how long to wait
   * @return what that proves, or what is still open
   */
  Processed awaitProcessed(Duration longest) throws InterruptedException;

  /**
   * What became of the accepted messages.
   *
   * @param done whether nothing is left
   * @param text for people
   */
  record Processed(boolean done, String text) {}
}
