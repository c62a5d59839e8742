package dev.hardstop.ses;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hardstop.suppression.Dossier;
import dev.hardstop.suppression.Evidence;
import dev.hardstop.suppression.RuleHistory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each event of src/test/resources/golden leads to the dossiers in the text file beside it. */
class GoldenEventsTest {
  private static final Path GOLDEN = Path.of("src/test/resources/golden");

  static List<String> events() throws IOException {
    try (Stream<Path> files = Files.list(GOLDEN)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(".json"))
          .map(name -> name.substring(0, name.length() - ".json".length()))
          .sorted()
          .toList();
    }
  }

  @ParameterizedTest
  @MethodSource("events")
  void anEventLeadsToTheDossiersInItsExpectedFile(String name) throws IOException {
    FeedbackFunction function = new FeedbackFunction();

    function.take(Files.readString(GOLDEN.resolve(name + ".json")));

    assertThat(recordedBy(function)).isEqualTo(Files.readString(GOLDEN.resolve(name + ".txt")));
  }

  /** The outcome of each feedback, then the content of the table. */
  private static String recordedBy(FeedbackFunction function) {
    StringBuilder text = new StringBuilder();
    function.log.field("outcome").forEach(outcome -> text.append(outcome).append('\n'));
    function.table.all().values().stream()
        .sorted(Comparator.comparing(Dossier::subject))
        .forEach(dossier -> describe(text, dossier));
    return text.toString();
  }

  private static void describe(StringBuilder text, Dossier dossier) {
    text.append('\n').append(dossier.subject().key()).append('\n');
    dossier.histories().forEach((id, history) -> describe(text, id, history));
    dossier.delivered().forEach(day -> text.append("  delivered ").append(day).append('\n'));
  }

  private static void describe(StringBuilder text, String id, RuleHistory history) {
    text.append("  ").append(id).append(' ').append(history.days()).append('\n');
    if (history.newest() instanceof Evidence.BounceEvidence bounce) {
      text.append("    ").append(bounce.recordedReason()).append("; SES said ");
      text.append(bounce.deliveryStatus().sesBounceType()).append('\n');
      text.append("    \"").append(bounce.deliveryStatus().words().value()).append("\"\n");
    }
  }
}
