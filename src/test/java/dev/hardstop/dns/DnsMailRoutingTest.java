package dev.hardstop.dns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.hardstop.diagnosis.MailProvider;
import dev.hardstop.diagnosis.MailRouting.MailRoute;
import dev.hardstop.diagnosis.MailRouting.MailRoute.State;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.xbill.DNS.Rcode;

/** Queries a name server on the loopback interface that speaks RFC 1035. */
class DnsMailRoutingTest {
  /**
   * A time limit that no answer from the loopback interface reaches, however busy the machine is. The
   * server answers at once, so a long limit costs no time.
   */
  private static final long AMPLE_MILLIS = 30_000;

  private static LoopbackNameServer server;

  @BeforeAll
  static void start() throws IOException {
    server = LoopbackNameServer.start(NameZone.of("""
        example.com.       300 IN MX    20 b.example.com.
        example.com.       300 IN MX    10 a.example.com.
        a.example.com.     300 IN A     192.0.2.1
        b.example.com.     300 IN AAAA  2001:db8::2
        bare.example.      300 IN A     192.0.2.3
        six.example.       300 IN AAAA  2001:db8::3
        no-mail.example.   300 IN MX    0 .
        null-too.example.  300 IN MX    0 .
        null-too.example.  300 IN MX    10 a.example.com.
        nowhere.example.   300 IN TXT   "v=spf1 -all"
        alias.example.     300 IN CNAME example.com.
        two-aliases.example. 300 IN CNAME example.com.
        two-aliases.example. 300 IN CNAME remote-text.example.
        mx-alias.example.  300 IN MX    10 www.example.com.
        www.example.com.   300 IN CNAME a.example.com.
        dangling.example.  300 IN MX    10 old.example.com.
        old.example.com.   300 IN CNAME gone.example.com.
        gone-mx.example.   300 IN MX    10 gone.example.com.
        void-mx.example.   300 IN MX    10 nowhere.example.
        slow-mx.example.   300 IN MX    10 slow.example.com.
        number-mx.example. 300 IN MX    10 192.0.2.9.
        odd-mx.example.    300 IN MX    10 a\\010b.example.com.
        contoso.com.       300 IN MX    0 contoso-com.mail.protection.outlook.com.
        contoso-com.mail.protection.outlook.com. 10 IN A 192.0.2.4
        fabrikam.com.      300 IN MX    10 fabrikam-com.mail.protection.outlook.com.
        fabrikam.com.      300 IN MX    20 a.example.com.
        fabrikam-com.mail.protection.outlook.com. 10 IN A 192.0.2.4
        twice.example.     300 IN MX    10 a.x-v1.mx.microsoft.
        twice.example.     300 IN MX    20 contoso-com.mail.protection.outlook.com.
        a.x-v1.mx.microsoft. 300 IN A   192.0.2.5
        xn--bcher-kva.example. 300 IN MX 10 a.example.com.
        example.           300 IN TXT   "a public suffix"
        lossy.example.     300 IN A     192.0.2.6
        """)
        .failing("servfail.example.", Rcode.SERVFAIL)
        .failing("refused.example.", Rcode.REFUSED)
        .silent("slow.example.com.")
        .silent("timeout.example.")
        .losingTheFirst("lossy.example."));
  }

  @AfterAll
  static void stop() throws IOException {
    server.close();
  }

  @Test
  void mailHostsAreListedInTheOrderOfTheirPreference() {
    MailRoute route = route("example.com");
    assertThat(route.state()).isEqualTo(State.MX);
    assertThat(route.hosts()).containsExactly("a.example.com", "b.example.com");
    assertThat(route.provider()).isEmpty();
    assertThat(route.remarks()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "no-mail.example,  NULL_MX",
    "bare.example,     ADDRESS_ONLY",
    "six.example,      ADDRESS_ONLY",
    "nowhere.example,  NO_ROUTE",
    "never.example,    NO_SUCH_DOMAIN",
    "servfail.example, SERVER_FAILURE",
    "refused.example,  SERVER_FAILURE",
    "timeout.example,  TIMEOUT",
    "example,          NO_ROUTE",
    "localhost,        NO_SUCH_DOMAIN",
    "xn--bcher-kva.example, MX",
    "[192.0.2.1],      ADDRESS_ONLY",
    "[ipv6:2001:db8::1], ADDRESS_ONLY",
  })
  void eachKindOfDnsAnswerHasItsOwnState(String domain, State state) {
    long limit = state == State.TIMEOUT ? 300 : AMPLE_MILLIS;
    assertThat(routing(limit).routeOf(domain).state()).isEqualTo(state);
  }

