package dev.hardstop.cli;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hardstop.http.Route;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** docs/command-line.md agrees with the commands. */
class CommandLineDocumentTest {
  private static final Pattern ROUTE_OF_SCRIPT = Pattern.compile("['`](/v1/[a-z-]+)");
  private static final Pattern PARAMETER = Pattern.compile("\\*|\\{[a-z]+}");
  private static final String ROUTE = "`execute-api:Invoke` on `";

  private final List<String> lines = Files.readAllLines(Path.of("docs/command-line.md"));

  CommandLineDocumentTest() throws IOException {}

  @Test
  void everyCommandHasARow() {
    List<String> commands =
        HardstopTest.commands().toList().get(0).getSubcommands().keySet().stream()
            .toList();
    assertThat(commands).contains("check", "completion");
    assertThat(commands)
        .allSatisfy(command ->
            assertThat(lines).anyMatch(line -> line.matches("\\| `" + command + "[ `].*")));
  }

  @Test
  void everyPermissionNamesARouteThatThereIs() {
    Set<String> routes = routes();
    List<String> named = lines.stream()
        .filter(line -> line.contains(ROUTE))
        .map(line -> line.substring(line.indexOf(ROUTE) + ROUTE.length()))
        .map(rest -> rest.substring(0, rest.indexOf('`')).replace("*", "{address}"))
        .toList();
    assertThat(named).contains("POST/v1/check").isSubsetOf(routes);
  }

  /** docs/console.md names the routes in code, with a star for a parameter. */
  @Test
  void thePermissionsOfTheConsoleAreTheRoutesThatItsPageAsks() throws IOException {
    String document = Files.readString(Path.of("docs/console.md"));
    List<String> named = Arrays.stream(document.split("`"))
        .filter(code -> code.startsWith("GET/") || code.startsWith("POST/"))
        .toList();
    assertThat(named).isNotEmpty().doesNotHaveDuplicates();
    assertThat(named.stream().map(CommandLineDocumentTest::withoutParameter))
        .isSubsetOf(
            routes().stream().map(CommandLineDocumentTest::withoutParameter).toList());
    assertThat(askedByThePage())
        .allSatisfy(path -> assertThat(named)
            .anyMatch(route -> route.endsWith(path) || route.contains(path + "/*")));
  }

  /** The beginnings of the paths in the page's scripts, such as {@code /v1/domains}. */
  private static Set<String> askedByThePage() throws IOException {
    try (Stream<Path> scripts = Files.list(Path.of("src/main/resources/console/views"))) {
      return scripts
          .map(CommandLineDocumentTest::text)
          .flatMap(script -> ROUTE_OF_SCRIPT.matcher(script).results())
          .map(found -> found.group(1))
          .collect(toSet());
    }
  }

  private static Set<String> routes() {
    return Arrays.stream(Route.values())
        .map(route -> route.toString().replace(" ", ""))
        .collect(toSet());
  }

  private static String withoutParameter(String route) {
    return PARAMETER.matcher(route).replaceAll("");
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
