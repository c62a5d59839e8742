package dev.hardstop.classification;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Every phrase of the book, each once, numbered; finds those that a text contains. */
final class PhraseIndex {
  private static final int PART_BITS = 4;

  private final List<Phrase> phrases;
  private final Automaton automaton;

  /** By string of the automaton: its length, and the places where phrases use it. */
  private final int[] lengths;

  private final int[][] places;

  /** By phrase: its number among those with gaps. */
  private final int[] gapNumbers;

  private final int gaps;

  /** An index of these phrases; a phrase's number is its place in the list. */
  PhraseIndex(List<Phrase> phrases) {
    this.phrases = List.copyOf(phrases);
    Map<String, List<Integer>> placesByString = placesByString();
    List<String> strings = List.copyOf(placesByString.keySet());
    this.automaton = new Automaton(strings);
    this.lengths = strings.stream().mapToInt(String::length).toArray();
    this.places = placesByString.values().stream().map(PhraseIndex::toInts).toArray(int[][]::new);
    this.gapNumbers = new int[phrases.size()];
    int withGaps = 0;
    for (int number = 0; number < gapNumbers.length; number++) {
      gapNumbers[number] = phrases.get(number).parts().size() > 1 ? withGaps++ : 0;
    }
    this.gaps = withGaps;
  }

  Phrase phrase(int number) {
    return phrases.get(number);
  }

  /** The numbers of all phrases in a normalised text, as a set of bits. */
  long[] in(String text) {
    Found found = new Found(text);
    automaton.run(text, found);
    return found.phrases;
  }

  private Map<String, List<Integer>> placesByString() {
    Map<String, List<Integer>> byString = new LinkedHashMap<>();
    for (int number = 0; number < phrases.size(); number++) {
      List<Phrase.Part> parts = phrases.get(number).parts();
      for (int part = 0; part < parts.size(); part++) {
        String string = parts.get(part).text();
        byString.computeIfAbsent(string, s -> new ArrayList<>()).add(number << PART_BITS | part);
      }
    }
    return byString;
  }

  private static int[] toInts(List<Integer> numbers) {
    return numbers.stream().mapToInt(Integer::intValue).toArray();
  }

  /** What was found so far in one text. */
  private final class Found implements Automaton.Finding {
    private final String text;
    private final long[] phrases = new long[(PhraseIndex.this.phrases.size() + 63) / 64];

    /** By phrase with gaps: how many parts were found (upper half), and where the last one ended. */
    private final long[] progress = new long[gaps];

    private Found(String text) {
      this.text = text;
    }

    @Override
    public void found(int string, int end) {
      int start = end - lengths[string];
      if (!Boundary.isLeft(text, start)) {
        return;
      }
      boolean closed = Boundary.isRight(text, end);
      for (int place : places[string]) {
        take(place >> PART_BITS, place & ((1 << PART_BITS) - 1), start, end, closed);
      }
    }

    private void take(int number, int part, int start, int end, boolean closed) {
      List<Phrase.Part> parts = phrase(number).parts();
      boolean fits = closed || parts.get(part).open();
      if (fits && (parts.size() == 1 || isLast(number, part, start, end))) {
        phrases[number >> 6] |= 1L << number;
      }
    }

    /**
     * Takes the earliest place of each part behind the one before it, which is enough: occurrences
     * come in the order of their ends.
     */
    private boolean isLast(int number, int part, int start, int end) {
      int gap = gapNumbers[number];
      int found = (int) (progress[gap] >>> 32);
      if (part != found || start < (int) progress[gap]) {
        return false;
      }
      progress[gap] = (long) (found + 1) << 32 | end;
      return found + 1 == phrase(number).parts().size();
    }
  }
}