  @Test
  void aDomainWithoutMxIsItsOwnMailHost() {
    assertThat(route("bare.example").hosts()).containsExactly("bare.example");
  }

  @Test
  void noQueryIsMadeAboutAnIpAddress() {
    int before = server.asked().size();
    assertThat(route("[192.0.2.1]").hosts()).containsExactly("[192.0.2.1]");
    assertThat(server.asked()).hasSize(before);
  }

  @Test
  void aNameThatIsTooLongForTheDnsDoesNotExist() {
    String longest = ("a".repeat(62) + ".").repeat(4) + "abc";
    assertThat(longest).hasSize(255);
    assertThat(route(longest).state()).isEqualTo(State.NO_SUCH_DOMAIN);
  }

  @Test
  void microsoft365AsTheOnlyMailHostGetsNoRemark() {
    MailRoute route = route("contoso.com");
    assertThat(route.provider()).contains(MailProvider.MICROSOFT);
    assertThat(route.remarks()).isEmpty();
  }

  @Test
  void aSecondMailHostBesideMicrosoft365GetsARemark() {
    assertThat(route("fabrikam.com").remarks())
        .singleElement()
        .asString()
        .contains("one of several mail hosts, beside a.example.com");
    assertThat(route("twice.example").remarks())
        .containsExactly("Several MX records point to Microsoft 365, which expects exactly one.");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "alias.example     | The domain is an alias",
        "null-too.example  | There is a null MX record beside other MX records",
        "mx-alias.example  | The mail host www.example.com is an alias (CNAME)",
        "gone-mx.example   | The mail host gone.example.com does not exist",
        "void-mx.example   | The mail host nowhere.example has no address",
        "slow-mx.example   | The address of the mail host slow.example.com could not be looked up",
        "number-mx.example | An MX record names the address 192.0.2.9 instead",
      })
  void everyFaultOfARouteGetsARemark(String domain, String remark) {
    // One of the names is silent until the time is over, so the limit is as short as a busy machine
    // allows.
    long limit = domain.equals("slow-mx.example") ? 3_000 : AMPLE_MILLIS;
    MailRoute route = routing(limit).routeOf(domain);
    assertThat(route.state()).isEqualTo(State.MX);
    assertThat(route.remarks()).singleElement().asString().startsWith(remark);
  }

  @Test
  void anAliasOfAHostThatDoesNotExistGetsBothRemarks() {
    assertThat(route("dangling.example").remarks())
        .containsExactly(
            "The mail host old.example.com is an alias (CNAME), which an MX record must not name"
                + " (RFC 2181 section 10.3).",
            "The mail host old.example.com does not exist.");
  }

  @Test
  void anInvalidHostNameIsNotRepeated() {
    MailRoute route = route("odd-mx.example");
    assertThat(route.hosts()).containsExactly("(no host name)");
    assertThat(route.remarks()).allMatch(remark -> remark.indexOf('\n') < 0);
  }

  /** dnsjava warns of malformed answers and repeats their names. */
  @Test
  void remoteNamesAreNotLogged() throws IOException {
    Properties settings = new Properties();
    try (InputStream file = DnsMailRouting.class.getResourceAsStream("/application.properties")) {
      settings.load(file);
    }
    List<String> logged = new CopyOnWriteArrayList<>();
    Handler listener = new Handler() {
      @Override
      public void publish(LogRecord record) {
        logged.add(record.getMessage());
      }

      @Override
      public void flush() {}

      @Override
      public void close() {}
    };
    Logger log = Logger.getLogger("org.xbill.DNS");
    String level = settings.getProperty("quarkus.log.category.\"org.xbill.DNS\".level", "INFO");
    log.setLevel(org.jboss.logmanager.Level.parse(level));
    log.addHandler(listener);
    try {
      assertThat(route("two-aliases.example").remarks()).isNotEmpty();
    } finally {
      log.removeHandler(listener);
    }
    assertThat(logged).isEmpty();
  }

  @Test
  void aLostPacketIsSentAgain() {
    assertThat(routing(3_000).routeOf("lossy.example").state()).isEqualTo(State.ADDRESS_ONLY);
    assertThat(server.asked().stream().filter("lossy.example. MX"::equals)).hasSize(2);
  }

  @Test
  void aTruncatedAnswerIsRepeatedOverTcp() throws IOException {
    StringBuilder many = new StringBuilder("big.example. 300 IN A 192.0.2.7\n");
    for (int i = 10; i < 50; i++) {
      many.append("big.example. 300 IN MX ")
          .append(i)
          .append(" mail-host-number-")
          .append(i);
      many.append(".big.example.\n");
    }
    try (LoopbackNameServer big = LoopbackNameServer.start(NameZone.of(many.toString()))) {
      MailRoute route = routing(big, AMPLE_MILLIS, Instant::now).routeOf("big.example");
      assertThat(big.askedOverTcp()).isEqualTo(1);
      assertThat(route.hosts()).hasSize(10).startsWith("mail-host-number-10.big.example");
      assertThat(route.remarks()).contains("There are 30 more mail hosts, which were not checked.");
      assertThat(big.asked()).as("MX twice, two for each host").hasSize(2 + 2 * 10);
    }
  }

  @Test
  void aRouteIsKeptAsLongAsItsShortestRecord() throws IOException {
    try (LoopbackNameServer counting = LoopbackNameServer.start(NameZone.of("""
        contoso.com. 300 IN MX 0 contoso-com.mail.protection.outlook.com.
        contoso-com.mail.protection.outlook.com. 200 IN A 192.0.2.4
        contoso-com.mail.protection.outlook.com. 250 IN AAAA 2001:db8::4
        """))) {
      Instant[] now = {Instant.parse("2026-11-24T10:00:00Z")};
      DnsMailRouting routing = routing(counting, AMPLE_MILLIS, () -> now[0]);
      MailRoute first = routing.routeOf("contoso.com");
      now[0] = now[0].plusSeconds(199);
      assertThat(routing.routeOf("contoso.com")).isEqualTo(first);
      assertThat(counting.asked()).hasSize(3);
      now[0] = now[0].plusSeconds(1);
      assertThat(routing.routeOf("contoso.com")).isEqualTo(first);
      assertThat(counting.asked()).hasSize(6);
    }
  }

  @Test
  void aNegativeAnswerIsKeptAsLongAsTheZoneSaysAndAFailureForThirtySeconds() throws IOException {
    try (LoopbackNameServer counting =
        LoopbackNameServer.start(NameZone.of("").failing("servfail.example.", Rcode.SERVFAIL))) {
      Instant[] now = {Instant.parse("2026-11-24T10:00:00Z")};
      DnsMailRouting routing = routing(counting, AMPLE_MILLIS, () -> now[0]);
      for (int seconds : new int[] {0, 29, 30, 119, 120}) {
        now[0] = Instant.parse("2026-11-24T10:00:00Z").plusSeconds(seconds);
        routing.routeOf("never.example");
        routing.routeOf("servfail.example");
      }
      assertThat(counting.asked().stream().filter("never.example. MX"::equals)).hasSize(2);
      assertThat(counting.asked().stream().filter("servfail.example. MX"::equals))
          .hasSize(3);
    }
  }

  @Test
  void aServerThatDoesNotRunIsATimeout() throws IOException {
    LoopbackNameServer gone = LoopbackNameServer.start(NameZone.of(""));
    gone.close();
    assertThat(routing(gone, 300, Instant::now).routeOf("example.com").state())
        .isEqualTo(State.TIMEOUT);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "localhost", "192.0.2.1:dns", "dns.example.com:53", "[::1]:99999"})
  void aServerThatIsNotAnIpAddressIsRejected(String text) {
    assertThat(catchThrowable(() -> routingBy(text)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("hardstop.dns.server must be an IP address");
  }

  @ParameterizedTest
  @ValueSource(strings = {"192.0.2.53", "192.0.2.53:5353", "2001:db8::53", "[2001:db8::53]:53"})
  void aServerIsAnIpAddressWithOrWithoutAPort(String text) {
    assertThatCode(() -> routingBy(text)).doesNotThrowAnyException();
  }

  private static DnsMailRouting routingBy(String server) {
    return new DnsMailRouting(Optional.of(server), 2_000, Instant::now);
  }

  private static MailRoute route(String domain) {
    return routing(AMPLE_MILLIS).routeOf(domain);
  }

  private static DnsMailRouting routing(long timeoutMillis) {
    return routing(server, timeoutMillis, Instant::now);
  }

  private static DnsMailRouting routing(
      LoopbackNameServer server, long timeoutMillis, InstantSource clock) {
    return new DnsMailRouting(Optional.of(server.address()), timeoutMillis, clock);
  }
}
