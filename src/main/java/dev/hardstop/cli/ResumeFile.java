package dev.hardstop.cli;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;

/**
 * A file with the progress of a long command, so that the same command continues there after Ctrl-C or a crash. Write
 * it after each step that need not be repeated, and delete it at the end. A write is atomic: a reader sees either the
 * old content or the new.
 */
public final class ResumeFile {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Path file;

  public ResumeFile(Path file) {
    this.file = requireNonNull(file, "file is null");
  }

  /** The file, to name it in a message. */
  public Path path() {
    return file;
  }

  /**
   * The state that was written last; empty if there is nothing to resume.
   *
   * @throws CommandException if the file is not a resume file
   */
  public Optional<ObjectNode> read() {
    try {
      JsonNode json = JSON.readTree(Files.readAllBytes(file));
      if (json instanceof ObjectNode object) {
        return Optional.of(object);
      }
      throw damaged();
    } catch (NoSuchFileException nothing) {
      return Optional.empty();
    } catch (JsonProcessingException e) {
      throw damaged();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public void write(ObjectNode state) {
    Path next = file.resolveSibling(file.getFileName() + ".new");
    try {
      Files.deleteIfExists(next);
      Files.write(ownersOnly(next), JSON.writeValueAsBytes(state));
      Files.move(next, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Creates an empty file that only its owner may read and write, if the file system knows owners, because the file
   * may contain addresses.
   *
   * @throws java.nio.file.FileAlreadyExistsException if there is a file already
   */
  public static Path ownersOnly(Path file) throws IOException {
    boolean hasOwners =
        Files.getFileStore(file.toAbsolutePath().getParent()).supportsFileAttributeView("posix");
    return hasOwners
        ? Files.createFile(
            file,
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))
        : Files.createFile(file);
  }

  /** The command has ended: nothing is left to resume. */
  public void delete() {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private CommandException damaged() {
    return CommandException.usage(
        file + " does not contain the progress of an earlier run: delete it to start anew");
  }
}
