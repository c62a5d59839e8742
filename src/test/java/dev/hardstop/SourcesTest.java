package dev.hardstop;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Rules for the source files themselves. */
class SourcesTest {
  private static final Path MAIN = Path.of("src/main/java");
  private static final Path TEST = Path.of("src/test/java");
  private static final Path BENCH = Path.of("src/bench/java");
  private static final Path KEPT_INPUTS = Path.of("src/test/resources");
  private static final Path EXAMPLES = Path.of("examples/README.md");
  private static final int LONGEST_FILE = 500;

  @Test
  void filesCanBeReadAtOnce() {
    List<String> tooLong = Stream.of(MAIN, TEST, BENCH, Path.of("src/main/resources"))
        .flatMap(SourcesTest::files)
        .filter(file -> file.toString().endsWith(".java") || file.toString().endsWith(".toml"))
        .filter(file -> lines(file) > LONGEST_FILE)
        .map(file -> file + ": " + lines(file) + " lines")
        .toList();
    assertThat(tooLong).isEmpty();
  }

  @Test
  void noTwoMainFilesHaveTheSameName() {
    Map<String, List<Path>> byName = files(MAIN)
        .filter(file -> file.toString().endsWith(".java"))
        .filter(file -> !file.endsWith("package-info.java"))
        .collect(Collectors.groupingBy(file -> file.getFileName().toString()));
    assertThat(byName)
        .isNotEmpty()
        .allSatisfy((name, files) -> assertThat(files).hasSize(1));
  }

  /** A package of tests that stand beside what they test has the page of that package. */
  @Test
  void everyPackageHasADescription() {
    Set<Path> described = described(MAIN);
    Set<Path> tests = packages(TEST);
    tests.removeAll(described(TEST));
    assertThat(packages(MAIN)).isNotEmpty().isSubsetOf(described);
    assertThat(tests).isSubsetOf(described);
    assertThat(packages(BENCH)).isNotEmpty().isSubsetOf(described(BENCH));
  }

  @Test
  void everyDecisionHasOneRowInTheOrderOfTheirNumbers() {
    Path folder = Path.of("docs/decisions");
    List<String> rows = Pattern.compile("^\\| \\[\\d+]\\((.+?)\\)", Pattern.MULTILINE)
        .matcher(text(folder.resolve("README.md")))
        .results()
        .map(row -> row.group(1))
        .toList();
    assertThat(rows)
        .containsExactlyElementsOf(files(folder)
            .map(file -> file.getFileName().toString())
            .filter(name -> !name.equals("README.md"))
            .sorted()
            .toList());
  }

  @Test
  void everyLinkOfTheDocumentsLeadsToAFile() {
    List<Path> documents = Stream.of(
            Path.of("README.md"), Path.of("CONTRIBUTING.md"), Path.of("docs"), EXAMPLES)
        .flatMap(SourcesTest::files)
        .filter(file -> file.toString().endsWith(".md"))
        .toList();
    assertThat(documents).hasSizeGreaterThan(10);
    assertThat(documents.stream().flatMap(SourcesTest::linkedFiles))
        .isNotEmpty()
        .allMatch(Files::exists);
  }

  /** Jazzer looks for the kept inputs of a fuzz test in {@code <package>/<Class>Inputs/<method>}. */
  @Test
  void allKeptFuzzInputsBelongToAFuzzTest() {
    Set<Path> folders = files(KEPT_INPUTS)
        .map(Path::getParent)
        .filter(folder -> folder.toString().contains("FuzzTestInputs"))
        .collect(Collectors.toSet());
    assertThat(folders).isNotEmpty().allMatch(SourcesTest::isReadByAFuzzTest);
  }

  private static boolean isReadByAFuzzTest(Path folder) {
    String inputs = KEPT_INPUTS.relativize(folder.getParent()).toString();
    Path test = TEST.resolve(inputs.replaceFirst("Inputs$", ".java"));
    Pattern method =
        Pattern.compile("@FuzzTest\\b[^{;]*\\bvoid " + Pattern.quote(folder.getFileName() + "("));
    return Files.exists(test) && method.matcher(text(test)).find();
  }

  /** Files and folders that a document links to; not the pages of the web. */
  private static Stream<Path> linkedFiles(Path document) {
    return Pattern.compile("]\\((?!https?:)([^)#\\s]+)(?:#[^)]*)?\\)")
        .matcher(text(document))
        .results()
        .map(link -> document.resolveSibling(link.group(1)).normalize());
  }

  private static Set<Path> packages(Path root) {
    return files(root)
        .filter(file -> file.toString().endsWith(".java"))
        .map(file -> root.relativize(file.getParent()))
        .filter(folder -> !folder.equals(Path.of("dev/hardstop")))
        .collect(Collectors.toSet());
  }

  private static Set<Path> described(Path root) {
    return files(root)
        .filter(file -> file.endsWith("package-info.java"))
        .filter(file -> text(file).startsWith("/**"))
        .map(file -> root.relativize(file.getParent()))
        .collect(Collectors.toSet());
  }

  private static long lines(Path file) {
    return text(file).lines().count();
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new IllegalStateException(file + " cannot be read", e);
    }
  }

  private static Stream<Path> files(Path root) {
    try (Stream<Path> all = Files.walk(root)) {
      return all.filter(Files::isRegularFile).toList().stream();
    } catch (IOException e) {
      throw new IllegalStateException(root + " cannot be read", e);
    }
  }
}
