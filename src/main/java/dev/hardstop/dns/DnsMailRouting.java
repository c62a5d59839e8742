package dev.hardstop.dns;

import static java.util.Objects.requireNonNull;

import dev.hardstop.diagnosis.MailRouting;
import dev.hardstop.diagnosis.MailRouting.MailRoute;
import dev.hardstop.diagnosis.MailRouting.MailRoute.State;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.xbill.DNS.Name;
import org.xbill.DNS.SimpleResolver;
import org.xbill.DNS.TextParseException;
import org.xbill.DNS.config.ResolvConfResolverConfigProvider;

/**
 * Finds the mail route of a domain in DNS (RFC 5321 section 5.1, RFC 7505). All queries for one route together take
 * no longer than {@code hardstop.dns.timeout-millis}, by default {@value #TIMEOUT_MILLIS}. Up to {@value
 * #MOST_ROUTES} routes are kept in memory, each as long as the time to live of its records allows. No socket is
 * opened before the first question, because most functions never ask one.
 */
@Singleton
public final class DnsMailRouting implements MailRouting {
  /** The default limit for one route, in milliseconds: well within the 15 s of a function. */
  public static final int TIMEOUT_MILLIS = 2_000;

  private static final int MOST_ROUTES = 1_000;

  /** The limit is short, because a person who corrects a record asks again soon, regardless of its time to live. */
  private static final Duration LONGEST_LIFE = Duration.ofMinutes(10);

  private record KeptRoute(MailRoute route, Instant until) {}

  private final Duration limit;
  private final InstantSource clock;

  /** The least recently used route comes first. */
  private final Map<String, KeptRoute> routes = new LinkedHashMap<>(16, 0.75f, true);

  /** Empty until the servers of the system are looked up. */
  private List<InetSocketAddress> servers;

  /**
   * @param server address of a name server: {@code 192.0.2.53}, {@code 192.0.2.53:5353} or {@code
   *     [2001:db8::53]:53}; empty for the servers of the system
   * @param timeoutMillis how long the search for a route may take, in milliseconds
   * @throws IllegalArgumentException if the server is not an IP address
   */
  @Inject
  public DnsMailRouting(
      @ConfigProperty(name = "hardstop.dns.server") Optional<String> server,
      @ConfigProperty(name = "hardstop.dns.timeout-millis", defaultValue = "" + TIMEOUT_MILLIS)
          long timeoutMillis,
      InstantSource clock) {
    this(
        server.map(DnsMailRouting::parse).map(List::of).orElse(List.of()),
        Duration.ofMillis(timeoutMillis),
        clock);
  }

  /** Creates a routing that asks these servers or, if there are none, those of the system. */
  DnsMailRouting(List<InetSocketAddress> servers, Duration limit, InstantSource clock) {
    this.servers = List.copyOf(servers);
    this.limit = requireNonNull(limit, "limit is null");
    this.clock = requireNonNull(clock, "clock is null");
  }

  @Override
  public MailRoute routeOf(String domain) {
    if (domain.startsWith("[")) {
      return new MailRoute(
          State.ADDRESS_ONLY,
          List.of(domain),
          Optional.empty(),
          List.of("The domain is an IP address: mail goes there, and DNS is not queried."));
    }
    return kept(domain).orElseGet(() -> search(domain));
  }

  private MailRoute search(String domain) {
    Name name;
    try {
      name = Name.fromString(domain, Name.root);
    } catch (TextParseException tooLong) {
      // A domain of 255 characters is too long, because a name counts the length of each label.
      return new MailRoute(
          State.NO_SUCH_DOMAIN,
          List.of(),
          Optional.empty(),
          List.of("The name is longer than DNS allows."));
    }
    DnsQueries queries = new DnsQueries(servers(), limit);
    MailRoute route = new RouteSearch(queries).of(name);
    cache(domain, route, queries.timeToLive());
    return route;
  }

  private synchronized Optional<MailRoute> kept(String domain) {
    return Optional.ofNullable(routes.get(domain))
        .filter(kept -> clock.instant().isBefore(kept.until()))
        .map(KeptRoute::route);
  }

  private synchronized void cache(String domain, MailRoute route, Duration timeToLive) {
    Duration life = timeToLive.compareTo(LONGEST_LIFE) < 0 ? timeToLive : LONGEST_LIFE;
    routes.put(domain, new KeptRoute(route, clock.instant().plus(life)));
    if (routes.size() > MOST_ROUTES) {
      routes.remove(routes.keySet().iterator().next());
    }
  }

  private synchronized List<InetSocketAddress> servers() {
    if (servers.isEmpty()) {
      servers = serversOfSystem();
    }
    return servers;
  }

  /**
   * The servers of {@code /etc/resolv.conf}. dnsjava's own search would also use JNDI and internal
   * classes of the JDK, which a native binary does not have.
   */
  private static List<InetSocketAddress> serversOfSystem() {
    ResolvConfResolverConfigProvider file = new ResolvConfResolverConfigProvider();
    file.initialize();
    return file.servers().isEmpty()
        ? List.of(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), SimpleResolver.DEFAULT_PORT))
        : List.copyOf(file.servers());
  }

  private static InetSocketAddress parse(String server) {
    int colon = server.lastIndexOf(':');
    boolean hasPort =
        colon >= 0 && (server.indexOf(':') == colon || server.charAt(colon - 1) == ']');
    String host = hasPort ? server.substring(0, colon) : server;
    try {
      int port =
          hasPort ? Integer.parseInt(server.substring(colon + 1)) : SimpleResolver.DEFAULT_PORT;
      return new InetSocketAddress(address(host), port);
    } catch (UnknownHostException | IllegalArgumentException invalid) {
      throw new IllegalArgumentException(
          "hardstop.dns.server must be an IP address, with or without a port: " + server, invalid);
    }
  }

  /** Parses an IP address. A host name is not accepted, because resolving it would need a name server. */
  private static InetAddress address(String host) throws UnknownHostException {
    boolean isAddress = !host.isEmpty()
        && (host.startsWith("[")
            || host.indexOf(':') >= 0
            || host.chars().allMatch(c -> c == '.' || (c >= '0' && c <= '9')));
    if (!isAddress) {
      throw new UnknownHostException("no IP address");
    }
    return InetAddress.getByName(host);
  }
}
