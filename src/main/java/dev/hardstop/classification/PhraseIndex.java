package dev.hardstop.classification;

import java.util.ArrayList;
import java.util.HashMap;
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

  /** By phrase: the number of its first part; the parts of all phrases are numbered in a row. */
  private final int[] firstPart;

  /** By part: where its progress is kept; the only or last part of a phrase has none. */
  private final int[] progressOf;

  private final int progresses;

  /** By part: how it joins the one before, null for the first of a phrase. */
  private final Join[] joins;

  /** By part: whether it is open to the right; whether it is the last of its phrase. */
  private final boolean[] open;

  private final boolean[] isLast;

  /** The phrases that name a host or link, as a set of bits. */
  private final long[] naming;

  /** An index of these phrases; a phrase's number is its place in the list. */
  PhraseIndex(List<Phrase> phrases) {
    this.phrases = List.copyOf(phrases);
    Map<String, List<Integer>> placesByString = placesByString();
    List<String> strings = List.copyOf(placesByString.keySet());
    this.automaton = new Automaton(strings);
    this.lengths = strings.stream().mapToInt(String::length).toArray();
    // The words of a class are used in the same places, which are kept once.
    Map<List<Integer>, int[]> shared = new HashMap<>();
    this.places = placesByString.values().stream()
        .map(list -> shared.computeIfAbsent(list, PhraseIndex::toInts))
        .toArray(int[][]::new);
    this.firstPart = new int[phrases.size()];
    int next = 0;
    for (int number = 0; number < firstPart.length; number++) {
      firstPart[number] = next;
      next += phrases.get(number).parts().size();
    }
    this.joins = new Join[next];
    this.open = new boolean[next];
    this.isLast = new boolean[next];
    this.progressOf = new int[next];
    int withProgress = 0;
    for (int number = 0; number < firstPart.length; number++) {
      List<Phrase.Part> inPhrase = phrases.get(number).parts();
      for (int part = 0; part < inPhrase.size(); part++) {
        int at = firstPart[number] + part;
        joins[at] = part == 0 ? null : inPhrase.get(part).join();
        open[at] = inPhrase.get(part).open();
        isLast[at] = part + 1 == inPhrase.size();
        progressOf[at] = isLast[at] ? 0 : withProgress++;
      }
    }
    this.progresses = withProgress;
    this.naming = new long[(phrases.size() + 63) / 64];
    for (int number = 0; number < phrases.size(); number++) {
      String text = phrases.get(number).text();
      if (text.contains("<host:") || text.contains("<url:")) {
        naming[number >> 6] |= 1L << number;
      }
    }
  }

  Phrase phrase(int number) {
    return phrases.get(number);
  }

  /** The phrases that name a host or link which says who answers, as a set of bits. */
  long[] naming() {
    return naming;
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
        for (String string : parts.get(part).texts()) {
          byString.computeIfAbsent(string, s -> new ArrayList<>()).add(number << PART_BITS | part);
        }
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

    /** By part: where it ended first; 0 where it was not found yet. The three are made when a part is found. */
    private int[] first;

    /** By part: where it ended last, and as bits at which of the 64 places up to there it ended. */
    private int[] last;

    private long[] recent;

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
      int at = firstPart[number] + part;
      Join join = joins[at];
      if (join != null && (first == null || first[progressOf[at - 1]] == 0)) {
        return;
      }
      if (!(closed || open[at]) || (join != null && !follows(join, progressOf[at - 1], start))) {
        return;
      }
      if (isLast[at]) {
        phrases[number >> 6] |= 1L << number;
      } else {
        remember(progressOf[at], end);
      }
    }

    private void remember(int part, int end) {
      if (first == null) {
        first = new int[progresses];
        last = new int[progresses];
        recent = new long[progresses];
      }
      if (first[part] == 0) {
        first[part] = end;
      }
      int passed = end - last[part];
      recent[part] = 1 | (passed < Long.SIZE ? recent[part] << passed : 0);
      last[part] = end;
    }

    /**
     * Whether the parts up to the one before were found and this one follows. Occurrences come in the
     * order of their ends. For a gap the first of them is enough; otherwise the last one that ended
     * before this one starts: what is between is then least.
     */
    private boolean follows(Join join, int before, int start) {
      if (join == Join.ANYWHERE) {
        return first[before] > 0 && first[before] <= start;
      }
      int ahead = start - last[before];
      long ended = ahead >= 0 ? recent[before] : shifted(recent[before], -ahead);
      if (ended == 0) {
        return false;
      }
      int from = ahead >= 0 ? last[before] : start - Long.numberOfTrailingZeros(ended);
      return start - from <= Join.FURTHEST && join.allows(text, from, start);
    }

    /** Without those that ended behind the start. */
    private long shifted(long ends, int behind) {
      return behind < Long.SIZE ? ends >>> behind : 0;
    }
  }
}
