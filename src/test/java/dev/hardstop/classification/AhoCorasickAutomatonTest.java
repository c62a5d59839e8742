package dev.hardstop.classification;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class AhoCorasickAutomatonTest {

  @Test
  void findsTheSameOccurrencesAsASearchForEachString() {
    Random random = new Random(541);
    for (int round = 0; round < 2_000; round++) {
      List<String> strings = strings(random);
      String text = word(random, 60);

      assertThat(found(strings, text))
          .as("%s in %s", strings, text)
          .isEqualTo(expected(strings, text));
    }
  }

  @Test
  void occurrencesAreReportedInTheOrderOfTheirEnds() {
    List<Integer> ends = new ArrayList<>();
    new AhoCorasickAutomaton(List.of("a", "ab", "b", "bab"))
        .run("abab", (string, end) -> ends.add(end));

    assertThat(ends).containsExactly(1, 2, 2, 3, 4, 4, 4);
  }

  @Test
  void anAutomatonWithoutStringsFindsNothing() {
    assertThat(found(List.of(), "abc")).isEmpty();
  }

  private static Set<String> found(List<String> strings, String text) {
    Set<String> found = new TreeSet<>();
    new AhoCorasickAutomaton(strings)
        .run(text, (string, end) -> found.add(strings.get(string) + "@" + end));
    return found;
  }

  private static Set<String> expected(List<String> strings, String text) {
    Set<String> expected = new TreeSet<>();
    for (String string : strings) {
      for (int at = text.indexOf(string); at >= 0; at = text.indexOf(string, at + 1)) {
        expected.add(string + "@" + (at + string.length()));
      }
    }
    return expected;
  }

  private static List<String> strings(Random random) {
    Set<String> strings = new TreeSet<>();
    int count = 1 + random.nextInt(random.nextInt(10) == 0 ? 400 : 12);
    for (int i = 0; i < count; i++) {
      strings.add(word(random, 8));
    }
    return List.copyOf(strings);
  }

  private static String word(Random random, int longest) {
    StringBuilder word = new StringBuilder();
    int length = 1 + random.nextInt(longest);
    for (int i = 0; i < length; i++) {
      word.append("ab户c".charAt(random.nextInt(4)));
    }
    return word.toString();
  }
}
