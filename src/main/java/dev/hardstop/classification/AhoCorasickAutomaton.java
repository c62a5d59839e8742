package dev.hardstop.classification;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;

/**
 * An Aho–Corasick automaton: it finds all occurrences of a set of strings in one pass over a text, in time
 * linear in the length of the text, independently of the number of strings. It consists of plain arrays, which
 * a native image stores as they are, and running it allocates nothing.
 */
final class AhoCorasickAutomaton {
  /** Receives the occurrences. */
  interface Match {
    /**
     * An occurrence of a string.
     *
     * @param string the number of the string, in the order of the constructor's list
     * @param end the index after its last character
     */
    void found(int string, int end);
  }

  private static final int NONE = -1;

  /** A hash table with open addressing: {@code state << 16 | character}, and the state it leads to. */
  private long[] edges = new long[1 << 10];

  private int[] targets = new int[1 << 10];
  private int edgeCount;

  /** By state: the state to fall back to when no edge fits. */
  private int[] fallback = new int[64];

  /** By state: the string that ends there, and the next fallback state where a string ends. */
  private int[] ending = new int[64];

  private int[] nextEnding = new int[64];
  private int stateCount = 1;

  /** The states that ASCII characters lead to from the start state, which is the most frequent one. */
  private final int[] fromStart = new int[128];

  AhoCorasickAutomaton(List<String> strings) {
    Arrays.fill(edges, NONE);
    ending[0] = NONE;
    List<List<Character>> labels = new ArrayList<>(List.of(new ArrayList<>()));
    for (int i = 0; i < strings.size(); i++) {
      insert(strings.get(i), i, labels);
    }
    for (char c = 0; c < fromStart.length; c++) {
      fromStart[c] = Math.max(0, edge(0, c));
    }
    link(labels);
    trim();
  }

  /** Reports every occurrence of every string, in the order of their ends. */
  void run(String text, Match match) {
    int state = 0;
    for (int i = 0; i < text.length(); i++) {
      state = next(state, text.charAt(i));
      int at = ending[state] == NONE ? nextEnding[state] : state;
      while (at != 0) {
        match.found(ending[at], i + 1);
        at = nextEnding[at];
      }
    }
  }

  private int next(int from, char c) {
    for (int state = from; state != 0; state = fallback[state]) {
      int target = edge(state, c);
      if (target != NONE) {
        return target;
      }
    }
    return c < fromStart.length ? fromStart[c] : Math.max(0, edge(0, c));
  }

  private int edge(int state, char c) {
    long edge = ((long) state << 16) | c;
    int mask = edges.length - 1;
    for (int slot = slot(edge, mask); ; slot = (slot + 1) & mask) {
      if (edges[slot] == edge) {
        return targets[slot];
      }
      if (edges[slot] == NONE) {
        return NONE;
      }
    }
  }

  private static int slot(long edge, int mask) {
    long hash = edge * 0x9E3779B97F4A7C15L;
    return (int) (hash >>> 40) & mask;
  }

  private void insert(String string, int number, List<List<Character>> labels) {
    int state = 0;
    for (int i = 0; i < string.length(); i++) {
      char c = string.charAt(i);
      int target = edge(state, c);
      if (target == NONE) {
        target = newState();
        addEdge(((long) state << 16) | c, target);
        labels.get(state).add(c);
        labels.add(new ArrayList<>());
      }
      state = target;
    }
    ending[state] = number;
  }

  private int newState() {
    if (stateCount == fallback.length) {
      fallback = Arrays.copyOf(fallback, 2 * stateCount);
      ending = Arrays.copyOf(ending, 2 * stateCount);
      nextEnding = Arrays.copyOf(nextEnding, 2 * stateCount);
    }
    ending[stateCount] = NONE;
    return stateCount++;
  }

  private void addEdge(long edge, int target) {
    if (++edgeCount * 2 > edges.length) {
      grow();
    }
    put(edge, target);
  }

  private void grow() {
    long[] oldEdges = edges;
    int[] oldTargets = targets;
    edges = new long[oldEdges.length * 2];
    targets = new int[oldEdges.length * 2];
    Arrays.fill(edges, NONE);
    for (int i = 0; i < oldEdges.length; i++) {
      if (oldEdges[i] != NONE) {
        put(oldEdges[i], oldTargets[i]);
      }
    }
  }

  private void put(long edge, int target) {
    int mask = edges.length - 1;
    int slot = slot(edge, mask);
    while (edges[slot] != NONE) {
      slot = (slot + 1) & mask;
    }
    edges[slot] = edge;
    targets[slot] = target;
  }

  /** Links each state, breadth first, to the longest proper suffix that is a state too. */
  private void link(List<List<Character>> labels) {
    Queue<Integer> queue = new ArrayDeque<>(List.of(0));
    while (!queue.isEmpty()) {
      int state = queue.remove();
      for (char c : labels.get(state)) {
        int child = edge(state, c);
        int suffix = state == 0 ? 0 : next(fallback[state], c);
        fallback[child] = suffix;
        nextEnding[child] = ending[suffix] == NONE ? nextEnding[suffix] : suffix;
        queue.add(child);
      }
    }
  }

  private void trim() {
    fallback = Arrays.copyOf(fallback, stateCount);
    ending = Arrays.copyOf(ending, stateCount);
    nextEnding = Arrays.copyOf(nextEnding, stateCount);
  }
}
