package dev.hardstop.cli;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hardstop.http.Route;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** docs/command-line.md agrees with the commands. */
class CommandLineDocumentTest {
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
    Set<String> routes = Arrays.stream(Route.values())
        .map(route -> route.toString().replace(" ", ""))
        .collect(toSet());
    List<String> named = lines.stream()
        .filter(line -> line.contains(ROUTE))
        .map(line -> line.substring(line.indexOf(ROUTE) + ROUTE.length()))
        .map(rest -> rest.substring(0, rest.indexOf('`')).replace("*", "{address}"))
        .toList();
    assertThat(named).contains("POST/v1/check").isSubsetOf(routes);
  }
}
