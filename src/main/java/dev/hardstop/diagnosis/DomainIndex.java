package dev.hardstop.diagnosis;

import dev.hardstop.suppression.Subject;
import java.util.Optional;

/** Of which addresses of a domain there is bad news. May lag behind writes of the last seconds. */
public interface DomainIndex {
  /**
   * The addresses of a domain with bad news, the lately written first; the domain itself is left out.
   *
   * @param domain A-labels, lower case
   * @param cursor of the page before; empty for the first
   * @param most how many at most, 1 to 1,000
   * @throws IllegalArgumentException when the cursor is none of this domain's; the message repeats
   *     nothing of it
   */
  ResultPage<Subject.Address> addressesOf(String domain, Optional<String> cursor, int most);
}
