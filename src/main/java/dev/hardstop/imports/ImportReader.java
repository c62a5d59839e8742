package dev.hardstop.imports;

import static java.util.Objects.requireNonNull;

import dev.hardstop.imports.FileReading.RefusedException;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipInputStream;

/**
 * Reads files of every known format. A format is recognised by the content of a file, never by its name. A file that
 * is not recognised is refused; its format is not guessed.
 *
 * <p>Reading is streaming: memory does not grow with the size of a file. Archives (zip) and compressed files (gzip)
 * are read one file after another. A line, or an entry of a JSON document, of more than 65,536 characters is
 * unreadable.
 */
public final class ImportReader {
  /** How much of a text is examined before it is read, in characters. */
  private static final int SAMPLE = 131_072;

  private static final int DEEPEST_ARCHIVE = 3;
  private static final int MOST_FILES = 10_000;

  /** Deflate reduces a text by a factor of at most 1,032. Real files are rarely reduced by a factor of 100. */
  private static final long LARGEST_EXPANSION = 250;

  /** The expanded size from which the expansion is limited, in bytes. */
  private static final long EXPANSION_CHECKED_FROM = 64L * 1024 * 1024;

  private static final String WORKBOOK = "[Content_Types].xml";

  private final ImportOptions options;

  /** @param options what the caller knows about all files that this reader reads */
  public ImportReader(ImportOptions options) {
    this.options = requireNonNull(options, "options is null");
  }

  /**
   * Reads a file, or all files of an archive. It reads to the end of the stream, unless the file is refused, and does
   * not close the stream.
   *
   * @param source the name of the file for messages and positions
   * @param in its bytes
   * @throws IOException if the stream itself cannot be read; a file that is damaged is {@linkplain
   *     ImportListener#refused refused} instead
   */
  public void read(String source, InputStream in, ImportListener listener) throws IOException {
    OriginalBytes original = new OriginalBytes(requireNonNull(in, "in is null"));
    try {
      open(source, original, original, 0, listener);
    } catch (RefusedException archive) {
      listener.refused(new RefusedFile(source, archive.getMessage()));
    }
  }

  /** A stream whose bytes all pass through {@link #read(byte[], int, int)}, which a subclass overrides. */
  private abstract static class ObservedBytes extends FilterInputStream {
    ObservedBytes(InputStream in) {
      super(in);
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      int read = read(one, 0, 1);
      return read < 0 ? -1 : one[0] & 0xff;
    }
  }

  /**
   * The bytes of the file itself. Counts them and the bytes to which they were expanded, and keeps a failure of the
   * stream.
   */
  private static final class OriginalBytes extends ObservedBytes {
    private long count;
    private long expanded;
    private IOException failure;

    OriginalBytes(InputStream in) {
      super(in);
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
      try {
        int read = super.read(target, offset, length);
        count += Math.max(0, read);
        return read;
      } catch (IOException failed) {
        failure = failed;
        throw failed;
      }
    }

    boolean isBomb() {
      return expanded > EXPANSION_CHECKED_FROM && expanded / LARGEST_EXPANSION > count;
    }
  }

  /** Decompressed bytes. Refuses the file if there are far more of them than the file has. */
  private static final class ExpandedBytes extends ObservedBytes {
    private final OriginalBytes original;

    ExpandedBytes(InputStream decompressed, OriginalBytes original) {
      super(decompressed);
      this.original = original;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
      int read = super.read(target, offset, length);
      original.expanded += Math.max(0, read);
      if (original.isBomb()) {
        throw new RefusedException("it is more than " + LARGEST_EXPANSION
            + " times larger than its archive, unlike any list of bounces: decompress it yourself if"
            + " you trust it");
      }
      return read;
    }

    /** Does nothing, because the rest of the archive is still to be read. */
    @Override
    public void close() {}
  }

  private void open(
      String source, InputStream bytes, OriginalBytes original, int depth, ImportListener listener)
      throws IOException {
    LeadingBytes in = new LeadingBytes(bytes);
    boolean isGzip = in.isGzip();
    boolean isZip = in.startsWith('P', 'K', 3, 4);
    if ((isGzip || isZip) && depth == DEEPEST_ARCHIVE) {
      throw new RefusedException("its archives are nested too deeply");
    }
    if (isGzip) {
      damaged(
          source,
          original,
          listener,
          () -> open(
              source,
              new ExpandedBytes(new GZIPInputStream(in), original),
              original,
              depth + 1,
              listener));
    } else if (isZip) {
      damaged(source, original, listener, () -> openZip(source, in, original, depth, listener));
    } else {
      readText(source, in, original, listener);
    }
  }

  /** A step that fails if an archive is damaged. */
  private interface ArchiveStep {
    void run() throws IOException;
  }

  private static void damaged(
      String source, OriginalBytes original, ImportListener listener, ArchiveStep step)
      throws IOException {
    try {
      step.run();
    } catch (ZipException | EOFException | IllegalArgumentException damaged) {
      if (original.failure != null) {
        throw damaged instanceof IOException failed ? failed : new IOException(damaged);
      }
      listener.refused(
          new RefusedFile(
              source,
              "the archive is damaged, incomplete or encrypted; the entries before that place were read"));
    }
  }

