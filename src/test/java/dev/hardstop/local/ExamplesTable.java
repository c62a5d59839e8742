package dev.hardstop.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** The table of examples/README.md: the expected verdicts of each file. */
final class ExamplesTable {
  private static final Path README = Path.of("examples", "README.md");

  private ExamplesTable() {}

  /**
   * A file and the verdicts that it leads to.
   *
   * @param verdicts such as {@code `bob@example.org`: watched, MAILBOX_FULL}
   */
  record Row(String file, List<ExpectedVerdict> verdicts) {
    @Override
    public String toString() {
      return file;
    }
  }

  /**
   * The expected verdict of one address.
   *
   * @param state such as {@code suppressed}
   * @param days how long it lasts, 0 where it has no end or nothing to end
   * @param reason such as {@code MAILBOX_FULL}, empty where there is none
   */
  record ExpectedVerdict(String address, String state, int days, String reason) {

    static ExpectedVerdict of(String text) {
      String address = text.substring(text.indexOf('`') + 1, text.lastIndexOf('`'));
      String[] verdict = text.substring(text.indexOf(": ") + 2).split(", ");
      String[] words = verdict[0].split(" ");
      boolean ends = words.length > 1 && words[1].equals("for");
      return new ExpectedVerdict(
          address,
          words[0],
          ends ? Integer.parseInt(words[2]) : 0,
          verdict.length > 1 ? verdict[1] : "");
    }
  }

  static List<Row> rows() {
    try {
      return Files.readAllLines(README).stream()
          .filter(line -> line.startsWith("| ["))
          .map(line -> line.split("\\|"))
          .map(cells -> new Row(file(cells[1]), verdicts(cells[5])))
          .toList();
    } catch (IOException e) {
      throw new IllegalStateException("the table of examples cannot be read", e);
    }
  }

  static List<String> addresses() {
    return rows().stream()
        .flatMap(row -> row.verdicts().stream())
        .map(ExpectedVerdict::address)
        .distinct()
        .toList();
  }

  /** All events of the folder. */
  static List<String> files() {
    try (Stream<Path> files = Files.list(README.getParent())) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(".json"))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new IllegalStateException("the examples cannot be listed", e);
    }
  }

  private static String file(String cell) {
    return cell.substring(cell.indexOf('[') + 1, cell.indexOf(']'));
  }

  private static List<ExpectedVerdict> verdicts(String cell) {
    return Arrays.stream(cell.split("<br>"))
        .map(String::strip)
        .filter(text -> !text.isEmpty())
        .map(ExpectedVerdict::of)
        .toList();
  }
}
