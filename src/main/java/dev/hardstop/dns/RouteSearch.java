package dev.hardstop.dns;

import dev.hardstop.diagnosis.MailProvider;
import dev.hardstop.diagnosis.MailRouting.MailRoute;
import dev.hardstop.diagnosis.MailRouting.MailRoute.State;
import dev.hardstop.dns.DnsQueries.QueryAnswer;
import dev.hardstop.dns.DnsQueries.QueryOutcome;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.xbill.DNS.AAAARecord;
import org.xbill.DNS.ARecord;
import org.xbill.DNS.MXRecord;
import org.xbill.DNS.Name;
import org.xbill.DNS.Type;

/**
 * Finds the route of one domain (RFC 5321 section 5.1): its MX records first, then the addresses of the mail hosts,
 * or of the domain itself if it has no MX record. It also collects remarks about everything that is wrong with the
 * route, one sentence each.
 */
final class RouteSearch {
  /** How many mail hosts are checked, the best preference first. */
  private static final int MOST_HOSTS = 10;

  /** A placeholder for an invalid host name. */
  private static final String NO_HOST_NAME = "(no host name)";

  private static final Comparator<MXRecord> BEST_FIRST =
      Comparator.comparingInt(MXRecord::getPriority).thenComparing(MXRecord::getTarget);

  private final DnsQueries queries;
  private final List<String> remarks = new ArrayList<>();

  RouteSearch(DnsQueries queries) {
    this.queries = queries;
  }

  MailRoute of(Name domain) {
    QueryAnswer mx = queries.ask(domain, Type.MX).join();
    return switch (mx.outcome()) {
      case NO_SUCH_NAME -> route(State.NO_SUCH_DOMAIN, List.of());
      case FAILURE -> route(State.SERVER_FAILURE, List.of());
      case TIMEOUT -> route(State.TIMEOUT, List.of());
      case ANSWER -> answered(domain, mx);
    };
  }

  private MailRoute answered(Name domain, QueryAnswer mx) {
    if (mx.isAlias()) {
      remarks.add(
          "The domain is an alias (CNAME), so its mail goes to the hosts of the other name.");
    }
    List<MXRecord> records = mx.of(MXRecord.class);
    if (records.isEmpty()) {
      return withoutMx(domain);
    }
    List<Name> targets = records.stream()
        .sorted(BEST_FIRST)
        .map(MXRecord::getTarget)
        .filter(target -> !target.equals(Name.root))
        .distinct()
        .toList();
    if (targets.isEmpty()) {
      return route(State.NULL_MX, List.of());
    }
    if (records.stream().anyMatch(record -> record.getTarget().equals(Name.root))) {
      remarks.add("There is a null MX record beside other MX records; it must be the only one"
          + " (RFC 7505 section 3).");
    }
    return withMx(targets);
  }

  private MailRoute withMx(List<Name> targets) {
    List<Name> checked = targets.subList(0, Math.min(targets.size(), MOST_HOSTS));
    if (checked.size() < targets.size()) {
      remarks.add("There are " + (targets.size() - checked.size())
          + " more mail hosts, which were not checked.");
    }
    remarkOnMicrosoft365(targets.stream().map(RouteSearch::printable).toList());
    // All queries are sent before the first answer is awaited.
    checked.stream().map(Addresses::new).toList().forEach(this::remarkOn);
    return route(State.MX, checked.stream().map(RouteSearch::printable).toList());
  }

  /** Mail goes to the domain's own address, if it has one (RFC 5321 section 5.1). */
  private MailRoute withoutMx(Name domain) {
    Addresses addresses = new Addresses(domain);
    if (addresses.exist()) {
      return route(State.ADDRESS_ONLY, List.of(printable(domain)));
    }
    if (addresses.anyIs(QueryOutcome.TIMEOUT)) {
      return route(State.TIMEOUT, List.of());
    }
    return route(
        addresses.anyIs(QueryOutcome.FAILURE) ? State.SERVER_FAILURE : State.NO_ROUTE, List.of());
  }

  private MailRoute route(State state, List<String> hosts) {
    Optional<MailProvider> provider =
        hosts.stream().map(MailProvider::ofMailHost).flatMap(Optional::stream).findFirst();
    return new MailRoute(state, hosts, provider, remarks);
  }

  /** The addresses of one host. The queries are sent when this object is created. */
  private final class Addresses {
    private final Name host;
    private final CompletableFuture<QueryAnswer> v4;
    private final CompletableFuture<QueryAnswer> v6;

    Addresses(Name host) {
      this.host = host;
      v4 = queries.ask(host, Type.A);
      v6 = queries.ask(host, Type.AAAA);
    }

    private Stream<QueryAnswer> answers() {
      return Stream.of(v4.join(), v6.join());
    }

    boolean exist() {
      return answers()
          .anyMatch(answer -> !answer.of(ARecord.class).isEmpty()
              || !answer.of(AAAARecord.class).isEmpty());
    }

    boolean isAlias() {
      return answers().anyMatch(QueryAnswer::isAlias);
    }

    boolean anyIs(QueryOutcome outcome) {
      return answers().anyMatch(answer -> answer.outcome() == outcome);
    }
  }

  private void remarkOn(Addresses addresses) {
    String host = printable(addresses.host);
    if (isAddress(host)) {
      remarks.add("An MX record names the address " + host + " instead of a host name.");
      return;
    }
    if (addresses.isAlias()) {
      remarks.add("The mail host " + host
          + " is an alias (CNAME), which an MX record must not name (RFC 2181 section 10.3).");
    }
    if (addresses.exist()) {
      return;
    }
    if (addresses.anyIs(QueryOutcome.NO_SUCH_NAME)) {
      remarks.add("The mail host " + host + " does not exist.");
    } else if (addresses.anyIs(QueryOutcome.FAILURE) || addresses.anyIs(QueryOutcome.TIMEOUT)) {
      remarks.add("The address of the mail host " + host
          + " could not be looked up: its name servers fail or are slow.");
    } else {
      remarks.add("The mail host " + host + " has no address.");
    }
  }

  /** Another MX host may accept mail for unknown recipients and pass on what Microsoft then refuses. */
  private void remarkOnMicrosoft365(List<String> hosts) {
    List<String> others =
        hosts.stream().filter(host -> !MailProvider.MICROSOFT.runs(host)).toList();
    if (hosts.size() < 2 || others.size() == hosts.size()) {
      return;
    }
    remarks.add(
        others.isEmpty()
            ? "Several MX records point to Microsoft 365, which expects exactly one."
            : "Microsoft 365 is one of several mail hosts, beside "
                + String.join(", ", others.subList(0, Math.min(others.size(), MOST_HOSTS)))
                + ": mail that arrives there may be refused later, and Microsoft 365 expects to be"
                + " the only one.");
  }

  /** Returns a host name from remote records as a text that may be shown. */
  private static String printable(Name name) {
    String text = name.toString(true).toLowerCase(Locale.ROOT);
    boolean isHostName = !text.isEmpty() && text.chars().allMatch(RouteSearch::isHostCharacter);
    return isHostName ? text : NO_HOST_NAME;
  }

  private static boolean isHostCharacter(int c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '.' || c == '_';
  }

  /** Whether the text is an IPv4 address instead of a host name. */
  private static boolean isAddress(String text) {
    return text.chars().allMatch(c -> c == '.' || (c >= '0' && c <= '9'));
  }
}
