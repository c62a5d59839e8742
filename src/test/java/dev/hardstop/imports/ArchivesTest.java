package dev.hardstop.imports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.SequenceInputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Compressed files, archives and encodings. */
class ArchivesTest {
  private static final String CLEANED =
      "Email Address,CLEAN_TIME\nann@example.com,2026-11-03 09:00:00\n";
  private static final String UNSUBSCRIBED =
      "Email Address,UNSUB_TIME\nbob@example.com,2026-11-03 09:00:00\n";
  private static final String BOUNCED =
      "status,reason,email,created\n,550 no box,ann@example.com,1764320400\n";

  @Test
  void aCompressedFileIsRecognisedByItsFirstBytes() throws IOException {
    assertThat(ReadFiles.of(gzip(BOUNCED)).said())
        .containsExactly("BOUNCE ann@example.com 550 no box");
  }

  @Test
  void compressedFilesThatWereJoinedAreReadToTheEnd() throws IOException {
    byte[] joined = join(gzip(BOUNCED), gzip(",550 no box,bob@example.com,1764320400\n"));
    assertThat(ReadFiles.of(joined).lines).hasSize(2);
    assertThat(ReadFiles.of(slowly(joined), ReadFiles.NO_OPTIONS).lines).hasSize(2);
  }

  @Test
  void theFilesOfAnArchiveAreReadOneAfterAnother() throws IOException {
    ReadFiles read = ReadFiles.of(zip("cleaned.csv", CLEANED, "unsubscribed.csv", UNSUBSCRIBED));
    assertThat(read.said())
        .containsExactly("BOUNCE ann@example.com", "UNSUBSCRIBE bob@example.com");
    assertThat(read.summaries)
        .extracting(FileSummary::source)
        .containsExactly("file!cleaned.csv", "file!unsubscribed.csv");
    assertThat(read.lines.get(1).position()).hasToString("file!unsubscribed.csv, line 2");
  }

  @Test
  void aFileOfAnArchiveThatIsRefusedLeavesTheOthers() throws IOException {
    ReadFiles read = ReadFiles.of(zip("notes.txt", "hello", "cleaned.csv", CLEANED));
    assertThat(read.refused).extracting(RefusedFile::source).containsExactly("file!notes.txt");
    assertThat(read.lines).hasSize(1);
  }

  @Test
  void aNameInAnArchiveThatIsAnAddressIsNotShown() throws IOException {
    ReadFiles read = ReadFiles.of(zip("ann@example.com.csv", "hello"));
    assertThat(read.shown()).doesNotContain("ann@example.com").contains("file!file 1");
  }

