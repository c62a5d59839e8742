package dev.hardstop.classification;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Words that a text must contain, at word boundaries: {@code user unknown} is not in {@code user
 * unknowns}.
 *
 * <ul>
 *   <li>A final {@code *} lifts the right boundary: {@code suspend*}.
 *   <li>{@code  .. } is a gap: both parts, in this order, anything between: {@code sender .. does not
 *       exist}.
 *   <li><code>{name}</code> stands for any word of a {@linkplain Vocabulary vocabulary's} class. Between
 *       it and its neighbours may be quotation marks, brackets, colons, masked addresses and ids, but no
 *       word and no end of a sentence: <code>{mailbox} {unknown}</code>.
 *   <li>{@code  ~ } lets up to three words of the same sentence stand between: <code>{no} ~ {mailbox}
 *       </code>.
 * </ul>
 *
 * @param text the phrase as written, in lower case
 * @param parts what follows on one another, one to eight
 */
public record Phrase(String text, List<Part> parts) {
  private static final String GAP = " .. ";
  private static final String NEAR = " ~ ";
  private static final int MOST_PARTS = 8;

  public Phrase {
    requireNonNull(text, "text is null");
    parts = List.copyOf(parts);
    if (parts.isEmpty() || parts.size() > MOST_PARTS) {
      throw new IllegalArgumentException("a phrase has 1 to 8 parts");
    }
  }

  /**
   * One uninterrupted run of characters of a phrase.
   *
   * @param join how it follows the part before it; {@link PhraseJoin#ANYWHERE} for the first
   * @param texts what must be in the text, normalised: one of these
   * @param open whether a word may go on behind it
   */
  public record Part(PhraseJoin join, List<String> texts, boolean open) {
    public Part {
      requireNonNull(join, "join is null");
      texts = List.copyOf(texts);
      if (texts.isEmpty() || texts.stream().anyMatch(String::isBlank)) {
        throw new IllegalArgumentException("a phrase or a part of it is empty");
      }
    }

    private static Part of(PhraseJoin join, String written) {
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
   * The phrase as a rule file writes it, without word classes.
   *
   * @throws IllegalArgumentException when it or a part of it is empty, or names a host in a marker that no
   *     masked text can have
   */
  public static Phrase of(String written) {
    return of(written, Vocabulary.NONE);
  }

  /**
   * The phrase as a rule file writes it.
   *
   * @throws IllegalArgumentException when it or a part of it is empty, names a class that the vocabulary
   *     has not, or a host in a marker that no masked text can have
   */
  public static Phrase of(String written, Vocabulary vocabulary) {
    String legible = written.strip().toLowerCase(Locale.ROOT);
    Placeholder.refuseUnknown(legible);
    refuseOpenEnds(legible, GAP);
    refuseOpenEnds(legible, NEAR);
    List<Part> parts = new ArrayList<>();
    PhraseJoin join = PhraseJoin.ANYWHERE;
    for (String section : legible.split(" \\.\\. ", -1)) {
      for (String run : section.split(NEAR, -1)) {
        addParts(parts, join, run, vocabulary);
        join = PhraseJoin.NEAR;
      }
      join = PhraseJoin.ANYWHERE;
    }
    return new Phrase(legible, parts);
  }

  private static void refuseOpenEnds(String phrase, String gap) {
    if (phrase.startsWith(gap.strip() + " ") || phrase.endsWith(" " + gap.strip())) {
      throw new IllegalArgumentException("a phrase starts or ends with a gap");
    }
  }

  /** The parts of what stands between two gaps: words as they are, and classes. */
  private static void addParts(
      List<Part> parts, PhraseJoin first, String run, Vocabulary vocabulary) {
    PhraseJoin join = first;
    int from = 0;
    for (int open = run.indexOf('{'); open >= 0; open = run.indexOf('{', from)) {
      String words = run.substring(from, open).strip();
      if (!words.isEmpty()) {
        parts.add(Part.of(join, words));
        join = PhraseJoin.NEXT;
      }
      int close = run.indexOf('}', open);
      if (close < 0) {
        throw new IllegalArgumentException("a word class without a closing brace");
      }
      parts.add(new Part(join, vocabulary.words(run.substring(open + 1, close)), false));
      join = PhraseJoin.NEXT;
      from = close + 1;
    }
    String rest = run.substring(from).strip();
    if (from == 0 || !rest.isEmpty()) {
      parts.add(Part.of(join, rest));
    }
  }

  /**
   * Texts that contain this phrase and nothing else: as many as its largest class has words, so that
   * each word of each class is in one of them.
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

  /** Whether every text that contains this phrase contains the other one too. */
  public boolean implies(Phrase other) {
    PhraseIndex index = new PhraseIndex(List.of(other));
    return samples().stream().allMatch(sample -> index.in(sample)[0] != 0);
  }

  @Override
  public String toString() {
    return text;
  }
}
