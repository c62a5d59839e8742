package dev.hardstop.recipientlist;

import java.util.List;
import java.util.stream.Stream;

/**
 * A row of a recipient list.
 *
 * @param line the line of the file where the row begins, from 1
 * @param fields the values of the user's columns, as many as the list has
 * @param extraFields the values of fields beyond the last column; empty in a well-formed row
 * @param address the text in the column of the addresses, in which bytes that are not UTF-8 are
 *     still marked; empty if the row has no such field
 */
record RecipientRow(long line, List<String> fields, List<String> extraFields, String address) {
  RecipientRow {
    fields = List.copyOf(fields);
    extraFields = List.copyOf(extraFields);
  }

  /** The total length of the values. */
  long characters() {
    return Stream.concat(fields.stream(), extraFields.stream())
        .mapToLong(String::length)
        .sum();
  }

  /** Omits the values, which are personal data. */
  @Override
  public String toString() {
    return "RecipientRow[line " + line + "]";
  }
}
