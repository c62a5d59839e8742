package dev.hardstop.http;

import dev.hardstop.suppression.Dossier;
import dev.hardstop.suppression.ManualAction;
import dev.hardstop.suppression.ReadResults;
import dev.hardstop.suppression.Subject;
import dev.hardstop.suppression.TableUnavailableException;
import java.util.Set;

/** A table that cannot be reached; its exception names an address. */
final class UnavailableTable implements ReadOnlyDossierTable {
  @Override
  public ReadResults<Subject, Dossier> read(Set<Subject> subjects) {
    throw new TableUnavailableException(new IllegalStateException(
        "no answer about " + subjects.iterator().next().key()));
  }

  @Override
  public void addAction(Subject subject, ManualAction action) {
    read(Set.of(subject));
  }
}
