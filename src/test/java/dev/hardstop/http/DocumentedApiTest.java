package dev.hardstop.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hardstop.diagnosis.DomainExamination;
import dev.hardstop.diagnosis.IncidentReport;
import dev.hardstop.sesevent.BounceReport;
import dev.hardstop.suppression.DeliveredRecipients;
import dev.hardstop.suppression.Incident;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.NumberFormat;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The routes and the limits that README and docs state are those of the code. */
class DocumentedApiTest {
  private static final Pattern ROUTE =
      Pattern.compile("`(GET|POST|PUT|DELETE) (/v1/[a-z{}/-]+)[`? ]");

  @ParameterizedTest
  @ValueSource(strings = {"README.md", "docs/api.md"})
  void aPageNamesAllRoutesAndNoOthers(String page) throws IOException {
    Set<String> documented = new TreeSet<>();
    Matcher route = ROUTE.matcher(Files.readString(Path.of(page)));
    while (route.find()) {
      documented.add(route.group(1) + ' ' + route.group(2));
    }
    assertThat(documented)
        .containsExactlyInAnyOrderElementsOf(
            Arrays.stream(Route.values()).map(Route::toString).collect(Collectors.toSet()));
  }

  @ParameterizedTest
  @MethodSource("limits")
  void aPageStatesALimitAsItIs(String page, long limit, String sentence) throws IOException {
    String number = NumberFormat.getIntegerInstance(Locale.ENGLISH).format(limit);
    assertThat(words(Files.readString(Path.of(page)))).contains(sentence.formatted(number));
  }

  static Stream<Arguments> limits() {
    long addresses = CheckHandler.MOST_ADDRESSES;
    return Stream.of(
        Arguments.of("README.md", addresses, "up to %s verdicts"),
        Arguments.of("docs/api.md", addresses, "with up to %s addresses"),
        Arguments.of("docs/api.md", addresses, "up to %s addresses"),
        Arguments.of("docs/api.md", addresses, "for one about %s"),
        Arguments.of("docs/api.md", JsonBody.LONGEST_BODY >> 20, "a body over %s MB"),
        Arguments.of("docs/api.md", BounceReport.LONGEST_REPORT, "a text of up to %s characters"),
        Arguments.of("docs/api.md", DomainAnswers.PAGE_SIZE, "up to %s a page"),
        Arguments.of("docs/api.md", DeskHandler.PAGE_SIZE, "judges up to %s dossiers"),
        Arguments.of("docs/api.md", VerdictResponse.MOST_DAYS, "the newest %s days"),
        Arguments.of(
            "docs/api.md", DomainExamination.MOST_ADDRESSES, "the %s most recently written"),
        Arguments.of("docs/api.md", DeliveredRecipients.DAYS, "for each of the last %s days"),
        Arguments.of("docs/api.md", IncidentReport.MOST_DOMAINS, "names up to %s domains"),
        Arguments.of(
            "docs/api.md", ManualActionRequest.LONGEST_WHY, "one line of 1 to %s characters"),
        Arguments.of("docs/api.md", ManualActionRequest.MOST_DAYS, "At most %s days can be named"),
        Arguments.of("docs/api.md", Incident.HOLD.toHours(), "exactly %s hours after"),
        Arguments.of("docs/verdicts.md", Incident.HOLD.toHours(), "for %s hours from its opening"),
        Arguments.of("docs/incidents.md", Incident.HOLD.toHours(), "`held` for %s hours"),
        Arguments.of(
            "docs/incidents.md", DeliveredRecipients.DAYS, "delivered to in the %s days before"));
  }

  /** The text without its line ends. */
  private static String words(String text) {
    return text.replaceAll("\\s+", " ");
  }
}
