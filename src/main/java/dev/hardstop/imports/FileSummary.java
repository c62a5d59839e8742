package dev.hardstop.imports;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Map;

/**
 * A summary of a whole file. It contains no address.
 *
 * @param source the name of the file
 * @param format the id of the format; empty if the file has no entry
 * @param entries how many lines or entries were read, unreadable ones included
 * @param notWhole why entries of the provider's list are missing in the file, such as a {@code NextToken} at its end;
 *     empty if nothing indicates it
 * @param zonesAssumed the number of time values without a zone, which were read as UTC
 * @param replacedReplies how many lines had words with bytes that could not be decoded
 * @param unusedColumns the columns, or the members of JSON entries, that were not used: at most 50
 * @param unknownTypes the provider's types that Hardstop does not know, and the number of their entries, which are
 *     IGNORED. At most 20 types; all others are counted as {@code (others)}
 * @param remarks further sentences for people, such as a hint that the file may be incomplete
 */
public record FileSummary(
    String source,
    String format,
    long entries,
    String notWhole,
    long zonesAssumed,
    long replacedReplies,
    List<String> unusedColumns,
    Map<String, Long> unknownTypes,
    List<String> remarks) {

  public FileSummary {
    requireNonNull(source, "source is null");
    requireNonNull(format, "format is null");
    requireNonNull(notWhole, "notWhole is null");
    unusedColumns = List.copyOf(unusedColumns);
    unknownTypes = Map.copyOf(unknownTypes);
    remarks = List.copyOf(remarks);
  }
}
