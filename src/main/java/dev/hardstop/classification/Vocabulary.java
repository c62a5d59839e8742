package dev.hardstop.classification;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Classes of words with the same meaning in a reply, such as the synonyms of "mailbox", "unknown" and "cannot
 * find". Phrases name the classes in braces. This class is immutable.
 */
public final class Vocabulary {
  /** The largest number of words of a class, including mistyped words. */
  public static final int MOST_WORDS = 3_000;

  /** The vocabulary without classes. */
  public static final Vocabulary NONE = new Vocabulary(Map.of());

  /** A mistyped shorter word may be another word: user, use. */
  private static final int SHORTEST_MISTYPED = 5;

  private final Map<String, List<String>> classes;

  private Vocabulary(Map<String, List<String>> classes) {
    this.classes = classes;
  }

  /**
   * This vocabulary with another class.
   *
   * @param name the name by which phrases refer to it
   * @param written its words in any case; a word may contain classes of this vocabulary in braces and then
   *     stands for every combination
   * @param mistyped words that are often mistyped: they also match with one letter, except the first, missing,
   *     doubled or exchanged with the next one
   * @throws IllegalArgumentException when the name is already used, a class is unknown, or there are too many
   *     words
   */
  public Vocabulary with(String name, List<String> written, List<String> mistyped) {
    requireNonNull(name, "name is null");
    if (classes.containsKey(name)) {
      throw new IllegalArgumentException("word class " + name + " is defined twice");
    }
    Set<String> words = new LinkedHashSet<>();
    for (String word : written) {
      words.addAll(combinations(NormalText.of(word)));
      refuseTooMany(name, words);
    }
    Set<String> typos = new LinkedHashSet<>();
    mistyped.forEach(word -> typos.addAll(mistypings(word, words)));
    words.addAll(typos);
    refuseTooMany(name, words);
    Map<String, List<String>> more = new HashMap<>(classes);
    more.put(name, List.copyOf(words));
    return new Vocabulary(more);
  }

  /**
   * The words of a class, normalised.
   *
   * @throws IllegalArgumentException when the class is unknown
   */
  public List<String> words(String name) {
    List<String> words = classes.get(name);
    if (words == null) {
      throw new IllegalArgumentException("unknown word class " + name);
    }
    return words;
  }

  private static void refuseTooMany(String name, Set<String> words) {
    if (words.size() > MOST_WORDS) {
      throw new IllegalArgumentException(
          "word class " + name + " has more than " + MOST_WORDS + " words");
    }
  }

  /** The word itself, or all combinations if it names classes. */
  private List<String> combinations(String word) {
    int open = word.indexOf('{');
    int close = word.indexOf('}', open);
    if (open < 0 || close < 0) {
      return List.of(word);
    }
    List<String> combinations = new ArrayList<>();
    List<String> rests = combinations(word.substring(close + 1));
    for (String choice : words(word.substring(open + 1, close))) {
      for (String rest : rests) {
        combinations.add(word.substring(0, open) + choice + rest);
      }
    }
    return combinations;
  }

  /** The words of a class that contain this word, with each way to mistype it. */
  private static Set<String> mistypings(String word, Set<String> words) {
    if (word.length() < SHORTEST_MISTYPED) {
      throw new IllegalArgumentException("the word is too short to be listed as mistyped: " + word);
    }
    Set<String> mistypings = new LinkedHashSet<>();
    for (String known : words) {
      int at = known.indexOf(word);
      if (at >= 0) {
        String before = known.substring(0, at);
        String after = known.substring(at + word.length());
        typos(word).forEach(typo -> mistypings.add(before + typo + after));
      }
    }
    return mistypings;
  }

  private static Set<String> typos(String word) {
    Set<String> typos = new LinkedHashSet<>();
    for (int i = 1; i < word.length(); i++) {
      String before = word.substring(0, i);
      typos.add(before + word.substring(i + 1));
      typos.add(before + word.charAt(i) + word.substring(i));
      if (i + 1 < word.length()) {
        typos.add(before + word.charAt(i + 1) + word.charAt(i) + word.substring(i + 2));
      }
    }
    typos.remove(word);
    return typos;
  }
}
