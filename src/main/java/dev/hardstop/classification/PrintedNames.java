package dev.hardstop.classification;

import java.util.Collection;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The local parts that a text may print without their domain. Where one is also a word that servers
 * use, it is only taken for a name inside brackets or quotation marks.
 */
final class PrintedNames {
  private static final int SHORTEST_BARE = 3;

  /** Words of bounces that are local parts as well. */
  private static final Set<String> WORDS =
      Set.of(("abuse access account accounts active address addresses admin administrator alias all"
              + " and any are authentication bad banned blacklist block blocked bounce bounces"
              + " but can cannot client code command connect connection contact content could"
              + " data delivery denied deny destination dns does domain email error exceeded"
              + " exist exists failed failure filter for found from full has help helo host"
              + " inactive info information invalid later limit list listed local mail mailbox"
              + " mailer mails message messages moved name net network not office open over"
              + " permission permitted please policy post postmaster problem quota rate reason"
              + " recipient recipients refused reject rejected relay remote reply reputation"
              + " request response root route sales security see send sender server service"
              + " size smtp sorry source space spam storage such support suspended system"
              + " table temporary test that the there this timeout too transaction try unable"
              + " unknown unavailable user username users valid verify virus was web webmaster"
              + " with you your")
          .split(" "));

  private final Set<String> localParts;

  PrintedNames(Collection<String> localParts) {
    this.localParts =
        localParts.stream().map(part -> part.toLowerCase(Locale.ROOT)).collect(Collectors.toSet());
  }

  /** Whether the word is such a local part. */
  boolean contains(String word, boolean enclosed) {
    if (localParts.isEmpty() || !localParts.contains(word.toLowerCase(Locale.ROOT))) {
      return false;
    }
    return enclosed
        || (word.length() >= SHORTEST_BARE && !WORDS.contains(word.toLowerCase(Locale.ROOT)));
  }
}
