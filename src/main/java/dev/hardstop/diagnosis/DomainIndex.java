package dev.hardstop.diagnosis;

import dev.hardstop.suppression.Subject;
import java.util.Optional;

/** Finds the addresses of a domain that have a dossier. May lag behind writes of the last seconds. */
public interface DomainIndex {
  /**
   * A page of the addresses of a domain, the last written first; the domain itself is left out.
   *
   * @param domain A-labels, lower case
   * @param cursor the {@link ResultPage#next} of the page before; empty for the first page
   * @param most the most addresses of the page, 1 to 1,000
   * @throws IllegalArgumentException when the cursor does not belong to this domain; the message does
   *     not contain it
   */
  ResultPage<Subject.Address> addressesOf(String domain, Optional<String> cursor, int most);
}
