package dev.hardstop.recipientlist;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/**
 * The rows to mail before the others: {@value #COUNT} rows with {@code yes}, selected by the hashes of their
 * addresses. Every row has the same chance, and every run selects the same rows.
 */
final class FirstRecipients {
  /** If 2 % of these rows bounce, the Wilson interval of 95 % is 1.5 to 2.7 %. */
  static final int COUNT = 2_000;

  private record DrawnRow(long order, RecipientRow row, RowAnswer answer) {}

  /** The row that is removed next comes first. */
  private final PriorityQueue<DrawnRow> chosen =
      new PriorityQueue<>((a, b) -> Long.compareUnsigned(b.order(), a.order()));

  void offer(Fingerprint address, RecipientRow row, RowAnswer answer) {
    chosen.add(new DrawnRow(address.high(), row, answer));
    if (chosen.size() > COUNT) {
      chosen.remove();
    }
  }

  /** Writes the rows in the order of the list. */
  void write(CheckedListWriter output) {
    List<DrawnRow> rows = new ArrayList<>(chosen);
    rows.sort(Comparator.comparingLong(drawn -> drawn.row().line()));
    rows.forEach(drawn -> output.write(drawn.row(), drawn.answer()));
    output.flush();
  }
}
