package dev.hardstop.recipientlist;

import static dev.hardstop.recipientlist.ListFixture.verdict;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hardstop.diagnosis.MailRouting.MailRoute;
import dev.hardstop.diagnosis.MailRouting.MailRoute.State;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What DNS says about the domains of a list. */
class DomainRoutesTest {
  private final Map<String, State> zone = new HashMap<>();
  private final Map<String, Integer> lookedUp = new ConcurrentHashMap<>();
  private final ListFixture lists = new ListFixture().dns(this::route);

  @Test
  void aDomainThatTakesNoMailIsNotMailed() {
    zone.put("null.example", State.NULL_MX);
    zone.put("none.example", State.NO_SUCH_DOMAIN);
    zone.put("bare.example", State.NO_ROUTE);
    zone.put("address.example", State.ADDRESS_ONLY);
    assertThat(lists.check(
            "a@null.example\na@none.example\na@bare.example\na@address.example\na@example.com\n"))
        .contains(
            "a@null.example,no,no-route,,,its domain declares that it takes no mail (null MX);")
        .contains("a@none.example,no,no-route,,,its domain does not exist;")
        .contains("a@bare.example,no,no-route,,,its domain has no mail server and no address;")
        .contains("a@address.example,yes,clear,")
        .contains("a@example.com,yes,clear,");
    assertThat(lists.summary().nothingKnown())
        .as("rows with yes about which nothing is known")
        .isEqualTo(2);
  }

  /** A name server that fails says nothing about the address. */
  @Test
  void aDomainWithoutAnAnswerIsMailedWithARemark() {
    zone.put("slow.example", State.TIMEOUT);
    zone.put("broken.example", State.SERVER_FAILURE);
    assertThat(lists.check("a@slow.example\na@broken.example\n"))
        .contains("a@slow.example,yes,clear,,,nothing is known about this address;"
            + " DNS gave no answer about the domain\n")
        .contains("a@broken.example,yes,clear,");
    assertThat(lists.summary().routesNotFound()).isEqualTo(2);
  }

  @Test
  void aSlipInADomainThatDoesNotExistIsStillSaid() {
    zone.put("gmial.com", State.NO_SUCH_DOMAIN);
    assertThat(lists.check("a@gmial.com\n"))
        .contains("a@gmial.com,no,no-route,,,its domain does not exist; nothing is known about this"
            + " address; the domain looks like a misspelling of gmail.com\n");
  }

  @Test
  void eachDomainIsLookedUpOnceAndOnlyForAddressesThatWouldBeMailed() {
    lists.with("gone@a.example", verdict(true, "suppressed", "INVALID_RECIPIENT", ""));
    String rows = IntStream.range(0, 2_500)
        .mapToObj(i -> "r" + i + "@b" + i % 7 + ".example\n")
        .collect(Collectors.joining());
    lists.check("gone@a.example\nno address\n" + rows);
    assertThat(lookedUp).hasSize(7).doesNotContainKey("a.example").containsEntry("b3.example", 1);
  }

  @Test
  void dnsThatAnswersNothingIsNotAskedForHours() {
    String rows = IntStream.range(0, 3_000)
        .mapToObj(i -> "a@d" + i + ".example\n")
        .collect(Collectors.joining());
    IntStream.range(0, 3_000).forEach(i -> zone.put("d" + i + ".example", State.TIMEOUT));
    assertThat(lists.check(rows).lines().skip(1))
        .hasSize(3_000)
        .allMatch(row -> row.contains(",yes,"));
    assertThat(lookedUp).hasSizeLessThan(DomainRoutes.MOST_FAILURES + 100);
    assertThat(lists.summary().dnsGivenUp()).isTrue();
    assertThat(lists.summary().routesNotFound()).isEqualTo(3_000);
  }

  @Test
  void withoutDnsTheSummarySaysNothingOfIt() {
    ListFixture without = new ListFixture();
    without.check("a@none.example\n");
    assertThat(without.summary().routesNotFound()).isNull();
    assertThat(lookedUp).isEqualTo(Collections.emptyMap());
  }

  private MailRoute route(String domain) {
    lookedUp.merge(domain, 1, Integer::sum);
    return new MailRoute(
        zone.getOrDefault(domain, State.MX), List.of(), Optional.empty(), List.of());
  }
}
