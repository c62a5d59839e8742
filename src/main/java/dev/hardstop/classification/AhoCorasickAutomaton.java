package dev.hardstop.classification;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;

/**
 * All strings of the book in one Aho–Corasick automaton: a text is read once, in time linear in its
 * length, however many strings there are. It is made of plain arrays, so that it lies in a native
 * image as it is, and allocates nothing when it runs.
 */
final class AhoCorasickAutomaton {
  /** Takes what is found. */
  interface Match {
    /**
     * A string of the book ends here.
     *
     * @param string its number, in the order of the constructor's list
     * @param end the index behind its last character
     */
    void found(int string, int end);
  }

  private static final int NONE = -1;

  /** Open addressing: {@code state << 16 | character}, and where that edge leads. */
  private long[] edges = new long[1 << 10];

  private int[] targets = new int[1 << 10];
  private int edgeCount;

  /** By state: where to go on when no edge fits; the string that ends there; the next such state. */
  private int[] fallback = new int[64];

  private int[] ending = new int[64];
  private int[] nextEnding = new int[64];
  private int stateCount = 1;

  /** Where ASCII characters lead from the start, where most characters of a text begin anew. */
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
  void run(String text, Match finding) {
    int state = 0;
    for (int i = 0; i < text.length(); i++) {
      state = next(state, text.charAt(i));
      int at = ending[state] == NONE ? nextEnding[state] : state;
      while (at != 0) {
        finding.found(ending[at], i + 1);
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

  /** Breadth first: the longest proper suffix of a state that is a state as well. */
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
