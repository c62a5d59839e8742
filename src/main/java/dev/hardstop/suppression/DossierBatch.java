package dev.hardstop.suppression;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.function.Function;

/**
 * A batch of many dossiers that are read one batch after another. A dossier is decoded when it is
 * requested, so that a caller who goes through thousands need not hold any of them.
 *
 * @param subjects in the order in which they were requested
 * @param reader decodes the dossier of one of them
 */
public record DossierBatch(List<Subject> subjects, Function<Subject, RecordedDossier> reader) {
  /** The most subjects of a batch: the keys of one BatchGetItem. */
  public static final int LARGEST = 100;

  /**
   * The most bytes that a stored dossier can have, whatever remote servers reply. It follows from how
   * much of a dossier is kept ({@link RuleHistory.Limits}, {@link Dossier}), and a test measures it.
   */
  public static final int LARGEST_DOSSIER = 300_000;

  public DossierBatch {
    subjects = List.copyOf(subjects);
    requireNonNull(reader, "reader is null");
  }

  /**
   * The dossier of one of the subjects.
   *
   * @throws UnreadableItemException if it cannot be read
   */
  public RecordedDossier get(Subject subject) {
    return reader.apply(subject);
  }
}
