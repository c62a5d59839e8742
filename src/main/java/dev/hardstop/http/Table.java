package dev.hardstop.http;

import static java.util.Objects.requireNonNull;

import dev.hardstop.suppression.Act;
import dev.hardstop.suppression.Dossier;
import dev.hardstop.suppression.Subject;
import dev.hardstop.suppression.SuppressionList;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/**
 * The suppression list as seen from here: whatever it throws, the caller is told to ask again.
 * Which exceptions a list has is known to its own edge only.
 */
final class Table {
  private static final String NOT_READ =
      "The table is out of reach, so nothing is known of any address: mail none, and ask again.";
  private static final String NOT_WRITTEN =
      "The table is out of reach. The act may have been recorded all the same: send it again.";

  private final SuppressionList list;

  Table(SuppressionList list) {
    this.list = requireNonNull(list, "list is null");
  }

  /**
   * @throws ProblemException 503 when it cannot be read
   */
  Map<Subject, Dossier> read(Set<Subject> subjects) {
    return reached(() -> list.read(subjects), NOT_READ);
  }

  /**
   * @throws ProblemException 503 when it cannot be written; it may have been written all the same
   */
  void act(Subject subject, Act act) {
    reached(
        () -> {
          list.act(subject, act);
          return act;
        },
        NOT_WRITTEN);
  }

  private static <T> T reached(Supplier<T> call, String otherwise) {
    try {
      return call.get();
    } catch (RuntimeException outOfReach) {
      throw new ProblemException(Problem.unavailable(otherwise), outOfReach);
    }
  }
}
