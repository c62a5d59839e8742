package dev.hardstop.bench;

import java.util.List;
import java.util.Locale;

/** The figures as a table that documents can take. */
final class Report {
  private Report() {}

  static String of(List<Column> columns) {
    StringBuilder table = new StringBuilder();
    Column first = columns.get(0);
    boolean compared = columns.size() > 1;
    table.append("| |").append(first.name()).append('|');
    if (compared) {
      table.append(columns.get(1).name()).append("|ratio|");
    }
    table.append('\n').append(compared ? "|---|---|---|---|\n" : "|---|---|\n");
    for (int row = 0; row < first.figures().size(); row++) {
      Figure one = first.figures().get(row);
      table.append("| ").append(one.name()).append(" | ").append(one.typicalAndSpread());
      if (compared) {
        Figure other = columns.get(1).figures().get(row);
        table.append(" | ").append(other.typicalAndSpread()).append(" | ");
        table.append(String.format(Locale.ROOT, "%.2f", one.typical() / other.typical()));
      }
      table.append(" |\n");
    }
    return table.toString();
  }
}
