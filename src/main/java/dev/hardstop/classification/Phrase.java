package dev.hardstop.classification;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Words that a text must contain as whole words: {@code user unknown} is not in {@code user unknowns}.
 *
 * <ul>
 *   <li>A final {@code *} allows any ending: {@code suspend*}.
 *   <li>{@code  .. } allows anything between two parts: {@code sender .. does not exist}.
 *   <li><code>{name}</code> stands for any word of a class of the {@linkplain Vocabulary vocabulary}. Only
 *       quotation marks, brackets, colons, masked addresses and ids may separate it from the parts beside
 *       it, no word and no end of a sentence: <code>{mailbox} {unknown}</code>.
 *   <li>{@code  ~ } allows up to three words of the same sentence: <code>{no} ~ {mailbox}</code>.
 * </ul>
 *
 * @param text the phrase as written, in lower case
 * @param parts the parts of the phrase in order, 1 to 8
 */
public record Phrase(String text, List<Part> parts) {
  private static final String GAP = " .. ";
  private static final String NEAR = " ~ ";
  private static final int MOST_PARTS = 8;

  public Phrase {
    requireNonNull(text, "text is null");
    parts = List.copyOf(parts);
    if (parts.isEmpty() || parts.size() > MOST_PARTS) {
      throw new IllegalArgumentException("a phrase must have 1 to 8 parts");
    }
  }

  /**
   * An uninterrupted part of a phrase.
   *
   * @param join how it follows the part before it; {@link Join#ANYWHERE} for the first part
   * @param texts the alternatives, normalised; the text must contain one of them
   * @param open whether the last word may continue
   */
  public record Part(Join join, List<String> texts, boolean open) {
    public Part {
      requireNonNull(join, "join is null");
      texts = List.copyOf(texts);
      if (texts.isEmpty() || texts.stream().anyMatch(String::isBlank)) {
        throw new IllegalArgumentException("a phrase or a part of it is empty");
      }
    }

    private static Part of(Join join, String written) {
      boolean open = written.endsWith("*");
      String words = open ? written.substring(0, written.length() - 1) : written;
      return new Part(join, List.of(NormalText.of(words)), open);
    }

    private String sample(int number) {
      String text = texts.get(number % texts.size());
      return open ? text + "x" : text;
    }
  }

  /**
   * Parses a phrase without word classes, as a rule file writes it.
   *
   * @throws IllegalArgumentException when it or a part of it is empty, or when it has the placeholder of an
   *     unknown host
   */
  public static Phrase of(String written) {
    return of(written, Vocabulary.NONE);
  }

  /**
   * Parses a phrase as a rule file writes it.
   *
   * @throws IllegalArgumentException when it or a part of it is empty, or when it has an unknown word class
   *     or the placeholder of an unknown host
   */
  public static Phrase of(String written, Vocabulary vocabulary) {
    String legible = written.strip().toLowerCase(Locale.ROOT);
    Placeholder.refuseUnknown(legible);
    refuseOpenEnds(legible, GAP);
    refuseOpenEnds(legible, NEAR);
    List<Part> parts = new ArrayList<>();
    Join join = Join.ANYWHERE;
    for (String section : legible.split(" \\.\\. ", -1)) {
      for (String run : section.split(NEAR, -1)) {
        addParts(parts, join, run, vocabulary);
        join = Join.NEAR;
      }
      join = Join.ANYWHERE;
    }
    return new Phrase(legible, parts);
  }

  private static void refuseOpenEnds(String phrase, String gap) {
    if (phrase.startsWith(gap.strip() + " ") || phrase.endsWith(" " + gap.strip())) {
      throw new IllegalArgumentException("a phrase starts or ends with a gap");
    }
  }

  /** Adds the parts of a section without gaps: literal words and word classes. */
  private static void addParts(List<Part> parts, Join first, String run, Vocabulary vocabulary) {
    Join join = first;
    int from = 0;
    for (int open = run.indexOf('{'); open >= 0; open = run.indexOf('{', from)) {
      String words = run.substring(from, open).strip();
      if (!words.isEmpty()) {
        parts.add(Part.of(join, words));
        join = Join.NEXT;
      }
      int close = run.indexOf('}', open);
      if (close < 0) {
        throw new IllegalArgumentException("the closing brace of a word class is missing");
      }
      parts.add(new Part(join, vocabulary.words(run.substring(open + 1, close)), false));
      join = Join.NEXT;
      from = close + 1;
    }
    String rest = run.substring(from).strip();
    if (from == 0 || !rest.isEmpty()) {
      parts.add(Part.of(join, rest));
    }
  }

  /**
   * Texts that consist of this phrase: as many as its largest class has words, so that each word of each
   * class is in one of them.
   */
  public List<String> samples() {
    int most = parts.stream().mapToInt(part -> part.texts().size()).max().orElse(1);
    List<String> samples = new ArrayList<>();
    for (int number = 0; number < most; number++) {
      StringBuilder sample = new StringBuilder();
      for (Part part : parts) {
        sample.append(sample.length() == 0 ? "" : part.join().sample()).append(part.sample(number));
      }
      samples.add(sample.toString());
    }
    return samples;
  }

  /** Whether every text that contains this phrase also contains the other one. */
  public boolean implies(Phrase other) {
    PhraseIndex index = new PhraseIndex(List.of(other));
    return samples().stream().allMatch(sample -> !index.in(sample).isEmpty());
  }

  @Override
  public String toString() {
    return text;
  }

  /** How a part of a phrase follows the part before it. */
  public enum Join {
    /** Anywhere after it. */
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

    /** After it in the same sentence, with at most three words between them. */
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

    /** Directly after it: only blanks, punctuation, masked addresses and masked ids are between them. */
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

    /** The largest distance between two parts that are not joined by {@link #ANYWHERE}, in characters. */
    static final int FURTHEST = 63;

    private static final int MOST_WORDS = 3;
    private static final int OTHER_SENTENCE = Integer.MAX_VALUE;

    /** Whether a part may start at {@code to} if the part before it ended at {@code from}. */
    abstract boolean allows(String text, int from, int to);

    /** The text between two parts of a sample: more than the stricter joins allow. */
    abstract String sample();

    private static int wordsBetween(String text, int from, int to) {
      int words = 0;
      int at = from;
      while (at < to) {
        char c = text.charAt(at);
        int placeholder = c == '<' ? Placeholder.end(text, at) : -1;
        if (placeholder > 0 && placeholder <= to) {
          words += isIgnored(text, at) ? 0 : 1;
          at = placeholder;
        } else if (endsSentence(text, at)) {
          return OTHER_SENTENCE;
        } else {
          words += startsWord(text, at) ? 1 : 0;
          at++;
        }
      }
      return words;
    }

    /** An address or an id only names what the words are about. */
    private static boolean isIgnored(String text, int at) {
      return text.startsWith(Placeholder.ADDRESS, at) || text.startsWith(Placeholder.ID, at);
    }

    private static boolean startsWord(String text, int at) {
      return Character.isLetterOrDigit(text.charAt(at))
          && (at == 0 || !Character.isLetterOrDigit(text.charAt(at - 1)));
    }

    /**
     * Whether a sentence ends here, with a full stop or a similar mark before a blank. The dots of {@code
     * <address>... user unknown} do not count.
     */
    private static boolean endsSentence(String text, int at) {
      return ".!?;".indexOf(text.charAt(at)) >= 0
          && at + 1 < text.length()
          && text.charAt(at + 1) == ' '
          && (at == 0 || text.charAt(at - 1) != '.');
    }
  }
}
