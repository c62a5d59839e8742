package dev.hardstop.imports;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * A format of a provider: how it is recognised, and how its entries are read. A CSV file and an answer of an API with
 * the same names have one format.
 *
 * @param id its name in {@link ImportLine#format()}
 * @param page the member of a JSON document that lists the entries, such as {@code Bounces}; empty if the document is
 *     the list
 * @param required the columns or members by which it is recognised
 * @param isExact whether no other column is allowed
 * @param isCsv whether it is recognised in CSV files
 * @param isJson whether it is recognised in JSON documents
 * @param used the optional columns or members that are used if they are present
 * @param meaning whether the file says what happened to its addresses
 * @param entryReader reads an entry
 */
record ProviderFormat(
    String id,
    String page,
    Set<String> required,
    boolean isExact,
    boolean isCsv,
    boolean isJson,
    Set<String> used,
    Meaning meaning,
    EntryReader entryReader) {

  ProviderFormat {
    requireNonNull(id, "id is null");
    requireNonNull(page, "page is null");
    required = Set.copyOf(required);
    used = Set.copyOf(used);
    requireNonNull(meaning, "meaning is null");
    requireNonNull(entryReader, "entryReader is null");
  }

  /** Reads one entry and reports what it says. */
  interface EntryReader {
    void read(EntryFields fields, FileEntry entry);
  }

  /** The texts of an entry by the names of columns or members. */
  interface EntryFields {
    /** The text of this name; empty if it is absent, null, an object or an array. */
    String text(String name);
  }

  /** Whether a file says what happened to its addresses. */
  enum Meaning {
    STATED,
    /** The file does not say it, so the caller must. */
    NOT_STATED
  }

  /** Reads entries from CSV files and JSON arrays. */
  static ProviderFormat of(String id, String required, String used, EntryReader reader) {
    return new ProviderFormat(
        id, "", names(required), false, true, true, names(used), Meaning.STATED, reader);
  }

  ProviderFormat onlyCsv() {
    return new ProviderFormat(id, page, required, isExact, true, false, used, meaning, entryReader);
  }

  /** Reads entries only from this member of a JSON document, not from CSV files. */
  ProviderFormat onlyInPage(String member) {
    return new ProviderFormat(
        id, member, required, isExact, false, true, used, meaning, entryReader);
  }

  /** Reads entries from this member of a JSON document, and from CSV files with the same names. */
  ProviderFormat inPage(String member) {
    return new ProviderFormat(
        id, member, required, isExact, isCsv, isJson, used, meaning, entryReader);
  }

  /** The format has only the required columns, and does not say what happened to the addresses. */
  ProviderFormat withoutMeaning() {
    return new ProviderFormat(
        id, page, required, true, isCsv, isJson, used, Meaning.NOT_STATED, entryReader);
  }

  /** Whether the header of a CSV file fits; its names are {@linkplain #normalised normalised}. */
  boolean fitsHeader(Set<String> header) {
    return isCsv && fits(header::contains, ProviderFormat::normalised, header.size());
  }

  /** Whether an entry in this member of a JSON document fits. */
  boolean fitsMembers(String member, Set<String> names) {
    return isJson && page.equals(member) && fits(names::contains, name -> name, names.size());
  }

  private boolean fits(Predicate<String> isPresent, UnaryOperator<String> form, int columns) {
    return (!isExact || columns == required.size())
        && required.stream().map(form).allMatch(isPresent);
  }

  /**
   * Returns the formats that fit best. A format is omitted if its required columns are a proper subset of another
   * format's. Several formats remain if the file could have any of them.
   */
  static List<ProviderFormat> mostSpecific(Collection<ProviderFormat> fitting) {
    List<ProviderFormat> left = new ArrayList<>();
    for (ProviderFormat format : fitting) {
      boolean isPart = fitting.stream()
          .anyMatch(other -> other.required.size() > format.required.size()
              && other.required.containsAll(format.required));
      boolean isKnown = left.stream().anyMatch(other -> other.id.equals(format.id));
      if (!isPart && !isKnown) {
        left.add(format);
      }
    }
    return left;
  }

  /** The columns that are not used. */
  List<String> unused(Collection<String> columns) {
    Set<String> known =
        required.stream().map(ProviderFormat::normalised).collect(Collectors.toSet());
    used.stream().map(ProviderFormat::normalised).forEach(known::add);
    return columns.stream()
        .filter(column -> !known.contains(normalised(column)))
        .toList();
  }

  /**
   * Returns the name of a column for comparison: without case, spaces, quotation marks, _ and -.
   */
  static String normalised(String name) {
    StringBuilder normalised = new StringBuilder(name.length());
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      boolean isIgnored = Character.isWhitespace(c)
          || Character.isSpaceChar(c)
          || "\"'_-\ufeff\u200b".indexOf(c) >= 0;
      if (!isIgnored) {
        normalised.append(c);
      }
    }
    return normalised.toString().toLowerCase(Locale.ROOT);
  }

  private static Set<String> names(String list) {
    return list.isEmpty() ? Set.of() : Set.of(list.split(","));
  }

  /** Returns the id. */
  @Override
  public String toString() {
    return id;
  }
}
