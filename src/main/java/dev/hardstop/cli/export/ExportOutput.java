package dev.hardstop.cli.export;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hardstop.cli.CommandException;
import dev.hardstop.cli.Console;
import dev.hardstop.cli.OnInterrupt;
import dev.hardstop.cli.ResumeFile;
import dev.hardstop.cli.S3Uri;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CompletedPart;

/**
 * The destination of exported lines: one file, or several if the format limits the lines of a file. Lines end with a
 * line feed. It is not thread-safe: several threads must hold its lock.
 */
abstract class ExportOutput implements AutoCloseable {
  private final Optional<String> header;
  private final long mostLines;
  private OutputStream open;
  private int number = 1;
  private long lines;
  private long bytes;

  /**
   * @param header the first line of each file; empty if there is none
   * @param mostLines the most lines of a file, without the header
   */
  ExportOutput(Optional<String> header, long mostLines) {
    this.header = header;
    this.mostLines = mostLines;
  }

  /**
   * Opens a file.
   *
   * @param fileNumber from 1 on
   */
  abstract OutputStream open(int fileNumber) throws IOException;

  /** Closes a complete file. */
  abstract void finish(OutputStream whole) throws IOException;

  /**
   * Saves everything that was written and the state of the export, so that the same command continues here. Does
   * nothing if the output cannot be continued.
   */
  void checkpoint(ObjectNode state) throws IOException {}

  /** How many files there are. */
  int files() {
    return number;
  }

  long lines() {
    return lines;
  }

  long bytes() {
    return bytes;
  }

  /** Continues at the end of a file. */
  void resume(OutputStream file, int fileNumber, long fileLines, long fileBytes) {
    open = file;
    number = fileNumber;
    lines = fileLines;
    bytes = fileBytes;
  }

  /** Adds lines. */
  void write(List<String> added) throws IOException {
    for (String line : added) {
      if (lines == mostLines && splits()) {
        finish(opened());
        open = null;
        number++;
        lines = 0;
        bytes = 0;
      }
      line(opened(), line);
      lines++;
    }
  }

  /** Whether another file follows a full one. */
  boolean splits() {
    return true;
  }

  OutputStream opened() throws IOException {
    if (open == null) {
      open = open(number);
      if (header.isPresent()) {
        line(open, header.get());
      }
    }
    return open;
  }

  private void line(OutputStream file, String line) throws IOException {
    byte[] encoded = (line + '\n').getBytes(StandardCharsets.UTF_8);
    file.write(encoded);
    bytes += encoded.length;
  }

  /** Ends the export. An export without lines is a file with the header only. */
  void finish() throws IOException {
    finish(opened());
    open = null;
  }

  /** Discards an unfinished export, unless it can be continued. */
  @Override
  public void close() {}

  /**
   * Returns a file's name with a number before its extension, such as {@code ses-2.csv}. The first file has no
   * number.
   */
  static String numbered(String name, int fileNumber) {
    if (fileNumber == 1) {
      return name;
    }
    int dot = name.lastIndexOf('.');
    boolean hasEnding = dot > name.lastIndexOf('/') + 1;
    return hasEnding
        ? name.substring(0, dot) + '-' + fileNumber + name.substring(dot)
        : name + '-' + fileNumber;
  }

  /** Standard output, which is one file for any number of lines. */
  static final class ToStandardOutput extends ExportOutput {
    private final PrintStream out;

    ToStandardOutput(Console console, Optional<String> header, long mostLines) {
      super(header, mostLines);
      out = console.out();
    }

    @Override
    OutputStream open(int fileNumber) {
      return out;
    }

    @Override
    boolean splits() {
      return false;
    }

    @Override
    void write(List<String> added) throws IOException {
      super.write(added);
      if (out.checkError()) {
        throw CommandException.no("standard output was closed before the export ended");
      }
    }

    @Override
    void finish(OutputStream whole) {
      out.flush();
    }
  }

  /**
   * Files that only their owner may read. The progress is saved in a file beside the first one, with {@code .resume}
   * after its name, which is deleted at the end.
   */
  static final class ToFile extends ExportOutput {
    private static final String FILE = "file";
    private static final String LINES = "lines";
    private static final String BYTES = "bytes";

    private final Path first;
    private final ResumeFile resume;
    private OutputStream current;

    ToFile(Path first, Optional<String> header, long mostLines) {
      super(header, mostLines);
      this.first = first;
      resume = new ResumeFile(first.resolveSibling(first.getFileName() + ".resume"));
    }

    ResumeFile resumeFile() {
      return resume;
    }

    /** Continues an earlier run. Everything that the earlier run wrote after its last checkpoint is discarded. */
    void continueAt(ObjectNode state) throws IOException {
      int fileNumber = state.path(FILE).asInt();
      long fileBytes = state.path(BYTES).asLong();
      Path file = path(fileNumber);
      if (!Files.exists(file) || Files.size(file) < fileBytes) {
        throw CommandException.usage(file + " is not what the earlier run wrote: delete "
            + resume.path() + " and its files to start anew");
      }
      for (int later = fileNumber + 1; Files.deleteIfExists(path(later)); later++) {
        // This file was begun after the last checkpoint.
      }
      FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE);
      channel.truncate(fileBytes).position(fileBytes);
      current = new BufferedOutputStream(Channels.newOutputStream(channel), 1 << 16);
      resume(current, fileNumber, state.path(LINES).asLong(), fileBytes);
    }

