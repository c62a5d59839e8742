package dev.hardstop.classification;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Every phrase of the book, each once, numbered; finds those that a text contains.
 *
 * <p>Phrases that start with the same parts share them: the parts of all phrases are a tree, and a part is
 * looked for once, however many phrases go on from it.
 */
final class PhraseIndex {
  private static final int NO_PARENT = -1;

  private final List<Phrase> phrases;
  private final AhoCorasickAutomaton automaton;

  /** By string of the automaton: its length, and the nodes of the tree that it is a text of. */
  private final int[] lengths;

  private final int[][] nodesOfString;

  /** By node: its parent, how it follows that one, and whether it is open to the right. */
  private final int[] parents;

  private final PhraseJoin[] joins;
  private final boolean[] open;

  /** By node: the phrases that end there. */
  private final int[][] ending;

  /** By node that others follow: the place among those of which a text's progress is kept; otherwise -1. */
  private final int[] progressOf;

  private final int progresses;

  /** The phrases that name a host or link, as a set of bits. */
  private final long[] naming;

  /** An index of these phrases; a phrase's number is its place in the list. */
  PhraseIndex(List<Phrase> phrases) {
    this.phrases = List.copyOf(phrases);
    Map<Node, Integer> numbers = new LinkedHashMap<>();
    List<List<Integer>> endingAt = new ArrayList<>();
    for (int number = 0; number < phrases.size(); number++) {
      int node = NO_PARENT;
      for (Phrase.Part part : phrases.get(number).parts()) {
        node = numbers.computeIfAbsent(new Node(node, part), added -> {
          endingAt.add(new ArrayList<>());
          return endingAt.size() - 1;
        });
      }
      endingAt.get(node).add(number);
    }
    List<Node> nodes = List.copyOf(numbers.keySet());
    this.parents = nodes.stream().mapToInt(Node::parent).toArray();
    this.joins = nodes.stream().map(node -> node.part().join()).toArray(PhraseJoin[]::new);
    this.open = new boolean[nodes.size()];
    this.progressOf = new int[nodes.size()];
    Arrays.fill(progressOf, -1);
    int withProgress = 0;
    for (int node = 0; node < parents.length; node++) {
      open[node] = nodes.get(node).part().open();
      if (parents[node] != NO_PARENT && progressOf[parents[node]] < 0) {
        progressOf[parents[node]] = withProgress++;
      }
    }
    this.progresses = withProgress;
    this.ending = endingAt.stream().map(PhraseIndex::toInts).toArray(int[][]::new);
    Map<String, List<Integer>> byString = new LinkedHashMap<>();
    for (int node = 0; node < parents.length; node++) {
      for (String string : nodes.get(node).part().texts()) {
        byString.computeIfAbsent(string, s -> new ArrayList<>()).add(node);
      }
    }
    List<String> strings = List.copyOf(byString.keySet());
    this.automaton = new AhoCorasickAutomaton(strings);
    this.lengths = strings.stream().mapToInt(String::length).toArray();
    // The words of a class are texts of the same nodes, which are kept once.
    Map<List<Integer>, int[]> shared = new HashMap<>();
    this.nodesOfString = byString.values().stream()
        .map(list -> shared.computeIfAbsent(list, PhraseIndex::toInts))
        .toArray(int[][]::new);
    this.naming = new long[(phrases.size() + 63) / 64];
    for (int number = 0; number < phrases.size(); number++) {
      String text = phrases.get(number).text();
      if (text.contains("<host:") || text.contains("<url:")) {
        naming[number >> 6] |= 1L << number;
      }
    }
  }

  /** A part of phrases behind the parts before it. */
  private record Node(int parent, Phrase.Part part) {}

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

  private static int[] toInts(List<Integer> numbers) {
    return numbers.stream().mapToInt(Integer::intValue).toArray();
  }

  /** What was found so far in one text. */
  private final class Found implements AhoCorasickAutomaton.Match {
    private final String text;
    private final long[] phrases = new long[(PhraseIndex.this.phrases.size() + 63) / 64];

    /** By progress: where the node ended first; 0 where it was not found yet. The three are made when one is found. */
    private int[] first;

    /** By progress: where it ended last, and as bits at which of the 64 places up to there it ended. */
    private int[] last;

    private long[] recent;

    private Found(String text) {
      this.text = text;
    }

    @Override
    public void found(int string, int end) {
      int start = end - lengths[string];
      if (!WordBoundary.isLeft(text, start)) {
        return;
      }
      boolean closed = WordBoundary.isRight(text, end);
      for (int node : nodesOfString[string]) {
        if ((closed || open[node]) && follows(node, start)) {
          take(node, end);
        }
      }
    }

    private void take(int node, int end) {
      for (int phrase : ending[node]) {
        phrases[phrase >> 6] |= 1L << phrase;
      }
      if (progressOf[node] >= 0) {
        remember(progressOf[node], end);
      }
    }

    private void remember(int progress, int end) {
      if (first == null) {
        first = new int[progresses];
        last = new int[progresses];
        recent = new long[progresses];
      }
      if (first[progress] == 0) {
        first[progress] = end;
      }
      int passed = end - last[progress];
      recent[progress] = 1 | (passed < Long.SIZE ? recent[progress] << passed : 0);
      last[progress] = end;
    }

    /**
     * Whether the parts up to the one before were found and this one follows. Occurrences come in the
     * order of their ends. For a gap the first of them is enough; otherwise the last one that ended
     * before this one starts: what is between is then least.
     */
    private boolean follows(int node, int start) {
      int parent = parents[node];
      if (parent == NO_PARENT) {
        return true;
      }
      int before = progressOf[parent];
      if (first == null || first[before] == 0) {
        return false;
      }
      PhraseJoin join = joins[node];
      if (join == PhraseJoin.ANYWHERE) {
        return first[before] <= start;
      }
      int ahead = start - last[before];
      long ended = ahead >= 0 ? recent[before] : shifted(recent[before], -ahead);
      if (ended == 0) {
        return false;
      }
      int from = ahead >= 0 ? last[before] : start - Long.numberOfTrailingZeros(ended);
      return start - from <= PhraseJoin.FURTHEST && join.allows(text, from, start);
    }

    /** Without those that ended behind the start. */
    private long shifted(long ends, int behind) {
      return behind < Long.SIZE ? ends >>> behind : 0;
    }
  }
}
