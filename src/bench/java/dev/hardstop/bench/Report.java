package dev.hardstop.bench;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The figures as a table that documents can take. */
final class Report {
  private Report() {}

  /** A row for each figure of the first column. The others are compared with it, where they have it. */
  static String of(List<Column> columns) {
    StringBuilder table = new StringBuilder();
    List<Column> others = columns.subList(1, columns.size());
    table.append("| |").append(columns.get(0).name()).append('|');
    others.forEach(other -> table.append(other.name()).append("|ratio|"));
    table.append("\n|---|---|").append("---|---|".repeat(others.size())).append('\n');
    for (Figure figure : columns.get(0).figures()) {
      table.append("| ").append(figure.name()).append(" | ").append(figure.typicalAndSpread());
      for (Column other : others) {
        Optional<Figure> compared = other.figures().stream()
            .filter(one -> one.name().equals(figure.name()))
            .findFirst();
        table.append(" | ").append(compared.map(Figure::typicalAndSpread).orElse(""));
        table.append(" | ").append(compared.map(one -> ratio(figure, one)).orElse(""));
      }
      table.append(" |\n");
    }
    return table.toString();
  }

  private static String ratio(Figure figure, Figure other) {
    return String.format(Locale.ROOT, "%.2f", figure.typical() / other.typical());
  }
}
