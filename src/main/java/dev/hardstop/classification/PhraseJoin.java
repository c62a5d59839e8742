package dev.hardstop.classification;

/** How a part of a phrase follows the one before it. */
public enum PhraseJoin {
  /** Anywhere behind it. */
  ANYWHERE {
    @Override
    boolean allows(String text, int from, int to) {
      return true;
    }

    @Override
    String sample() {
      return " ! ";
    }
  },

  /** Behind it with up to three words between, in the same sentence. */
  NEAR {
    @Override
    boolean allows(String text, int from, int to) {
      return wordsBetween(text, from, to) <= MOST_WORDS;
    }

    @Override
    String sample() {
      return " x x ";
    }
  },

  /** Directly behind it: between are only blanks, punctuation, masked addresses and masked ids. */
  NEXT {
    @Override
    boolean allows(String text, int from, int to) {
      return wordsBetween(text, from, to) == 0;
    }

    @Override
    String sample() {
      return " ";
    }
  };

  /** How far apart two parts can be that are not {@link #ANYWHERE}, in characters. */
  static final int FURTHEST = 63;

  private static final int MOST_WORDS = 3;
  private static final int ANOTHER_SENTENCE = Integer.MAX_VALUE;

  /** Whether a part may start at {@code to} where the one before it ended at {@code from}. */
  abstract boolean allows(String text, int from, int to);

  /** What stands between two parts of a sample: as much as this allows and no other join does. */
  abstract String sample();

  private static int wordsBetween(String text, int from, int to) {
    int words = 0;
    int at = from;
    while (at < to) {
      char c = text.charAt(at);
      int placeholder = c == '<' ? Placeholder.end(text, at) : -1;
      if (placeholder > 0 && placeholder <= to) {
        words += isSilent(text, at) ? 0 : 1;
        at = placeholder;
      } else if (endsSentence(text, at)) {
        return ANOTHER_SENTENCE;
      } else {
        words += startsWord(text, at) ? 1 : 0;
        at++;
      }
    }
    return words;
  }

  /** An address or an id only names the thing that the words are about. */
  private static boolean isSilent(String text, int at) {
    return text.startsWith(Placeholder.ADDRESS, at) || text.startsWith(Placeholder.ID, at);
  }

  private static boolean startsWord(String text, int at) {
    return Character.isLetterOrDigit(text.charAt(at))
        && (at == 0 || !Character.isLetterOrDigit(text.charAt(at - 1)));
  }

  /** A full stop, or a similar mark, before a blank. The dots of {@code <address>... user unknown} do not count. */
  private static boolean endsSentence(String text, int at) {
    return ".!?;".indexOf(text.charAt(at)) >= 0
        && at + 1 < text.length()
        && text.charAt(at + 1) == ' '
        && (at == 0 || text.charAt(at - 1) != '.');
  }
}
