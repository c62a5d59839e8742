package dev.hardstop.classification;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedList;
import java.util.List;
import java.util.Map;

/**
 * Finds the phrases of a rule book that a text contains, in one pass over the text.
 *
 * <p>Phrases that start with the same parts share them: the parts of all phrases form a tree, and each part is
 * searched for once, however many phrases continue from it.
 *
 * <p>A phrase matches at word boundaries only. Two letters or digits of an alphabetic script have no boundary
 * between them. Scripts written without blanks (Han, Kana, Hangul, Thai and their neighbours) have one
 * everywhere.
 */
final class PhraseIndex {
  private static final int NO_PARENT = -1;

  private final List<Phrase> phrases;
  private final AhoCorasickAutomaton automaton;

  /** For each string of the automaton: its length, and the nodes that have it as a text. */
  private final int[] lengths;

  private final int[][] nodesOfString;

  /** For each node: its parent, how it follows the parent, and whether its last word may continue. */
  private final int[] parents;

  private final Phrase.Join[] joins;
  private final boolean[] open;

  /** For each node: the phrases that end there. */
  private final int[][] ending;

  /** For each phrase: the node where it ends. */
  private final int[] endOf;

  /**
   * For each node: its place among the nodes with children, whose progress in a text is kept; -1 for a node
   * without children.
   */
  private final int[] progressOf;

  private final int progresses;

  /** The phrases that name a known host or its link. */
  private final BitSet naming;

  /** Creates an index of these phrases. The number of a phrase is its place in the list. */
  PhraseIndex(List<Phrase> phrases) {
    this.phrases = List.copyOf(phrases);
    Map<Node, Integer> numbers = new LinkedHashMap<>();
    List<List<Integer>> endingAt = new ArrayList<>();
    this.endOf = new int[phrases.size()];
    for (int number = 0; number < phrases.size(); number++) {
      int node = NO_PARENT;
      for (Phrase.Part part : phrases.get(number).parts()) {
        node = numbers.computeIfAbsent(new Node(node, part), added -> {
          endingAt.add(new ArrayList<>());
          return endingAt.size() - 1;
        });
      }
      endingAt.get(node).add(number);
      endOf[number] = node;
    }
    List<Node> nodes = List.copyOf(numbers.keySet());
    this.parents = nodes.stream().mapToInt(Node::parent).toArray();
    this.joins = nodes.stream().map(node -> node.part().join()).toArray(Phrase.Join[]::new);
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
    // All words of a class belong to the same nodes, so they share one array.
    Map<List<Integer>, int[]> shared = new HashMap<>();
    this.nodesOfString = byString.values().stream()
        .map(list -> shared.computeIfAbsent(list, PhraseIndex::toInts))
        .toArray(int[][]::new);
    this.naming = new BitSet(phrases.size());
    for (int number = 0; number < phrases.size(); number++) {
      String text = phrases.get(number).text();
      if (text.contains("<host:") || text.contains("<url:")) {
        naming.set(number);
      }
    }
  }

  /** A part that phrases share, after the same parts before it. */
  private record Node(int parent, Phrase.Part part) {}

  Phrase phrase(int number) {
    return phrases.get(number);
  }

  /** The numbers of the phrases that name a known host or its link. */
  BitSet naming() {
    return naming;
  }

  /** The numbers of all phrases in a normalised text. */
  BitSet in(String text) {
    Found found = new Found(text, null);
    automaton.run(text, found);
    return found.phrases;
  }

  /**
   * The ranges of a phrase in a normalised text, one for each of its parts, in order; empty if the text does
   * not contain it. They show the occurrence by which {@link #in} finds the phrase.
   */
  List<TextRange> rangesOf(int phrase, String text) {
    Found found = new Found(text, new HashMap<>());
    automaton.run(text, found);
    return found.phrases.get(phrase) ? found.ranges(endOf[phrase]) : List.of();
  }

  private static int[] toInts(List<Integer> numbers) {
    return numbers.stream().mapToInt(Integer::intValue).toArray();
  }

  private static boolean isLeftBoundary(String text, int start) {
    return start == 0 || !joins(text.charAt(start - 1), text.charAt(start));
  }

  private static boolean isRightBoundary(String text, int end) {
    return end == text.length() || !joins(text.charAt(end - 1), text.charAt(end));
  }

