package dev.hardstop.classification;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Gives every phrase of a book a number; equal phrases of different rules have the same. */
final class PhraseNumbers {
  private final Map<String, Integer> numbers = new HashMap<>();
  private final List<Phrase> phrases = new ArrayList<>();

  int of(Phrase phrase) {
    Integer known = numbers.putIfAbsent(phrase.text(), phrases.size());
    if (known != null) {
      return known;
    }
    phrases.add(phrase);
    return phrases.size() - 1;
  }

  List<Phrase> phrases() {
    return phrases;
  }
}
