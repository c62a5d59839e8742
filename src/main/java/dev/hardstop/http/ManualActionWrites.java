package dev.hardstop.http;

import static java.util.Objects.requireNonNull;

import dev.hardstop.suppression.ManualAction;
import dev.hardstop.suppression.Subject;
import dev.hardstop.suppression.SuppressionList;
import dev.hardstop.suppression.TableUnavailableException;
import dev.hardstop.suppression.UnreadableItemException;

/** Where the acts of people are written: the one thing that the functions behind the API write. */
final class ManualActionWrites {
  private static final String NOT_WRITTEN =
      "The table is out of reach. The act may have been recorded all the same: send it again.";
  private static final String UNREADABLE_ACTS =
      "The act was recorded, beside something that cannot be read. Sending it again does not help;"
          + " the log says what it is.";

  private final SuppressionList list;

  ManualActionWrites(SuppressionList list) {
    this.list = requireNonNull(list, "list is null");
  }

  /**
   * @throws ProblemException 503 when the table cannot be reached; the act may have been written all
   *     the same. 500 when it was written to what cannot be read
   */
  void add(Subject subject, ManualAction action) {
    try {
      list.action(subject, action);
    } catch (TableUnavailableException outOfReach) {
      throw new ProblemException(Problem.unavailable(NOT_WRITTEN), outOfReach);
    } catch (UnreadableItemException unreadable) {
      throw new ProblemException(Problem.broken(UNREADABLE_ACTS), unreadable);
    }
  }
}