  private static boolean joins(char left, char right) {
    return isAlphabetic(left) && isAlphabetic(right);
  }

  private static boolean isAlphabetic(char c) {
    if (c < 0x80) {
      return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z');
    }
    return !isWrittenWithoutBlanks(c) && Character.isLetterOrDigit(c);
  }

  /** Thai to Myanmar, Hangul, and everything from the CJK radicals on. */
  private static boolean isWrittenWithoutBlanks(char c) {
    return (c >= 0x0e00 && c < 0x10a0) || (c >= 0x1100 && c < 0x1200) || c >= 0x2e80;
  }

  /** The parts and phrases found so far in a text. */
  private final class Found implements AhoCorasickAutomaton.Match {
    private final String text;
    private final BitSet phrases = new BitSet(PhraseIndex.this.phrases.size());

    /**
     * For each progress, the end of its first occurrence, or 0 if it has not occurred. The arrays are created when
     * needed.
     */
    private int[] first;

    /** For each progress: the end of the last occurrence. */
    private int[] last;

    /**
     * For each progress: the ends of recent occurrences as bits. Bit n stands for the end n characters before
     * the last one. Distances of more than {@value Phrase.Join#FURTHEST} characters do not matter.
     */
    private long[] recent;

    /** For each node: its matched ranges in the order of their ends; null if ranges are not needed. */
    private final Map<Integer, List<TextRange>> places;

    private Found(String text, Map<Integer, List<TextRange>> places) {
      this.text = text;
      this.places = places;
    }

    @Override
    public void found(int string, int end) {
      int start = end - lengths[string];
      if (!isLeftBoundary(text, start)) {
        return;
      }
      boolean closed = isRightBoundary(text, end);
      for (int node : nodesOfString[string]) {
        if ((closed || open[node]) && follows(node, start)) {
          take(node, end);
          if (places != null) {
            places.computeIfAbsent(node, n -> new ArrayList<>()).add(new TextRange(start, end));
          }
        }
      }
    }

    /**
     * The ranges of the first occurrence of a node and of the parents that it {@linkplain #follows follows}.
     */
    private List<TextRange> ranges(int last) {
      LinkedList<TextRange> ranges = new LinkedList<>();
      int node = last;
      TextRange place = places.get(node).get(0);
      while (parents[node] != NO_PARENT) {
        ranges.addFirst(wholeWords(node, place));
        place = followed(joins[node], places.get(parents[node]), place.start());
        node = parents[node];
      }
      ranges.addFirst(wholeWords(node, place));
      return List.copyOf(ranges);
    }

    /**
     * The occurrence of the parent that a part follows. After a gap, this is the first one that ends before
     * the start; otherwise, it is the last one. If several have the same end, it is the longest.
     */
    private static TextRange followed(Phrase.Join join, List<TextRange> parent, int start) {
      boolean first = join == Phrase.Join.ANYWHERE;
      return parent.stream()
          .filter(place -> place.end() <= start)
          .reduce((kept, next) -> first || next.end() == kept.end() ? kept : next)
          .orElseThrow();
    }

    /** The range of a part; for an open part, with the rest of its last word. */
    private TextRange wholeWords(int node, TextRange place) {
      int end = place.end();
      while (open[node] && !isRightBoundary(text, end)) {
        end++;
      }
      return new TextRange(place.start(), end);
    }

    private void take(int node, int end) {
      for (int phrase : ending[node]) {
        phrases.set(phrase);
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
     * Whether an occurrence that starts here follows an occurrence of the parent as the phrase demands.
     * Occurrences are found in the order of their ends. For a gap, the first occurrence of the parent
     * decides; otherwise the last one that ended before the start, because the least text is between them.
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
      Phrase.Join join = joins[node];
      if (join == Phrase.Join.ANYWHERE) {
        return first[before] <= start;
      }
      int ahead = start - last[before];
      long ended = ahead >= 0 ? recent[before] : withoutLater(recent[before], -ahead);
      if (ended == 0) {
        return false;
      }
      int from = ahead >= 0 ? last[before] : start - Long.numberOfTrailingZeros(ended);
      return start - from <= Phrase.Join.FURTHEST && join.allows(text, from, start);
    }

    /** The ends without those that lie after the start. */
    private long withoutLater(long ends, int later) {
      return later < Long.SIZE ? ends >>> later : 0;
    }
  }
}
