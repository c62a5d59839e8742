package dev.hardstop.dns;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hardstop.diagnosis.MailRouting.MailRoute.State;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.xbill.DNS.Rcode;

class TwoNameServersTest {
  private static final String RECORDS = """
      example.com.   300 IN MX 10 a.example.com.
      a.example.com. 300 IN A  192.0.2.1
      a.example.com. 300 IN AAAA 2001:db8::1
      """;

  @Test
  void theSecondServerIsAskedWhereTheFirstFails() throws IOException {
    try (LoopbackNameServer failing = failing();
        LoopbackNameServer answering = LoopbackNameServer.start(NameZone.of(RECORDS))) {
      assertThat(stateBy(failing, answering)).isEqualTo(State.MX);
    }
  }

  @Test
  void theSecondServerIsAskedWhereTheFirstIsSilent() throws IOException {
    try (LoopbackNameServer silent = silent();
        LoopbackNameServer answering = LoopbackNameServer.start(NameZone.of(RECORDS))) {
      assertThat(stateBy(silent, answering)).isEqualTo(State.MX);
    }
  }

  @Test
  void oneFailureAndOneTimeOutAreAServerFailure() throws IOException {
    try (LoopbackNameServer failing = failing();
        LoopbackNameServer silent = silent()) {
      assertThat(stateBy(failing, silent)).isEqualTo(State.SERVER_FAILURE);
      assertThat(stateBy(silent, failing)).isEqualTo(State.SERVER_FAILURE);
    }
  }

  @Test
  void aRouteFromTheSecondServerIsKeptAsLongAsItsRecordsAllow() throws IOException {
    AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-11-24T10:00:00Z"));
    DnsMailRouting routing;
    try (LoopbackNameServer failing = failing();
        LoopbackNameServer answering = LoopbackNameServer.start(NameZone.of(RECORDS))) {
      routing = routing(now::get, failing, answering);
      assertThat(routing.routeOf("example.com").state()).isEqualTo(State.MX);
    }

    now.set(now.get().plusSeconds(299));

    assertThat(routing.routeOf("example.com").state()).isEqualTo(State.MX);
  }

  private static LoopbackNameServer failing() throws IOException {
    return LoopbackNameServer.start(NameZone.of("")
        .failing("example.com.", Rcode.SERVFAIL)
        .failing("a.example.com.", Rcode.SERVFAIL));
  }

  private static LoopbackNameServer silent() throws IOException {
    return LoopbackNameServer.start(NameZone.of("").silent("example.com."));
  }

  private static State stateBy(LoopbackNameServer... servers) {
    return routing(Instant::now, servers).routeOf("example.com").state();
  }

  private static DnsMailRouting routing(InstantSource clock, LoopbackNameServer... servers) {
    List<InetSocketAddress> addresses = Arrays.stream(servers)
        .map(server -> new InetSocketAddress("127.0.0.1", server.port()))
        .toList();
    return new DnsMailRouting(addresses, Duration.ofSeconds(3), clock);
  }
}
