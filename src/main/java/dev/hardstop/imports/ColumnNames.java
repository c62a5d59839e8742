package dev.hardstop.imports;

import static java.util.Objects.requireNonNull;

import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;

/**
 * The meanings of the columns of a CSV file, as the caller gives them. The column of the address is required. Names
 * are compared without case, spaces, quotation marks, underscores and hyphens, as in all headers.
 *
 * @param names the name of the column in the file, for each meaning that has one
 */
public record ColumnNames(Map<ColumnMeaning, String> names) {
  /** The caller gave no meanings. */
  public static final ColumnNames NONE = new ColumnNames(Map.of());

  private static final String EXPECTED =
      "columns must be written as address=NAME,reply=NAME,status=NAME,time=NAME; only the address is needed";

  public ColumnNames {
    names = Map.copyOf(requireNonNull(names, "names is null"));
    if (!names.isEmpty() && !names.containsKey(ColumnMeaning.ADDRESS)) {
      throw new IllegalArgumentException(EXPECTED);
    }
  }

  /** What a column contains. */
  public enum ColumnMeaning {
    /** The address that bounced. */
    ADDRESS,
    /** The reply of the receiving server. */
    REPLY,
    /** An enhanced status code (RFC 3463). */
    STATUS,
    /** The time of the bounce. */
    TIME
  }

  /**
   * Reads the form of the command line: {@code address=E-Mail,reply=Reply,status=Code,time=Date}.
   *
   * @throws IllegalArgumentException if the text has another form; the message says what is expected
   */
  public static ColumnNames of(String text) {
    Map<ColumnMeaning, String> names = new EnumMap<>(ColumnMeaning.class);
    for (String part : text.split(",", -1)) {
      int equals = part.indexOf('=');
      if (equals < 0 || part.substring(equals + 1).isBlank()) {
        throw new IllegalArgumentException(EXPECTED);
      }
      ColumnMeaning meaning = meaning(part.substring(0, equals).strip());
      if (names.put(meaning, part.substring(equals + 1).strip()) != null) {
        throw new IllegalArgumentException(EXPECTED);
      }
    }
    return new ColumnNames(names);
  }

  private static ColumnMeaning meaning(String name) {
    for (ColumnMeaning meaning : ColumnMeaning.values()) {
      if (meaning.name().equals(name.toUpperCase(Locale.ROOT))) {
        return meaning;
      }
    }
    throw new IllegalArgumentException(EXPECTED);
  }
}
