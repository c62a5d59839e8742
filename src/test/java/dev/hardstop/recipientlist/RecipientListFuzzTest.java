package dev.hardstop.recipientlist;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.DictionaryEntries;
import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.hardstop.imports.DecodedText;
import dev.hardstop.smtp.EmailAddress;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import java.util.zip.ZipException;

/**
 * Any list is checked to its end or refused, and no message contains an address. The kept inputs are lists in
 * CSV files, gzip files, and files that are neither.
 */
class RecipientListFuzzTest {
  /** How a list may be read: the column that the user named, and whether the first row is a recipient. */
  private record Options(Optional<String> column, boolean hasNoHeader) {}

  private static final List<Options> ALL_OPTIONS = List.of(
      new Options(Optional.empty(), false),
      new Options(Optional.empty(), true),
      new Options(Optional.of("email"), false),
      new Options(Optional.of("2"), true));

  @DictionaryEntries({
    "email,name",
    "E-Mail;Name",
    "Recipient\tName",
    "hardstop_send,state,reason,until,remark",
    "secret@example.com",
    "\"Secret Name\" <secret@example.com>",
    "'=secret@example.com",
    "\"two lines\"",
  })
  @FuzzTest(maxDuration = "2m")
  void everyListIsCheckedOrRefusedWithoutShowingAnAddress(byte[] list) {
    for (Options options : ALL_OPTIONS) {
      Optional<Long> rows = read(list, options);
      if (options.equals(ALL_OPTIONS.get(0))) {
        assertIsChecked(list, rows);
      }
    }
  }

  /** How many rows a list has; empty if it is refused. */
  private static Optional<Long> read(byte[] list, Options options) {
    long rows = 0;
    try (DecodedText text = DecodedText.of(new ByteArrayInputStream(list))) {
      RecipientListReader reader =
          RecipientListReader.of(text, options.column(), options.hasNoHeader());
      long line = 0;
      for (Optional<RecipientRow> row = reader.next(); row.isPresent(); row = reader.next()) {
        rows++;
        assertThat(row.get().line()).isGreaterThan(line);
        line = row.get().line();
        assertThat(row.get().fields()).hasSameSizeAs(reader.layout().columns());
        assertThat(row.get().toString()).doesNotContain("@");
      }
      return Optional.of(rows);
    } catch (UnusableListException refused) {
      assertThat(refused).hasNoCause();
      assertThat(refused.getMessage()).isNotEmpty().doesNotContain("@");
    } catch (IOException refused) {
      assertIsDamaged(refused);
    } catch (UncheckedIOException failed) {
      assertIsDamaged(failed.getCause());
    }
    return Optional.empty();
  }

  private static void assertIsDamaged(IOException refused) {
    assertThat(refused)
        .isInstanceOfAny(
            DecodedText.UnknownContentException.class, ZipException.class, EOFException.class);
    assertThat(String.valueOf(refused.getMessage())).doesNotContain("@");
  }

  private static void assertIsChecked(byte[] list, Optional<Long> rows) {
    ListFixture check = new ListFixture();
    try {
      check.check(list);
      assertThat(Optional.of(check.summary().rows())).isEqualTo(rows);
    } catch (UnusableListException | UncheckedIOException refused) {
      assertThat(rows).isEmpty();
    }
    assertThat(check.questions())
        .allSatisfy(question -> assertThat(question)
            .hasSizeLessThanOrEqualTo(VerdictSource.MOST_ADDRESSES)
            .doesNotHaveDuplicates()
            .allMatch(address -> EmailAddress.find(address).isPresent()));
  }
}
