package dev.hardstop.privacy;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Compares the events that functions received with the lines that they logged. It keeps the
 * fragments of texts, so that a thousand notifications that differ in one address need little
 * memory.
 */
final class LeakCheck {
  /** It is checked and emptied at this size, because fuzzing passes in millions of events. */
  private static final int MOST = 300_000;

  private final int most;
  private final Set<String> given = new HashSet<>();
  private final Map<String, String> logged = new HashMap<>();
  private AssertionError fault;
  private long events;
  private long lines;

  LeakCheck() {
    this(MOST);
  }

  /**
   * @param most how many fragments of either kind it keeps before it compares them
   */
  LeakCheck(int most) {
    this.most = most;
  }

  synchronized void given(byte[] event) {
    events++;
    given.addAll(Fragments.ofEvent(event));
    if (given.size() > most) {
      compare();
    }
  }

  synchronized void logged(String line) {
    lines++;
    Fragments.ofLine(line).forEach(fragment -> logged.putIfAbsent(fragment, line));
    if (logged.size() > most) {
      compare();
    }
  }

  /** A line of a function's process: each text of its JSON is a line of its own. */
  synchronized void printed(String line) {
    Optional<List<String>> texts = PrintedLine.texts(line);
    texts.orElse(List.of(line)).forEach(this::logged);
    if (texts.isEmpty() && fault == null && !PrintedLine.isOfATrace(line)) {
      fault = new AssertionError("a function printed what is no JSON object: " + line);
    }
  }

  /**
   * Compares events and lines, and starts again with neither.
   *
   * @throws AssertionError when a line contains a fragment of an event, or is not in the required
   *     form
   */
  synchronized void check() {
    compare();
    if (fault != null) {
      AssertionError found = fault;
      fault = null;
      throw found;
    }
  }

  synchronized long events() {
    return events;
  }

  synchronized long lines() {
    return lines;
  }

  private void compare() {
    for (Map.Entry<String, String> fragment : logged.entrySet()) {
      if (fault == null && given.contains(fragment.getKey())) {
        fault = new AssertionError(
            "what went in was logged: \"" + fragment.getKey() + "\" in: " + fragment.getValue());
      }
    }
    given.clear();
    logged.clear();
  }
}
