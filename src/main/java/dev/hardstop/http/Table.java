package dev.hardstop.http;

import static java.util.Objects.requireNonNull;

import dev.hardstop.suppression.Dossier;
import dev.hardstop.suppression.Dossiers;
import dev.hardstop.suppression.Subject;
import dev.hardstop.suppression.UnreadableDossierException;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/**
 * The dossiers as seen from here. What cannot be read now, cannot be read the next time
 * either; for everything else that a list throws, which is known to its own edge only, the caller is
 * told to ask again.
 */
final class Table {
  private static final String NOT_READ =
      "The table is out of reach, so nothing is known of any address: mail none, and ask again.";
  private static final String UNREADABLE =
      "What is stored of an address or domain asked about cannot be read: mail none of these. Asking"
          + " again does not help; the log says what it is.";
  private final Dossiers list;

  Table(Dossiers list) {
    this.list = requireNonNull(list, "list is null");
  }

  /**
   * @throws ProblemException 503 when it cannot be reached, 500 when what it holds cannot be read
   */
  Map<Subject, Dossier> read(Set<Subject> subjects) {
    return reached(() -> list.read(subjects), NOT_READ, UNREADABLE);
  }

  /**
   * What is read of it another way, in the same manner.
   *
   * @throws ProblemException 503 when it cannot be reached, 500 when what it holds cannot be read
   */
  static <T> T read(Supplier<T> call) {
    return reached(call, NOT_READ, UNREADABLE);
  }

  static <T> T reached(Supplier<T> call, String otherwise, String unreadable) {
    try {
      return call.get();
    } catch (ProblemException said) {
      throw said;
    } catch (UnreadableDossierException notNextTimeEither) {
      throw new ProblemException(Problem.broken(unreadable), notNextTimeEither);
    } catch (RuntimeException outOfReach) {
      throw new ProblemException(Problem.unavailable(otherwise), outOfReach);
    }
  }
}
