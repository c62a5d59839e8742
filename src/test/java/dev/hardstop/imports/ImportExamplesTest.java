package dev.hardstop.imports;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.hardstop.imports.ImportLine.LineKind;
import dev.hardstop.imports.ImportOptions.ListMeaning;
import dev.hardstop.smtp.EmailAddress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The example files are recognised, and say something about every address in the table beside them. */
class ImportExamplesTest {
  private static final Path FOLDER = Path.of("examples", "import");

  /**
   * A row of the table.
   *
   * @param arguments of the command line, as written
   */
  record Example(String file, String arguments, List<String> addresses) {
    ImportOptions options() {
      return new ImportOptions(
          ReadFiles.NOW,
          value("--date ([-0-9]+)").map(LocalDate::parse),
          value("--columns \"(.*?)\"").map(ColumnNames::of).orElse(ColumnNames.NONE),
          value("--list-of ([a-z]+)")
              .map(meaning -> ListMeaning.valueOf(meaning.toUpperCase(Locale.ROOT))));
    }

    private Optional<String> value(String pattern) {
      return Pattern.compile(pattern)
          .matcher(arguments)
          .results()
          .findFirst()
          .map(it -> it.group(1));
    }
  }

  static List<Example> examples() throws IOException {
    return Files.readAllLines(FOLDER.resolve("README.md")).stream()
        .filter(line -> line.startsWith("| ["))
        .map(line -> line.split("\\|"))
        .map(row -> new Example(
            matches("\\[(.*?)]", row[1]).get(0), row[2], matches("`(\\S+@\\S+)`", row[4])))
        .toList();
  }

  private static List<String> matches(String pattern, String text) {
    return Pattern.compile(pattern)
        .matcher(text)
        .results()
        .map(it -> it.group(1))
        .toList();
  }

  @Test
  void everyFileHasOneRowInTheTable() throws IOException {
    try (Stream<Path> files = Files.list(FOLDER)) {
      assertThat(examples())
          .extracting(Example::file)
          .containsExactlyInAnyOrderElementsOf(files
              .map(file -> file.getFileName().toString())
              .filter(name -> !name.equals("README.md"))
              .toList());
    }
  }

  @Test
  void everyFormatHasAnExample() throws IOException {
    Set<String> formats = new TreeSet<>();
    for (Example example : examples()) {
      read(example).lines.forEach(line -> formats.add(line.format()));
    }
    assertThat(formats)
        .containsAll(ProviderFormats.ALL.stream()
            .map(ProviderFormat::id)
            // Every line of it is ignored.
            .filter(id -> !id.equals("mailchimp-contacts"))
            .toList());
  }

  private static ReadFiles read(Example example) throws IOException {
    return ReadFiles.of(Files.readAllBytes(FOLDER.resolve(example.file())), example.options());
  }

  @ParameterizedTest
  @MethodSource("examples")
  void everyLineOfAnExampleIsReadAndItsAddressesAreThoseOfTheTable(Example example)
      throws IOException {
    ReadFiles read = read(example);
    assertThat(read.refused).isEmpty();
    assertThat(read.unreadable).isEmpty();
    assertThat(read.lines.stream()
            .filter(line -> line.kind() != LineKind.IGNORED)
            .map(ImportExamplesTest::address))
        .containsExactlyInAnyOrderElementsOf(example.addresses());
    assertThat(read.summary().notWhole()).isEmpty();
    assertThat(read.summary().unknownTypes()).isEmpty();
  }

  private static String address(ImportLine line) {
    return line.address()
        .map(EmailAddress::canonical)
        .or(() -> line.event().map(event -> destination(event)))
        .orElseThrow();
  }

  private static String destination(JsonNode event) {
    return event.path("mail").path("destination").path(0).asText();
  }
}
