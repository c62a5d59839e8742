package dev.hardstop.classification;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Classes of words that mean the same in a bounce: ways to say "mailbox", "unknown", "cannot find".
 * Phrases name them in braces. Immutable.
 */
public final class Vocabulary {
  /** How many words one class can have, mistyped ones included. */
  public static final int MOST_WORDS = 3_000;

  /** The vocabulary without classes. */
  public static final Vocabulary NONE = new Vocabulary(Map.of());

  /** Shorter words have neighbours that are other words: user, use. */
  private static final int SHORTEST_MISTYPED = 5;

  private final Map<String, List<String>> classes;

  private Vocabulary(Map<String, List<String>> classes) {
    this.classes = classes;
  }

  /**
   * This vocabulary with one class more.
   *
   * @param name what phrases call it
   * @param written its words, lower or upper case; they may contain classes of this vocabulary, each in
   *     braces, and then stand for every combination
   * @param mistyped words inside those that people mistype: each is known with one letter missing, doubled
   *     or exchanged with its neighbour, the first letter aside
   * @throws IllegalArgumentException when the name is taken, a class is unknown, or the words are too many
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
    Set<String> slips = new LinkedHashSet<>();
    mistyped.forEach(word -> slips.addAll(mistypings(word, words)));
    words.addAll(slips);
    refuseTooMany(name, words);
    Map<String, List<String>> more = new HashMap<>(classes);
    more.put(name, List.copyOf(words));
    return new Vocabulary(more);
  }

  /**
   * The words of a class, normalised.
   *
   * @throws IllegalArgumentException when there is no such class
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

  /** The word itself, or every word that it stands for where it names classes. */
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

  /** The words of a class that contain this one, with every slip of a finger in it. */
  private static Set<String> mistypings(String word, Set<String> words) {
    if (word.length() < SHORTEST_MISTYPED) {
      throw new IllegalArgumentException("too short to tell a slip from another word: " + word);
    }
    Set<String> mistypings = new LinkedHashSet<>();
    for (String known : words) {
      int at = known.indexOf(word);
      if (at >= 0) {
        String before = known.substring(0, at);
        String behind = known.substring(at + word.length());
        slips(word).forEach(slip -> mistypings.add(before + slip + behind));
      }
    }
    return mistypings;
  }

  private static Set<String> slips(String word) {
    Set<String> slips = new LinkedHashSet<>();
    for (int i = 1; i < word.length(); i++) {
      String before = word.substring(0, i);
      slips.add(before + word.substring(i + 1));
      slips.add(before + word.charAt(i) + word.substring(i));
      if (i + 1 < word.length()) {
        slips.add(before + word.charAt(i + 1) + word.charAt(i) + word.substring(i + 2));
      }
    }
    slips.remove(word);
    return slips;
  }
}
