package dev.hardstop.imports;

import java.util.List;

/**
 * The CSV file that {@code export --format csv} writes, so that it can be imported again. Its columns are fields of a
 * verdict, as the HTTP API names them. A cell that a spreadsheet program would read as a formula begins with an
 * additional apostrophe, which {@link #unguarded} removes.
 */
public final class HardstopCsv {
  /**
   * The header, in this order. {@code address} is a canonical address, or {@code @domain} in the row of a whole
   * domain that is not clear; {@code suppressed} is true or false; {@code since} is the first UTC day of the
   * evidence, empty if only the suppression of an erased address is kept; {@code streams} and {@code
   * unsubscribedStreams} are separated by blanks; {@code about} is {@code @domain} if the cause concerns the whole
   * domain, and empty otherwise.
   */
  public static final List<String> COLUMNS = List.of(
      "address",
      "suppressed",
      "state",
      "reason",
      "culprit",
      "confidence",
      "since",
      "until",
      "rule",
      "reply",
      "sesBounceType",
      "streams",
      "onSesList",
      "ambiguous",
      "about",
      "incident",
      "unsubscribed",
      "unsubscribedStreams",
      "advice");

  /**
   * The header of the list that the console downloads. Its verdicts are those of the HTTP API, which do not say which
   * streams are suppressed without an end. Therefore two columns have other names, and an import refuses the file,
   * even if one of the two is renamed.
   */
  public static final List<String> LIST_COLUMNS = COLUMNS.stream()
      .map(column -> column.equals("address") ? "subject" : column)
      .map(column -> column.equals("streams") ? "stoppedStreams" : column)
      .toList();

  /** A file with these columns is a list of the console, or a part of one. */
  static final List<String> LIST_RECOGNISED_BY =
      List.of("subject", "suppressed", "state", "reason");

  /** A file with these columns is an export, or a part of one. */
  static final List<String> RECOGNISED_BY = List.of("address", "suppressed", "state", "reason");

  /** Without these columns, an import could suppress more than the export does. */
  static final List<String> REQUIRED = List.of(
      "address",
      "suppressed",
      "state",
      "reason",
      "since",
      "until",
      "streams",
      "about",
      "unsubscribed");

  private static final char GUARD = '\'';

  private HardstopCsv() {}

  /**
   * Returns a cell that no spreadsheet program reads as a formula. A text that begins with one of {@code = + - @}, a
   * tab or a carriage return, even after apostrophes, gets an apostrophe before it (OWASP, "CSV Injection").
   */
  public static String guarded(String text) {
    return isFormula(text) ? GUARD + text : text;
  }

  /** Returns the original text of a guarded cell, and any other cell unchanged. */
  public static String unguarded(String cell) {
    return !cell.isEmpty() && cell.charAt(0) == GUARD && isFormula(cell) ? cell.substring(1) : cell;
  }

  private static boolean isFormula(String text) {
    int first = 0;
    while (first < text.length() && text.charAt(first) == GUARD) {
      first++;
    }
    return first < text.length() && "=+-@\t\r".indexOf(text.charAt(first)) >= 0;
  }
}
