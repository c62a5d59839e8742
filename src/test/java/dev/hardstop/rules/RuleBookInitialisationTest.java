package dev.hardstop.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.File;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Initialising {@link RuleFiles} reads all files or fails. The builder of the native binary does this: the binary
 * contains the rule book and no file ({@code NativePackageIT}). An invalid file therefore makes that build fail.
 */
class RuleBookInitialisationTest {
  private static final Path FILES = Path.of("src/main/resources/rules");

  @TempDir
  Path classes;

  @BeforeEach
  void copyFiles() throws IOException {
    Path rules = Files.createDirectory(classes.resolve("rules"));
    try (Stream<Path> files = Files.list(FILES)) {
      for (Path file : files.toList()) {
        Files.copy(file, rules.resolve(file.getFileName()));
      }
    }
  }

  @Test
  void theRuleBookIsReadWhenItsClassIsInitialised() throws Exception {
    assertThat(initialised()).isNotNull();
  }

  @Test
  void anInvalidFileFailsTheInitialisation() throws IOException {
    append("60-reply-codes.toml", "[[rule]]\nid = \"codes.broken\"\n");

    assertThatThrownBy(this::initialised)
        .isInstanceOf(ExceptionInInitializerError.class)
        .cause()
        .hasMessageContaining("60-reply-codes.toml");
  }

  @Test
  void aMissingFileFailsTheInitialisation() throws IOException {
    Files.writeString(
        classes.resolve("rules/book.toml"),
        "files = [\"60-reply-codes.toml\", \"99-none.toml\"]\n");

    assertThatThrownBy(this::initialised)
        .isInstanceOf(ExceptionInInitializerError.class)
        .cause()
        .hasMessageContaining("99-none.toml");
  }

  /** Initialises the class as a new process would: with its own classes, and the files of the folder first. */
  private Class<?> initialised() throws Exception {
    List<URL> path = new ArrayList<>(List.of(classes.toUri().toURL()));
    for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
      path.add(url(entry));
    }
    try (URLClassLoader loader =
        new URLClassLoader(path.toArray(URL[]::new), ClassLoader.getPlatformClassLoader())) {
      return Class.forName(RuleFiles.class.getName(), true, loader);
    }
  }

  private static URL url(String entry) throws MalformedURLException {
    return Path.of(entry).toUri().toURL();
  }

  private void append(String file, String text) throws IOException {
    Files.writeString(classes.resolve("rules").resolve(file), text, StandardOpenOption.APPEND);
  }
}
