package dev.hardstop.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.hardstop.local.LocalApi;
import java.util.List;

/** The page of one domain, compared with what the API answers about it. */
final class DomainView {
  private static final int DAYS = 14;

  private final ConsoleTab tab;
  private final JsonNode answer;

  /** Opens it. */
  DomainView(ConsoleTab tab, LocalApi api, String domain) {
    this.tab = tab;
    this.answer = api.get("/v1/domains/" + domain).json();
    tab.open("#/domain?name=" + domain);
  }

  /** Diagnosis, advice, the figures of the chart as a table, incident and letter. */
  void isAsTheApiSays() {
    String diagnosis = answer.path("diagnosis").asText();
    assertThat(tab.find("[data-field=diagnosis]").getDomAttribute("data-diagnosis"))
        .isEqualTo(diagnosis);
    assertThat(tab.text("[data-field=diagnosis]"))
        .contains(answer.at("/advice/summary").asText());
    List<String> refused = texts("[data-field=figures] [data-chart] tbody td:nth-child(2)");
    assertThat(refused).hasSize(DAYS);
    assertThat(refused.stream().mapToInt(Integer::parseInt).sum())
        .isEqualTo(answer
            .at("/figures/days")
            .valueStream()
            .mapToInt(day -> day.path("bounced").asInt())
            .sum());
    if (answer.hasNonNull("incident")) {
      assertThat(tab.text("[data-field=incident]"))
          .contains(answer.at("/incident/id").asText());
    }
    if (answer.hasNonNull("letter")) {
      String subject = answer.path("letter").asText().lines().findFirst().orElseThrow();
      assertThat(tab.text("[data-field=letter]")).contains(subject);
    } else {
      assertThat(diagnosis).isEqualTo("NOTHING_UNUSUAL");
    }
  }

  /** Also what a person must unfold first. */
  private List<String> texts(String css) {
    return ((List<?>) tab.script(
            "return [...document.querySelectorAll(arguments[0])].map(it => it.textContent)", css))
        .stream().map(String.class::cast).toList();
  }
}
