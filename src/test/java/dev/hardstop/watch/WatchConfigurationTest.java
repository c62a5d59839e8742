package dev.hardstop.watch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hardstop.cloudformation.Stack;
import io.smallrye.config.WithDefault;
import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The defaults of {@link WatchConfiguration} are those of template.yaml and docs/configuration.md. */
class WatchConfigurationTest {
  private static final Path PAGE = Path.of("docs/configuration.md");

  @Test
  void thePageHasEachDefault() throws IOException {
    Map<String, String> documented = new HashMap<>();
    Files.readAllLines(PAGE).stream()
        .filter(line -> line.startsWith("| `HARDSTOP_WATCH_"))
        .map(line -> line.split(" *\\| *"))
        .forEach(cells -> {
          List<String> variables = List.of(cells[1].replace("`", "").split(", "));
          List<String> defaults = List.of(cells[2].split(", "));
          for (int i = 0; i < variables.size(); i++) {
            documented.put(variables.get(i), defaults.get(Math.min(i, defaults.size() - 1)));
          }
        });
    assertThat(defaults()).isNotEmpty();
    assertThat(documented).containsAllEntriesOf(defaults());
  }

  @Test
  void theTemplateHasEachDefaultThatIsAParameter() {
    Stack stack = Stack.ofProject(Map.of());
    Map<String, String> expected = new TreeMap<>(defaults());
    expected.keySet().removeIf(variable -> !stack.parameters().containsKey(parameter(variable)));
    assertThat(expected).hasSizeGreaterThan(5);
    Map<String, String> actual = new TreeMap<>();
    expected
        .keySet()
        .forEach(variable -> actual.put(variable, stack.parameter(parameter(variable))));
    assertThat(actual).isEqualTo(expected);
  }

  private static String parameter(String variable) {
    return Arrays.stream(variable.substring("HARDSTOP_WATCH_".length()).split("_"))
        .map(word -> word.charAt(0) + word.substring(1).toLowerCase(Locale.ROOT))
        .collect(Collectors.joining());
  }

  private static Map<String, String> defaults() {
    return Stream.concat(
            defaults("HARDSTOP_WATCH_", WatchConfiguration.class),
            defaults("HARDSTOP_WATCH_BRAKE_", WatchConfiguration.Brake.class))
        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  private static Stream<Map.Entry<String, String>> defaults(String prefix, Class<?> mapping) {
    return Arrays.stream(mapping.getDeclaredMethods())
        .filter(method -> method.isAnnotationPresent(WithDefault.class))
        .map(method -> Map.entry(
            prefix + variable(method), method.getAnnotation(WithDefault.class).value()));
  }

  private static String variable(Method method) {
    return method.getName().replaceAll("([A-Z])", "_$1").toUpperCase(Locale.ROOT);
  }
}
