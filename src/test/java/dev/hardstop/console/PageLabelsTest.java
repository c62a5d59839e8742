package dev.hardstop.console;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hardstop.classification.BounceReason;
import dev.hardstop.classification.BounceReason.Culprit;
import dev.hardstop.diagnosis.Diagnosis;
import dev.hardstop.suppression.VerdictCause;
import dev.hardstop.suppression.VerdictState;
import dev.hardstop.watchstate.SendingCounts;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The page has words for every value that the API can answer, so nobody reads the name of a constant. */
class PageLabelsTest {
  private final String labels = file("labels.js");

  @Test
  void everyReasonHasWords() {
    assertThat(keys("REASONS"))
        .containsExactlyInAnyOrderElementsOf(Stream.concat(
                names(BounceReason.values()), VerdictCause.REASONS_WITHOUT_BOUNCE.stream())
            .toList());
  }

  @Test
  void everyPartyAtFaultHasWordsAndItsColour() {
    List<String> culprits = lowerCase(Culprit.values());
    assertThat(keys("CULPRITS")).containsExactlyInAnyOrderElementsOf(culprits);
    String styles = file("console.css");
    assertThat(culprits)
        .allSatisfy(culprit ->
            assertThat(styles).contains("--culprit-" + culprit + ":", ".culprit-" + culprit + " "));
  }

  /** Beside the states of a verdict, an entry of an answer can be invalid or unreadable. */
  @Test
  void everyStateHasWords() {
    assertThat(keys("STATES"))
        .containsExactlyInAnyOrderElementsOf(Stream.concat(
                lowerCase(VerdictState.values()).stream(), Stream.of("invalid", "unreadable"))
            .toList());
  }

  @Test
  void everyDiagnosisHasWords() {
    assertThat(keys("DIAGNOSES"))
        .containsExactlyInAnyOrderElementsOf(names(Diagnosis.Name.values()).toList());
  }

  @Test
  void everyLevelOfARateHasWords() {
    assertThat(keys("LEVELS"))
        .containsExactlyInAnyOrderElementsOf(names(SendingCounts.Level.values()).toList());
  }

  /** Whoever sees no colours has the words and the icon. Grey is for what says nothing about an address or a rate. */
  @Test
  void everyStateAndLevelHasAnIconAndAColourBesideItsWords() {
    String styles = file("console.css");
    assertThat(Stream.concat(
            keys("STATES").stream().map(state -> ".state-" + state),
            keys("LEVELS").stream().map(level -> ".level-" + level.toLowerCase(Locale.ROOT))))
        .filteredOn(it -> !List.of(".state-invalid", ".level-unknown").contains(it))
        .allSatisfy(it -> assertThat(styles)
            .containsPattern("(?m)^(\\S+, )*" + Pattern.quote(it) + "(, \\S+)* \\{ color:"));
    String icons = file("icons.js");
    assertThat(Pattern.compile("^  \\w+: \\{.*label: '.+', icon: '(\\w+)'", Pattern.MULTILINE)
            .matcher(labels)
            .results()
            .map(match -> match.group(1)))
        .hasSize(
            keys("STATES").size() + keys("CULPRITS").size() + keys("LEVELS").size())
        .allSatisfy(icon -> assertThat(icons).contains("\n  " + icon + ": ["));
  }

  private static String file(String name) {
    return new String(new PageFiles().at("/console/" + name).orElseThrow().content(), UTF_8);
  }

  /** The keys of an object that labels.js exports, one a line. */
  private Collection<String> keys(String object) {
    String start = "export const " + object + " = {\n";
    int from = labels.indexOf(start);
    assertThat(from).as(object).isNotNegative();
    String body = labels.substring(from + start.length(), labels.indexOf("\n};", from));
    return Pattern.compile("^  (\\w+):", Pattern.MULTILINE)
        .matcher(body)
        .results()
        .map(match -> match.group(1))
        .toList();
  }

  private static Stream<String> names(Enum<?>... constants) {
    return Stream.of(constants).map(Enum::name);
  }

  private static List<String> lowerCase(Enum<?>... constants) {
    return names(constants).map(name -> name.toLowerCase(Locale.ROOT)).toList();
  }
}
