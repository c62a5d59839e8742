package dev.hardstop.imports;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hardstop.smtp.EmailAddress;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What was read of files: everything that the reader reported. */
final class ReadFiles implements ImportListener {
  static final Instant NOW = Instant.parse("2026-11-29T12:00:00Z");
  static final LocalDate DATE = LocalDate.parse("2026-11-20");

  /** Of a caller who knows nothing about the files. */
  static final ImportOptions NO_OPTIONS =
      new ImportOptions(NOW, Optional.empty(), ColumnNames.NONE, Optional.empty());

  final List<ImportLine> lines = new ArrayList<>();
  final List<UnreadableLine> unreadable = new ArrayList<>();
  final List<RefusedFile> refused = new ArrayList<>();
  final List<FileSummary> summaries = new ArrayList<>();

  static ReadFiles of(String text) {
    return of(text, NO_OPTIONS);
  }

  static ReadFiles of(String text, ImportOptions options) {
    return of(text.getBytes(StandardCharsets.UTF_8), options);
  }

  static ReadFiles of(byte[] bytes) {
    return of(bytes, NO_OPTIONS);
  }

  static ReadFiles of(byte[] bytes, ImportOptions options) {
    return of(new ByteArrayInputStream(bytes), options);
  }

  static ReadFiles of(InputStream in, ImportOptions options) {
    ReadFiles read = new ReadFiles();
    try {
      new ImportReader(options).read("file", in, read);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
    return read;
  }

  /** The caller gave the date of the file. */
  static ImportOptions dated() {
    return new ImportOptions(NOW, Optional.of(DATE), ColumnNames.NONE, Optional.empty());
  }

  /** The caller also said what happened to the addresses. */
  static ImportOptions dated(ImportOptions.ListMeaning meaning) {
    return new ImportOptions(NOW, Optional.of(DATE), ColumnNames.NONE, Optional.of(meaning));
  }

  @Override
  public void line(ImportLine line) {
    lines.add(line);
  }

  @Override
  public void unreadable(UnreadableLine line) {
    unreadable.add(line);
  }

  @Override
  public void refused(RefusedFile file) {
    refused.add(file);
  }

  @Override
  public void ended(FileSummary summary) {
    summaries.add(summary);
  }

  /** The only line, if everything was read. */
  ImportLine line() {
    assertThat(refused).isEmpty();
    assertThat(unreadable).isEmpty();
    assertThat(lines).hasSize(1);
    return lines.get(0);
  }

  FileSummary summary() {
    assertThat(summaries).hasSize(1);
    return summaries.get(0);
  }

  /** Why the file was refused as a whole. */
  String refusal() {
    assertThat(lines).isEmpty();
    assertThat(refused).hasSize(1);
    return refused.get(0).why();
  }

  /** Why the only unreadable line is that. */
  String problem() {
    assertThat(refused).isEmpty();
    assertThat(unreadable).hasSize(1);
    return unreadable.get(0).why();
  }

  /** Each line: kind, address, words. */
  List<String> said() {
    assertThat(refused).isEmpty();
    assertThat(unreadable).isEmpty();
    return lines.stream().map(ReadFiles::said).toList();
  }

  static String said(ImportLine line) {
    String address = line.address().map(EmailAddress::spelling).orElse("-");
    return (line.kind() + " " + address + " " + line.words()).strip();
  }

  /** What people and logs may see of it. */
  String shown() {
    return lines.toString() + unreadable + refused + summaries;
  }
}
