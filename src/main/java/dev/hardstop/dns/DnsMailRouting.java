package dev.hardstop.dns;

import static java.util.Objects.requireNonNull;

import dev.hardstop.diagnosis.MailRoute;
import dev.hardstop.diagnosis.MailRoute.State;
import dev.hardstop.diagnosis.MailRouting;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.xbill.DNS.Name;
import org.xbill.DNS.TextParseException;

/**
 * Where mail goes, as the name service says (RFC 5321 section 5.1, RFC 7505). One route takes no
 * longer than {@code hardstop.dns.timeout-millis}, 2,000 if left out, with all its questions; routes
 * are kept for as long as their records may be. Nothing is opened before the first question: most
 * functions never ask one.
 */
@Singleton
public final class DnsMailRouting implements MailRouting {
  private final Duration longest;
  private final RouteCache cache;

  /** Empty until the system's are asked for. */
  private Optional<NameServers> servers;

  /**
   * @param server a name server, {@code 192.0.2.53}, {@code 192.0.2.53:5353} or {@code
   *     [2001:db8::53]:53}; empty for the system's
   * @param longestMillis how long a route may take
   * @throws IllegalArgumentException when the server is no address
   */
  @Inject
  public DnsMailRouting(
      @ConfigProperty(name = "hardstop.dns.server") Optional<String> server,
      @ConfigProperty(name = "hardstop.dns.timeout-millis", defaultValue = "2000")
          long longestMillis,
      InstantSource clock) {
    this.servers = requireNonNull(server, "server is null").map(NameServers::of);
    this.longest = Duration.ofMillis(longestMillis);
    this.cache = new RouteCache(clock);
  }

  @Override
  public MailRoute routeOf(String domain) {
    if (domain.startsWith("[")) {
      return new MailRoute(
          State.ADDRESS_ONLY,
          List.of(domain),
          "",
          List.of("The domain is an address: mail goes there, and the name service is not asked."));
    }
    return cache.get(domain).orElseGet(() -> search(domain));
  }

  private MailRoute search(String domain) {
    Optional<Name> name = name(domain);
    if (name.isEmpty()) {
      return new MailRoute(
          State.NO_SUCH_DOMAIN, List.of(), "", List.of("No name of the DNS is that long."));
    }
    RouteLookup found = new RouteSearch(servers(), new LookupDeadline(longest)).of(name.get());
    cache.put(domain, found);
    return found.route();
  }

  /** 255 characters are too many for a name, which counts its labels' lengths as well. */
  private static Optional<Name> name(String domain) {
    try {
      return Optional.of(Name.fromString(domain, Name.root));
    } catch (TextParseException tooLong) {
      return Optional.empty();
    }
  }

  private synchronized NameServers servers() {
    servers = servers.or(() -> Optional.of(NameServers.ofSystem()));
    return servers.orElseThrow();
  }
}
