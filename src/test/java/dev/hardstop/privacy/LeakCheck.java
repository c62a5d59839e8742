package dev.hardstop.privacy;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What went in and what was logged, until it is checked. Strings are kept as their fragments: a
 * thousand notifications that differ in an address are not a thousand texts.
 */
final class LeakCheck {
  /** Checked and emptied when it grows larger: fuzzing hands over millions of events. */
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
   * Compares what has come together, and starts again.
   *
   * @throws AssertionError where a line has something of an event, or is not printed as it must be
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
