package dev.hardstop.recipientlist;

import dev.hardstop.imports.HardstopCsv;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The columns that a check adds to a list: {@code hardstop_send, state, reason, until, remark}. If the list has a
 * column of its own with one of these names, the added column gets the prefix {@code hardstop_}.
 */
final class AddedColumns {
  private static final String PREFIX = "hardstop_";
  private static final String FIRST = "hardstop_send";
  private static final List<String> OTHERS = List.of("state", "reason", "until", "remark");

  private AddedColumns() {}

  /** Returns the names of the added columns for a list with these columns. */
  static List<String> beside(List<String> columns) {
    Set<String> taken = new HashSet<>();
    columns.forEach(column -> taken.add(column.strip()));
    List<String> names = new ArrayList<>();
    names.add(FIRST);
    for (String name : OTHERS) {
      names.add(taken.contains(name) ? PREFIX + name : name);
    }
    return names;
  }

  /**
   * Returns the positions of the columns of an earlier check in a header: {@code hardstop_send}, and the added
   * columns immediately after it. A column {@code state} elsewhere belongs to the user.
   */
  static Set<Integer> positionsIn(List<String> header) {
    Set<Integer> found = new HashSet<>();
    int first = header.indexOf(FIRST);
    if (first < 0) {
      return found;
    }
    found.add(first);
    int position = first + 1;
    for (String name : OTHERS) {
      if (position < header.size()
          && (header.get(position).equals(name) || header.get(position).equals(PREFIX + name))) {
        found.add(position++);
      }
    }
    return found;
  }

  /** Returns the values of the added columns, which no spreadsheet program reads as a formula. */
  static List<String> values(RowAnswer answer) {
    return Stream.of(
            answer.send().text(), answer.state(), answer.reason(), answer.until(), answer.remark())
        .map(HardstopCsv::guarded)
        .toList();
  }
}