    private Path path(int fileNumber) {
      return first.resolveSibling(numbered(first.getFileName().toString(), fileNumber));
    }

    @Override
    OutputStream open(int fileNumber) throws IOException {
      Path file = path(fileNumber);
      try {
        ResumeFile.ownersOnly(file);
      } catch (FileAlreadyExistsException exists) {
        throw CommandException.usage(file + " exists already: delete it, or name another file");
      }
      current = new BufferedOutputStream(Files.newOutputStream(file), 1 << 16);
      return current;
    }

    @Override
    void checkpoint(ObjectNode state) throws IOException {
      opened().flush();
      resume.write(state.put(FILE, files()).put(LINES, lines()).put(BYTES, bytes()));
    }

    @Override
    void finish(OutputStream whole) throws IOException {
      whole.close();
      current = null;
    }

    @Override
    void finish() throws IOException {
      super.finish();
      resume.delete();
    }

    @Override
    public void close() {
      if (current != null) {
        try {
          current.close();
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
      }
    }
  }

  /**
   * Objects of S3, in parts of 8 MB (Amazon S3 user guide, "Multipart upload"). An object appears only when it is
   * complete. An export that ends early, for example by Ctrl-C, cannot be continued, and its parts are deleted.
   */
  static final class ToS3 extends ExportOutput {
    private final S3Client s3;
    private final S3Uri first;
    private final OnInterrupt interrupted;
    private S3Object current;

    ToS3(S3Client s3, S3Uri first, Optional<String> header, long mostLines) {
      super(header, mostLines);
      this.s3 = s3;
      this.first = first;
      interrupted = new OnInterrupt(this::abortAtTheEnd);
    }

    @Override
    synchronized OutputStream open(int fileNumber) {
      current = new S3Object(s3, first.bucket(), numbered(first.key(), fileNumber));
      return current;
    }

    @Override
    synchronized void finish(OutputStream whole) {
      current.complete();
      current = null;
    }

    @Override
    public void close() {
      interrupted.close();
      abort();
    }

    /** Waits for a part that is being uploaded, which would otherwise remain after AbortMultipartUpload. */
    private synchronized void abort() {
      if (current != null) {
        current.abort();
      }
    }

    private void abortAtTheEnd() {
      try {
        abort();
      } catch (SdkException failed) {
        // The process ends. docs/export.md recommends a lifecycle rule that deletes the remaining
        // parts.
      }
    }
  }

  /** An object that is being uploaded. */
  private static final class S3Object extends OutputStream {
    private static final int PART_BYTES = 8 << 20;

    private final S3Client s3;
    private final String bucket;
    private final String key;
    private final byte[] buffer = new byte[PART_BYTES];
    private final List<CompletedPart> parts = new ArrayList<>();
    private int length;
    private String uploadId;
    private boolean isAborted;

    private S3Object(S3Client s3, String bucket, String key) {
      this.s3 = s3;
      this.bucket = bucket;
      this.key = key;
    }

    @Override
    public void write(int one) {
      write(new byte[] {(byte) one}, 0, 1);
    }

    @Override
    public void write(byte[] added, int offset, int count) {
      int from = offset;
      int left = count;
      while (left > 0) {
        if (length == PART_BYTES) {
          upload();
        }
        int some = Math.min(left, PART_BYTES - length);
        System.arraycopy(added, from, buffer, length, some);
        length += some;
        from += some;
        left -= some;
      }
    }

    private void upload() {
      requireNotAborted();
      if (uploadId == null) {
        uploadId =
            s3.createMultipartUpload(create -> create.bucket(bucket).key(key)).uploadId();
      }
      int number = parts.size() + 1;
      String tag = s3.uploadPart(
              part -> part.bucket(bucket).key(key).uploadId(uploadId).partNumber(number), body())
          .eTag();
      parts.add(CompletedPart.builder().partNumber(number).eTag(tag).build());
      length = 0;
    }

    private RequestBody body() {
      return RequestBody.fromByteBuffer(java.nio.ByteBuffer.wrap(buffer, 0, length));
    }

    private void complete() {
      requireNotAborted();
      if (uploadId == null) {
        s3.putObject(put -> put.bucket(bucket).key(key), body());
        return;
      }
      if (length > 0) {
        upload();
      }
      s3.completeMultipartUpload(complete -> complete
          .bucket(bucket)
          .key(key)
          .uploadId(uploadId)
          .multipartUpload(upload -> upload.parts(parts)));
      uploadId = null;
    }

    /** Other threads may still write while the process ends. */
    private void requireNotAborted() {
      if (isAborted) {
        throw CommandException.no("the export was interrupted");
      }
    }

    private void abort() {
      isAborted = true;
      if (uploadId != null) {
        s3.abortMultipartUpload(abort -> abort.bucket(bucket).key(key).uploadId(uploadId));
        uploadId = null;
      }
    }
  }
}
