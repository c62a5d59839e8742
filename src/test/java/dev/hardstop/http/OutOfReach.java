package dev.hardstop.http;

import dev.hardstop.suppression.Dossier;
import dev.hardstop.suppression.Subject;
import java.util.Map;
import java.util.Set;

/** A list whose table cannot be reached; what it says of that names an address. */
final class OutOfReach implements ReadsOnly {
  @Override
  public Map<Subject, Dossier> read(Set<Subject> subjects) {
    throw new IllegalStateException(
        "no answer about " + subjects.iterator().next().key());
  }
}