  @Test
  void compressedFilesInAnArchiveAreRead() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      zip.putNextEntry(new ZipEntry("2026/"));
      zip.putNextEntry(new ZipEntry("2026/bounces.csv.gz"));
      zip.write(gzip(BOUNCED));
    }
    assertThat(ReadFiles.of(bytes.toByteArray()).said()).hasSize(1);
  }

  @Test
  void archivesInArchivesHaveALimit() throws IOException {
    byte[] deep = gzip(gzip(gzip(gzip(BOUNCED.getBytes(StandardCharsets.UTF_8)))));
    assertThat(ReadFiles.of(deep).refusal()).isEqualTo("its archives are nested too deeply");
  }

  @Test
  void aWorkbookIsRefusedWithAHint() throws IOException {
    assertThat(ReadFiles.of(zip("[Content_Types].xml", "<x/>", "sheet1.xml", "<x/>"))
            .refusal())
        .isEqualTo("it is a workbook of a spreadsheet program: save it as CSV");
  }

  @Test
  void ofADamagedFileTheLinesBeforeTheDamageCount() throws IOException {
    byte[] whole = gzip(BOUNCED + ",550 no box,bob@example.com,1764320400\n".repeat(100_000));
    ReadFiles read = ReadFiles.of(Arrays.copyOf(whole, whole.length / 2));
    assertThat(read.lines).isNotEmpty();
    assertThat(read.summaries).hasSize(1);
    assertThat(read.refused)
        .extracting(RefusedFile::why)
        .containsExactly(
            "the archive is damaged, incomplete or encrypted; the entries before that place were read");
  }

  @Test
  void anArchiveThatWasCutAnywhereIsRefused() throws IOException {
    byte[] whole = zip("cleaned.csv", CLEANED, "unsubscribed.csv", UNSUBSCRIBED);
    assertThat(ReadFiles.of(whole).refused).isEmpty();
    int directoryEnd = 22;
    for (int length = 4; length <= whole.length - directoryEnd; length++) {
      assertThat(ReadFiles.of(Arrays.copyOf(whole, length)).refused)
          .as("the first %d of %d bytes", length, whole.length)
          .isNotEmpty();
    }
  }

  @Test
  void whatIsNotATextIsRefusedAsSuch() {
    byte[] binary = new byte[5_000];
    new Random(17).nextBytes(binary);
    assertThat(ReadFiles.of(binary).refusal())
        .isEqualTo("it is not a text file: export it as CSV or JSON");
  }

  @ParameterizedTest
  @ValueSource(strings = {"gzip", "zip"})
  void aFileThatExpandsBeyondMeasureIsRefused(String container) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    if (container.equals("gzip")) {
      try (GZIPOutputStream bomb = new GZIPOutputStream(bytes)) {
        writeBomb(bomb);
      }
    } else {
      try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
        zip.putNextEntry(new ZipEntry("bounces.csv"));
        writeBomb(zip);
        zip.putNextEntry(new ZipEntry("more.csv"));
        zip.write(BOUNCED.getBytes(StandardCharsets.UTF_8));
      }
    }
    ReadFiles read = ReadFiles.of(bytes.toByteArray());
    assertThat(read.refused)
        .extracting(RefusedFile::why)
        .singleElement()
        .asString()
        .startsWith("it is more than 250 times larger than its archive");
    assertThat(read.lines).isEmpty();
  }

  /** One line of 80 MB. */
  private static void writeBomb(OutputStream out) throws IOException {
    out.write("status,reason,email,created\n".getBytes(StandardCharsets.UTF_8));
    byte[] block = new byte[1 << 20];
    Arrays.fill(block, (byte) 'x');
    for (int i = 0; i < 80; i++) {
      out.write(block);
    }
  }

  @Test
  void aStreamThatFailsIsAnErrorOfTheStreamNotOfTheFile() throws IOException {
    InputStream broken = new SequenceInputStream(
        new ByteArrayInputStream(Arrays.copyOf(gzip(BOUNCED), 20)), new InputStream() {
          @Override
          public int read() throws IOException {
            throw new IOException("connection lost");
          }
        });
    assertThatThrownBy(
            () -> new ImportReader(ReadFiles.NO_OPTIONS).read("file", broken, new ReadFiles()))
        .isInstanceOf(IOException.class)
        .hasMessage("connection lost");
  }

  @Test
  void theStreamBelongsToTheCallerAndIsNotClosed() throws IOException {
    InputStream in = new FilterInputStream(new ByteArrayInputStream(zip("a.csv", CLEANED))) {
      @Override
      public void close() {
        throw new AssertionError("closed");
      }
    };
    assertThat(ReadFiles.of(in, ReadFiles.NO_OPTIONS).lines).hasSize(1);
  }

  @Test
  void anEmptyFileIsSaidToBeEmpty() {
    assertThat(ReadFiles.of("").summary().remarks()).containsExactly("The file is empty.");
    assertThat(ReadFiles.of(" \n\n").summary().entries()).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"UTF-8", "UTF-16LE", "UTF-16BE"})
  void aByteOrderMarkNamesTheEncoding(String charset) {
    String file = "\ufeff" + BOUNCED.replace("no box", "b\u00f6se \ud83d\ude00");
    assertThat(ReadFiles.of(file.getBytes(Charset.forName(charset))).said())
        .containsExactly("BOUNCE ann@example.com 550 b\u00f6se \ud83d\ude00");
    String json =
        "\ufeff[{\"created\":1764320400,\"email\":\"ann@example.com\",\"ip\":\"192.0.2.1\"}]";
    assertThat(ReadFiles.of(json.getBytes(Charset.forName(charset))).said())
        .containsExactly("COMPLAINT ann@example.com");
  }

  @Test
  void charactersAreReadWhereverTheBytesOfTheStreamAreDivided() throws IOException {
    String file = "\ufeff" + BOUNCED.replace("no box", "\ud83d\ude00".repeat(5_000));
    for (String charset : new String[] {"UTF-8", "UTF-16LE"}) {
      InputStream in = slowly(file.getBytes(Charset.forName(charset)));
      assertThat(ReadFiles.of(in, ReadFiles.NO_OPTIONS).line().words())
          .isEqualTo("550 " + "\ud83d\ude00".repeat(4_094));
    }
  }

  @Test
  void utf8WithAnEndThatIsCutOffIsRead() {
    byte[] file = (BOUNCED.strip() + "\u00fc").getBytes(StandardCharsets.UTF_8);
    assertThat(ReadFiles.of(Arrays.copyOf(file, file.length - 1)).problem())
        .startsWith("it has no readable time");
  }

  /** A stream that gives one byte at a time, and never says that more is available. */
  private static InputStream slowly(byte[] bytes) {
    return new FilterInputStream(new ByteArrayInputStream(bytes)) {
      @Override
      public int read(byte[] target, int offset, int length) throws IOException {
        return super.read(target, offset, Math.min(1, length));
      }

      @Override
      public int available() {
        return 0;
      }
    };
  }

  private static byte[] gzip(String text) throws IOException {
    return gzip(text.getBytes(StandardCharsets.UTF_8));
  }

  private static byte[] gzip(byte[] content) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
      out.write(content);
    }
    return bytes.toByteArray();
  }

  private static byte[] zip(String... namesAndTexts) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      for (int i = 0; i < namesAndTexts.length; i += 2) {
        zip.putNextEntry(new ZipEntry(namesAndTexts[i]));
        zip.write(namesAndTexts[i + 1].getBytes(StandardCharsets.UTF_8));
      }
    }
    return bytes.toByteArray();
  }

  private static byte[] join(byte[] first, byte[] second) {
    byte[] joined = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, joined, first.length, second.length);
    return joined;
  }
}
