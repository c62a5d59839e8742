package dev.hardstop.imports;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicLong;

/** A long file that is made while it is read. As a program, it reads a file of each form. */
final class GeneratedFile extends InputStream {
  private static final String ENTRY =
      "{\"created\":1764320400,\"email\":\"ann@example.com\",\"ip\":\"192.0.2.1\"}";

  private final byte[] start;
  private final byte[] block;
  private final long length;
  private long at;

  /** One array in one line, or a line for each entry. */
  enum Form {
    ARRAY("[" + ENTRY, "," + ENTRY),
    LINES("", ENTRY + "\n"),
    CSV("ip,email,created\n", "192.0.2.1,ann@example.com,1764320400\n");

    private final String start;
    private final String block;

    Form(String start, String block) {
      this.start = start;
      this.block = block;
    }
  }

  private GeneratedFile(Form form, long length) {
    this.start = form.start.getBytes(StandardCharsets.UTF_8);
    this.block = form.block.getBytes(StandardCharsets.UTF_8);
    this.length = length;
  }

  /** @param args how many megabytes each file has */
  public static void main(String... args) throws IOException {
    for (Form form : Form.values()) {
      System.out.println(form + ": " + read(form, Long.parseLong(args[0])) + " lines were read");
    }
  }

  /** Reads a file of so many megabytes, and returns how many lines it has. */
  static long read(Form form, long megabytes) throws IOException {
    AtomicLong lines = new AtomicLong();
    new ImportReader(ReadFiles.NO_OPTIONS)
        .read("file", new GeneratedFile(form, megabytes << 20), new ImportListener() {
          @Override
          public void line(ImportLine line) {
            lines.incrementAndGet();
          }

          @Override
          public void unreadable(UnreadableLine line) {
            throw new AssertionError(line);
          }

          @Override
          public void refused(RefusedFile file) {
            // The array has no end.
            if (!file.why().startsWith("the file ends in the middle")) {
              throw new AssertionError(file.why());
            }
          }

          @Override
          public void ended(FileSummary summary) {
            if (summary.entries() != lines.get()) {
              throw new AssertionError(summary);
            }
          }
        });
    return lines.get();
  }

  @Override
  public int read() {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0];
  }

  @Override
  public int read(byte[] target, int offset, int count) {
    if (at >= start.length && at >= length && (at - start.length) % block.length == 0) {
      return -1;
    }
    if (at < start.length) {
      target[offset] = start[(int) at++];
      return 1;
    }
    int from = (int) ((at - start.length) % block.length);
    int read = Math.min(count, block.length - from);
    System.arraycopy(block, from, target, offset, read);
    at += read;
    return read;
  }
}
