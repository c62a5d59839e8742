package dev.hardstop.classification;

import java.util.Collection;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/**
 * The local parts that a text may print without their domain: as they are, without quotation marks, without
 * the tag, or in parts ({@code o'brien} as {@code brien}). A local part that is also a common word of replies
 * counts only in brackets or quotation marks. A part of a local part never counts if it is such a word.
 */
final class PrintedLocalParts {
  private static final int SHORTEST_BARE = 3;

  /** Shorter parts are too often words: "van", "der", "may". */
  private static final int SHORTEST_PART = 4;

  /** Words of replies that can also be local parts. */
  private static final Set<String> WORDS =
      Set.of(("abuse access account accounts active address addresses admin administrator alias all"
              + " and any are authentication bad banned blacklist block blocked bounce bounces"
              + " but can cannot client code command connect connection contact content could"
              + " data delivery denied deny destination dns domain email error exceeded"
              + " exist exists failed failure filter for found from full has help helo host"
              + " inactive info information invalid later limit list listed local mail mailbox"
              + " mailer mails message messages moved name net network not office open over"
              + " permission permitted please policy post postmaster problem quota rate reason"
              + " recipient recipients refused reject rejected relay remote reply reputation"
              + " request response root route sales security see send sender server service"
              + " size smtp sorry source space spam storage such support suspended system"
              + " table temporary test that the there this timeout too transaction try unable"
              + " unknown unavailable user username users valid verify virus was web webmaster"
              + " with you your after also another because been before being between both does"
              + " each every have here into just last left long made make many more most much"
              + " must need never none only other others part past same should since some still"
              + " take than their them then these they those under until used using very want"
              + " well were what when where which while will within without would")
          .split(" "));

  /** Local parts that masking reads as one word. */
  private final Set<String> words = new HashSet<>();

  /** All other local parts, such as {@code o'brien} or {@code two words}. */
  private final Set<String> phrases = new HashSet<>();

  private final Set<String> parts = new HashSet<>();

  PrintedLocalParts(Collection<String> localParts) {
    for (String localPart : localParts) {
      String name = unquoted(localPart).toLowerCase(Locale.ROOT);
      int tag = name.indexOf('+');
      add(name);
      add(tag > 0 ? name.substring(0, tag) : name);
      addParts(name);
    }
  }

  private void add(String name) {
    boolean isWord = name.chars().allMatch(c -> TokenBounds.isAtomCharacter((char) c));
    if (isWord) {
      words.add(name);
    } else if (name.length() >= SHORTEST_BARE) {
      phrases.add(name);
    }
  }

  private void addParts(String name) {
    int end;
    for (int at = 0; at < name.length(); at = Math.max(end, at + 1)) {
      end = TokenBounds.endOfLetters(name, at, name.length());
      String part = name.substring(at, end);
      if (part.length() >= SHORTEST_PART && !WORDS.contains(part)) {
        parts.add(part);
      }
    }
  }

  private static String unquoted(String localPart) {
    if (localPart.length() < 2 || !localPart.startsWith("\"") || !localPart.endsWith("\"")) {
      return localPart;
    }
    StringBuilder content = new StringBuilder(localPart.length());
    for (int i = 1; i < localPart.length() - 1; i++) {
      boolean escape = localPart.charAt(i) == '\\' && i + 1 < localPart.length() - 1;
      content.append(localPart.charAt(escape ? ++i : i));
    }
    return content.toString();
  }

  /** Whether the word is a local part. */
  boolean contains(String word, boolean enclosed) {
    if (words.isEmpty() || !words.contains(word.toLowerCase(Locale.ROOT))) {
      return false;
    }
    return enclosed
        || (word.length() >= SHORTEST_BARE && !WORDS.contains(word.toLowerCase(Locale.ROOT)));
  }

  /** The end of the local part of several words that starts here, or -1. */
  int endOfPhrase(String text, int at) {
    int end = -1;
    for (String name : phrases) {
      int last = at + name.length();
      if (last > end
          && text.regionMatches(true, at, name, 0, name.length())
          && isBoundary(text, at)
          && isBoundary(text, last)) {
        end = last;
      }
    }
    return end;
  }

  /** Whether these letters and digits are a part of a local part. */
  boolean hasPart(String letters) {
    return !parts.isEmpty() && parts.contains(letters.toLowerCase(Locale.ROOT));
  }

  private static boolean isBoundary(String text, int at) {
    return at == 0
        || at == text.length()
        || !Character.isLetterOrDigit(text.charAt(at - 1))
        || !Character.isLetterOrDigit(text.charAt(at));
  }
}
