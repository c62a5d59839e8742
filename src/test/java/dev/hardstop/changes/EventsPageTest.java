package dev.hardstop.changes;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.hardstop.classification.BounceReason;
import dev.hardstop.cloudformation.Stack;
import dev.hardstop.smtp.EmailAddress;
import dev.hardstop.suppression.Subject;
import dev.hardstop.suppression.Verdict;
import dev.hardstop.suppression.VerdictCause;
import dev.hardstop.suppression.VerdictChange;
import dev.hardstop.suppression.VerdictState;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** docs/events.md names what the code publishes, no more and no less. */
class EventsPageTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String PAGE = page();
  private static final Subject ADDRESS = new Subject.Address(EmailAddress.of("bob@example.com"));
  private static final Subject DOMAIN = Subject.domainOf(EmailAddress.of("bob@example.com"));

  @Test
  void theExampleHasTheMembersOfAnEvent() throws Exception {
    JsonNode example = blocks("json").stream()
        .filter(block -> block.has("specversion"))
        .findFirst()
        .orElseThrow();
    JsonNode event = JSON.readTree(event(ADDRESS, VerdictState.SUPPRESSED).toJson());

    assertThat(names(example)).isEqualTo(names(event));
    assertThat(names(example.path("data"))).isEqualTo(names(event.path("data")));
    assertThat(types()).contains(example.path("type").asText());
    assertThat(BounceReason.valueOf(example.at("/data/reason").asText())).isNotNull();
    assertThat(causes()).contains(example.at("/data/cause").asText());
  }

  @Test
  void everyMemberOfDataIsExplained() throws Exception {
    JsonNode event = JSON.readTree(event(ADDRESS, VerdictState.SUPPRESSED).toJson());

    assertThat(firstCells("## An event")).containsAll(names(event.path("data")));
  }

  @Test
  void everyTypeIsListed() {
    Set<String> listed = firstCells("## An event").stream()
        .filter(name -> name.startsWith("dev.hardstop."))
        .collect(Collectors.toSet());

    assertThat(listed).isEqualTo(types());
  }

  @Test
  void everyCauseIsListed() {
    String row =
        PAGE.lines().filter(line -> line.startsWith("| `cause` |")).findFirst().orElseThrow();

    assertThat(code(row.substring("| `cause` |".length()))).isEqualTo(causes());
  }

  @Test
  void everyMessageAttributeIsListed() {
    assertThat(firstCells("## Message attributes"))
        .containsExactlyInAnyOrderElementsOf(
            event(ADDRESS, VerdictState.SUPPRESSED).attributes().keySet());
  }

  @Test
  void theFiltersSelectByAttributesThatExist() {
    Map<String, String> attributes = event(ADDRESS, VerdictState.SUPPRESSED).attributes();
    List<JsonNode> filters = blocks("json").stream()
        .filter(block -> !block.has("specversion") && !block.has("data"))
        .toList();

    assertThat(filters).isNotEmpty();
    for (JsonNode filter : filters) {
      assertThat(attributes.keySet()).containsAll(names(filter));
      filter.path("type").forEach(type -> assertThat(types()).contains(type.asText()));
    }
    Matcher named = Pattern.compile("dev\\.hardstop\\.[a-z]+\\.[a-z]+").matcher(PAGE);
    assertThat(named.results().map(found -> found.group())).isSubsetOf(types());
  }

  @Test
  void theCommandsUseOutputsOfTheTemplate() {
    Set<String> outputs = Pattern.compile("\\$\\(output ([A-Za-z]+)\\)")
        .matcher(PAGE)
        .results()
        .map(found -> found.group(1))
        .collect(Collectors.toSet());

    assertThat(outputs).isNotEmpty();
    assertThat(Stack.ofProject(Map.of()).outputs().keySet()).containsAll(outputs);
  }

  private static ChangeEvent event(Subject subject, VerdictState state) {
    Verdict verdict = new Verdict(
        state,
        subject,
        Optional.of(new VerdictCause.OfIncident("id")),
        new TreeSet<>(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        new TreeSet<>(Set.of("newsletter")),
        Set.of());
    VerdictChange change = new VerdictChange(
        "id",
        subject,
        Optional.of(verdict),
        verdict,
        Instant.EPOCH,
        VerdictChange.Cause.FEEDBACK,
        Optional.empty(),
        false);
    return new ChangeEvent(change, "source");
  }

  private static Set<String> types() {
    Set<String> types = new TreeSet<>();
    for (VerdictState state : VerdictState.values()) {
      types.add(event(ADDRESS, state).type());
      types.add(event(DOMAIN, state).type());
    }
    return types;
  }

  private static Set<String> causes() {
    return Arrays.stream(VerdictChange.Cause.values())
        .map(cause -> cause.name().toLowerCase(Locale.ROOT))
        .collect(Collectors.toSet());
  }

  private static List<String> names(JsonNode object) {
    List<String> names = new ArrayList<>();
    object.fieldNames().forEachRemaining(names::add);
    return names;
  }

  /** What is set as code in the first cells of the tables of a section. */
  private static Set<String> firstCells(String heading) {
    String section = PAGE.substring(PAGE.indexOf(heading) + heading.length());
    int end = section.indexOf("\n## ");
    return section
        .substring(0, end)
        .lines()
        .filter(line -> line.startsWith("| `"))
        .flatMap(line -> code(line.split("\\|")[1]).stream())
        .collect(Collectors.toSet());
  }

  private static Set<String> code(String text) {
    return Pattern.compile("`([^`]+)`")
        .matcher(text)
        .results()
        .map(found -> found.group(1))
        .collect(Collectors.toSet());
  }

  private static List<JsonNode> blocks(String language) {
    return Pattern.compile("(?ms)^```" + language + "\n(.*?)^```")
        .matcher(PAGE)
        .results()
        .map(block -> json(block.group(1)))
        .toList();
  }

  private static JsonNode json(String text) {
    try {
      return JSON.readTree(text);
    } catch (JsonProcessingException e) {
      throw new AssertionError("an example is not JSON: " + text, e);
    }
  }

  private static String page() {
    try {
      return Files.readString(Path.of("docs", "events.md"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
