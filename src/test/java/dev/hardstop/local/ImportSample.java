package dev.hardstop.local;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A file of {@code examples/import}, and what the README of that folder says about it.
 *
 * @param options with which it is imported
 * @param verdicts by address, such as {@code suppressed, INVALID_RECIPIENT}
 */
record ImportSample(Path file, List<String> options, Map<String, String> verdicts) {
  private static final Pattern ROW =
      Pattern.compile("^\\| \\[[^]]+]\\(([^)]+)\\) \\|([^|]*)\\|[^|]*\\|([^|]*)\\|$");
  private static final Pattern ARGUMENT = Pattern.compile("\"([^\"]*)\"|([^\\s`]+)");
  private static final Pattern VERDICT = Pattern.compile("`([^`]+)`: ([^<|]+)");

  ImportSample {
    options = List.copyOf(options);
    verdicts = Map.copyOf(verdicts);
  }

  /** All rows of the table. */
  static List<ImportSample> all(Path folder) throws IOException {
    List<ImportSample> samples = new ArrayList<>();
    for (String line : Files.readAllLines(folder.resolve("README.md"))) {
      Matcher row = ROW.matcher(line);
      if (row.matches()) {
        samples.add(new ImportSample(
            folder.resolve(row.group(1)), arguments(row.group(2)), verdicts(row.group(3))));
      }
    }
    return samples;
  }

  private static List<String> arguments(String cell) {
    return ARGUMENT
        .matcher(cell)
        .results()
        .map(argument -> argument.group(1) == null ? argument.group(2) : argument.group(1))
        .toList();
  }

  private static Map<String, String> verdicts(String cell) {
    Map<String, String> verdicts = new LinkedHashMap<>();
    VERDICT
        .matcher(cell)
        .results()
        .forEach(verdict -> verdicts.put(verdict.group(1), verdict.group(2).strip()));
    return verdicts;
  }

  /** A verdict as the table states it. */
  static String text(JsonNode verdict) {
    String reason = verdict.path("reason").asText("");
    return verdict.path("state").asText() + (reason.isEmpty() ? "" : ", " + reason);
  }

  /** The arguments of the command. */
  List<String> arguments(String... more) {
    List<String> arguments = new ArrayList<>(options);
    arguments.addAll(List.of(more));
    arguments.add(file.toString());
    return arguments;
  }

  @Override
  public String toString() {
    return file.getFileName().toString();
  }
}
