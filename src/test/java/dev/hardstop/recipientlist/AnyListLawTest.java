package dev.hardstop.recipientlist;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hardstop.imports.DecodedText;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What holds for every list, however it is written. */
class AnyListLawTest {
  private static final int LISTS = 3_000;

  private static final List<String> PIECES = List.of(
      "ann@example.com",
      "Bob <bob@example.org>",
      "eve@gmial.com",
      "no address",
      "@",
      "x",
      "",
      " ",
      "'",
      "=1+1",
      "\u00f6",
      "\ufeff",
      "\"",
      "\"\"",
      "\"a,b;c\"",
      "\"two\nlines\"",
      ",",
      ",",
      ";",
      "\t",
      "\n",
      "\n",
      "\r\n",
      "\r",
      "email",
      "state",
      "remark",
      "hardstop_send",
      "hardstop_state",
      "yes");

  @Test
  void aListIsRefusedOrEveryRowKeepsItsValuesAndIsAnsweredAndItsOutputCanBeCheckedAgain()
      throws IOException {
    int checked = 0;
    for (int seed = 0; seed < LISTS; seed++) {
      String list = list(new Random(seed));
      String output;
      try {
        output = new ListFixture().check(list);
      } catch (UnusableListException refused) {
        assertThat(refused.getMessage()).as("seed %d", seed).doesNotContain("@");
        continue;
      }
      checked++;
      assertThat(values(output)).as("seed %d", seed).isEqualTo(values(list));
      String again = new ListFixture().check(output);
      assertThat(values(again)).as("seed %d", seed).isEqualTo(values(list));
      // The second output is written like the first, so its lines have the same numbers.
      assertThat(new ListFixture().check(again)).as("seed %d", seed).isEqualTo(again);
    }
    assertThat(checked).isGreaterThan(LISTS / 10);
  }

  private static String list(Random random) {
    StringBuilder list = new StringBuilder();
    for (int i = random.nextInt(25); i >= 0; i--) {
      list.append(PIECES.get(random.nextInt(PIECES.size())));
    }
    return list.toString();
  }

  /** The user's values of each row, with those beyond the last column. */
  private static List<List<String>> values(String list) throws IOException {
    byte[] bytes = list.getBytes(StandardCharsets.UTF_8);
    try (DecodedText text = DecodedText.of(new ByteArrayInputStream(bytes))) {
      RecipientListReader reader = RecipientListReader.of(text, Optional.empty(), false);
      List<List<String>> values = new ArrayList<>();
      for (var row = reader.next(); row.isPresent(); row = reader.next()) {
        List<String> all = new ArrayList<>(row.get().fields());
        all.addAll(row.get().extraFields());
        values.add(all);
      }
      return values;
    }
  }
}