  /**
   * The bytes of a zip archive. {@link ZipInputStream} does not notice that an archive was truncated just before a
   * file. A complete archive has the "end of central directory record" after its last file (APPNOTE.TXT, 4.3.16).
   */
  private static final class ZipBytes extends ObservedBytes {
    private static final int FILE = 0x504b0304;
    private static final int END = 0x504b0506;

    private int lastFour;
    private boolean isWhole;

    ZipBytes(InputStream in) {
      super(in);
    }

    boolean isWhole() {
      return isWhole;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
      int read = super.read(target, offset, length);
      for (int i = offset; i < offset + read; i++) {
        lastFour = lastFour << 8 | target[i] & 0xff;
        if (lastFour == END || lastFour == FILE) {
          isWhole = lastFour == END;
        }
      }
      return read;
    }
  }

  private void openZip(
      String source, InputStream in, OriginalBytes original, int depth, ImportListener listener)
      throws IOException {
    ZipBytes bytes = new ZipBytes(in);
    ZipInputStream zip = new ZipInputStream(bytes, StandardCharsets.ISO_8859_1);
    int files = 0;
    ZipEntry file = zip.getNextEntry();
    while (file != null) {
      if (++files > MOST_FILES) {
        throw new RefusedException("the archive has more than 10,000 files");
      }
      String name = file.getName();
      if (name.equals(WORKBOOK)) {
        throw new RefusedException("it is a workbook of a spreadsheet program: save it as CSV");
      }
      if (!file.isDirectory() && !name.startsWith("__MACOSX/")) {
        String shown = FileReading.printable(name).equals(name) ? name : "file " + files;
        readFile(source + "!" + shown, zip, original, depth, listener);
      }
      file = original.isBomb() ? null : zip.getNextEntry();
    }
    bytes.transferTo(OutputStream.nullOutputStream());
    if (!bytes.isWhole()) {
      throw new ZipException("the end of the directory is missing");
    }
  }

  /** Reads a file of an archive. If it is refused, the other files are still read. */
  private void readFile(
      String source, ZipInputStream zip, OriginalBytes original, int depth, ImportListener listener)
      throws IOException {
    try {
      open(source, new ExpandedBytes(zip, original), original, depth + 1, listener);
    } catch (RefusedException refused) {
      listener.refused(new RefusedFile(source, refused.getMessage()));
    }
  }

  private void readText(
      String source, InputStream in, OriginalBytes original, ImportListener listener)
      throws IOException {
    FileReading reading = new FileReading(source, options, listener);
    try {
      readEntries(reading, new SampledText(new TextDecoder(in)));
    } catch (RefusedException refused) {
      listener.refused(new RefusedFile(source, refused.getMessage()));
      if (!reading.isRecognised()) {
        return;
      }
    } catch (ZipException | EOFException damaged) {
      if (original.failure == null && reading.isRecognised()) {
        listener.ended(reading.summary());
      }
      throw damaged;
    }
    listener.ended(reading.summary());
  }

  private static void readEntries(FileReading reading, SampledText text) throws IOException {
    String sample = text.sample().strip();
    if (sample.isEmpty()) {
      reading.remark("The file is empty.");
      return;
    }
    char first = sample.charAt(0);
    String firstLine = sample.lines().findFirst().orElse("");
    boolean isJson =
        first == '{' || first == '[' || !JsonFile.withoutLogTime(firstLine).equals(firstLine);
    if (isBinary(sample)) {
      throw new RefusedException("it is not a text file: export it as CSV or JSON");
    }
    if (!isJson) {
      new CsvFile(reading).read(sample, new TextLines(text));
    } else if (JsonFile.layout(sample) == JsonFile.Layout.LINES) {
      new JsonFile(reading).readLines(sample, new TextLines(text));
    } else {
      new JsonFile(reading).readDocuments(text);
    }
  }

  /**
   * Texts have hardly any control characters. If more than one character in fifty is one, the file is an image, a
   * program or encrypted.
   */
  private static boolean isBinary(String sample) {
    long controls = sample
        .chars()
        .filter(c -> Character.isISOControl(c) && !Character.isWhitespace(c))
        .count();
    return controls * 50 > sample.length();
  }

  /** A text whose beginning can be examined before it is read. */
  private static final class SampledText extends Reader {
    private final Reader text;
    private final char[] beginning = new char[SAMPLE];
    private int length;
    private int next;

    SampledText(Reader text) throws IOException {
      super();
      this.text = text;
      int read = 0;
      while (length < SAMPLE && read >= 0) {
        read = text.read(beginning, length, SAMPLE - length);
        length += Math.max(0, read);
      }
    }

    String sample() {
      return new String(beginning, 0, length);
    }

    @Override
    public int read(char[] target, int offset, int count) throws IOException {
      if (next == length) {
        return text.read(target, offset, count);
      }
      int read = Math.min(count, length - next);
      System.arraycopy(beginning, next, target, offset, read);
      next += read;
      return read;
    }

    /** Does nothing, because the stream belongs to the caller. */
    @Override
    public void close() {}
  }
}
