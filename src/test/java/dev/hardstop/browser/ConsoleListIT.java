package dev.hardstop.browser;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hardstop.Soak;
import dev.hardstop.dynamodb.ManyDossiers;
import dev.hardstop.local.LocalApi;
import dev.hardstop.local.LocalSystem;
import dev.hardstop.local.RunningSystem;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** The list over many addresses: its filters, its pages, and its export. */
@ExtendWith({RunningBrowser.class, RunningSystem.class})
class ConsoleListIT {
  /** More than two pages of the API in every build. */
  private static final int ADDRESSES = Soak.cases(1_200, 5_000);

  /** Three in four are unknown mailboxes, one in four is closed to us. */
  private static final int ONE_IN = 4;

  private static final int DOMAINS = 40;

  private final ConsoleTab tab;

  ConsoleListIT(LocalSystem system, Browser browser) {
    this.tab = new ConsoleTab(browser, system.address());
  }

  @BeforeAll
  static void fill(LocalSystem system) {
    system.forgetEverything();
    LocalApi api = new LocalApi(system.address());
    api.feedback(BounceEvent.of(
        address(0), Instant.now(), "550 5.4.1 Recipient address rejected: Access denied."));
    api.feedback(BounceEvent.of(address(1), Instant.now(), "550 5.1.1 User unknown"));
    try (DynamoDbClient client = system.database().client()) {
      ManyDossiers.copy(client, LocalSystem.TABLE, address(0), addresses(true));
      ManyDossiers.copy(client, LocalSystem.TABLE, address(1), addresses(false));
    }
  }

  @AfterAll
  static void forget(LocalSystem system) {
    system.forgetEverything();
  }

  @AfterEach
  void nothingLeftTheServerAndNoScriptFailed() {
    assertThat(tab.faults()).isEmpty();
  }

  @Test
  void allPagesTogetherListEveryAddressOnce() {
    tab.open("#/list");
    List<String> listed = new ArrayList<>(subjects());
    List<List<String>> pages = new ArrayList<>(List.of(subjects()));
    while (!tab.visible("[data-action=next]").isEmpty()) {
      String before = tab.route();
      tab.click("[data-action=next]");
      tab.awaitRouteAfter(before);
      pages.add(subjects());
      listed.addAll(subjects());
    }
    assertThat(pages).hasSizeGreaterThan(2);
    assertThat(listed).doesNotHaveDuplicates().hasSize(ADDRESSES);

    tab.back();
    assertThat(subjects()).isEqualTo(pages.get(pages.size() - 2));
    tab.click("[data-action=first]");
    tab.awaitView();
    assertThat(tab.route()).isEqualTo("#/list");
    assertThat(subjects()).isEqualTo(pages.get(0));
  }

  @Test
  void filtersAreInTheAddressAndAllOfThemHold() {
    tab.open("#/list");
    tab.click("[data-field=reason] summary");
    tab.click("label[for=reason-ACCESS_DENIED]");
    tab.type("[data-field=domain] input", domain(8));
    String before = tab.route();
    tab.click("[data-action=apply]");
    tab.awaitRouteAfter(before);
    assertThat(tab.route()).contains("reason=ACCESS_DENIED", "domain=" + domain(8));
    assertThat(everyPage()).containsExactlyInAnyOrderElementsOf(ofDomain(true, domain(8)));

    tab.reload();
    assertThat(tab.find("[data-field=domain] input").getDomProperty("value")).isEqualTo(domain(8));
    assertThat(tab.text("[data-field=reason] summary")).contains("Access denied");

    tab.open("#/list?state=held");
    while (!tab.visible("[data-action=next]").isEmpty()) {
      assertThat(subjects()).isEmpty();
      before = tab.route();
      tab.click("[data-action=next]");
      tab.awaitRouteAfter(before);
    }
    assertThat(tab.text("#results")).containsAnyOf("Nothing matches", "end of the list");
  }

  @Test
  void aFilterThatDoesNotExistIsAnsweredWithThoseThatDo() {
    tab.open("#/list?reason=NONSENSE");
    assertThat(tab.text("[data-status='400']")).contains("ACCESS_DENIED");
  }

  @Test
  void theExportHasWhatTheFiltersLetThrough() {
    tab.open("#/list?domain=" + domain(8) + "&reason=ACCESS_DENIED");
    String csv = (String)
        tab.script("return fetch(document.getElementById('export').href).then(it => it.text())");
    List<String> rows = csv.lines().skip(1).map(it -> it.split(",", 2)[0]).toList();
    assertThat(rows).containsExactlyInAnyOrderElementsOf(ofDomain(true, domain(8)));
  }

  /** What this page and all that follow list. */
  private Set<String> everyPage() {
    Set<String> listed = new HashSet<>(subjects());
    while (!tab.visible("[data-action=next]").isEmpty()) {
      String before = tab.route();
      tab.click("[data-action=next]");
      tab.awaitRouteAfter(before);
      listed.addAll(subjects());
    }
    return listed;
  }

  private List<String> subjects() {
    return ((List<?>)
            tab.script(
                "return [...document.querySelectorAll('#results [data-subject]')].map(it => it.dataset.subject)"))
        .stream().map(String.class::cast).toList();
  }

  private static List<String> ofDomain(boolean closed, String domain) {
    return addresses(closed).stream().filter(it -> it.endsWith("@" + domain)).toList();
  }

  private static List<String> addresses(boolean closed) {
    return IntStream.range(0, ADDRESSES)
        .filter(i -> i % ONE_IN == 0 == closed)
        .mapToObj(ConsoleListIT::address)
        .toList();
  }

  private static String address(int i) {
    return "person" + i + "@" + domain(i);
  }

  private static String domain(int i) {
    return "d" + i % DOMAINS + ".example.com";
  }
}
