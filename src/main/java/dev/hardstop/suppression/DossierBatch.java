package dev.hardstop.suppression;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.function.Function;

/**
 * Some of many dossiers that are read one after another. A dossier is decoded when it is asked for:
 * whoever goes through thousands keeps little of each, and never the dossier.
 *
 * @param subjects in the order in which they were asked for
 * @param reader decodes the dossier of one of them
 */
public record DossierBatch(List<Subject> subjects, Function<Subject, RecordedDossier> reader) {
  /** The most subjects of a batch: the keys of one BatchGetItem. */
  public static final int LARGEST = 100;

  /**
   * No stored dossier has more bytes, whatever strangers answer. How much of a dossier is kept ({@link
   * RuleHistory.Limits}, {@link Dossier}) sees to it, and a test counts.
   */
  public static final int LARGEST_DOSSIER = 300_000;

  public DossierBatch {
    subjects = List.copyOf(subjects);
    requireNonNull(reader, "reader is null");
  }

  /**
   * The dossier of one of the subjects.
   *
   * @throws UnreadableItemException when it cannot be read
   */
  public RecordedDossier get(Subject subject) {
    return reader.apply(subject);
  }
}
