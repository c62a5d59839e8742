package dev.hardstop.dns;

import java.util.ArrayList;
import java.util.List;
import org.xbill.DNS.Name;

/** What is wrong with a route, a sentence each. */
final class RouteRemarks {
  /** So many mail hosts are looked at, the best first. */
  static final int MOST_HOSTS = 10;

  private final List<String> all = new ArrayList<>();

  List<String> all() {
    return List.copyOf(all);
  }

  void aliasedDomain(boolean is) {
    if (is) {
      all.add("The domain is an alias (CNAME): its mail goes where the other name's goes.");
    }
  }

  void nullAmongOthers(boolean is) {
    if (is) {
      all.add(
          "A null MX stands beside other MX records; it must stand alone (RFC 7505 section 3).");
    }
  }

  void moreHosts(int howMany) {
    if (howMany > 0) {
      all.add("There are " + howMany + " more mail hosts, which were not looked at.");
    }
  }

  /** An old or a backup MX does not know who there is, or hands on what Microsoft then refuses. */
  void severalOnMicrosoft365(List<String> hosts) {
    List<String> others = hosts.stream()
        .filter(host -> !MailHostProvider.MICROSOFT_365.runs(host))
        .toList();
    if (hosts.size() < 2 || others.size() == hosts.size()) {
      return;
    }
    all.add(
        others.isEmpty()
            ? "Several MX records point to Microsoft 365, which wants exactly one."
            : "Microsoft 365 is one of several mail hosts, beside "
                + String.join(", ", others.subList(0, Math.min(others.size(), MOST_HOSTS)))
                + ": what comes in there may be turned away, and Microsoft 365 wants to be the"
                + " only one.");
  }

  void host(Name name, DnsAnswer v4, DnsAnswer v6) {
    String host = PrintableHost.of(name);
    if (PrintableHost.isAddress(host)) {
      all.add("An MX record names an address, " + host + ", where a host's name must stand.");
    } else if (v4.isAlias(name) || v6.isAlias(name)) {
      all.add("The mail host " + host
          + " is an alias (CNAME), which an MX record must not name (RFC 2181 section 10.3).");
    }
    if (RouteSearch.hasAddress(v4) || RouteSearch.hasAddress(v6) || PrintableHost.isAddress(host)) {
      return;
    }
    if (v4.kind() == DnsAnswer.Kind.NO_SUCH_NAME || v6.kind() == DnsAnswer.Kind.NO_SUCH_NAME) {
      all.add("The mail host " + host + " does not exist.");
    } else if (v4.kind() == DnsAnswer.Kind.ANSWER && v6.kind() == DnsAnswer.Kind.ANSWER) {
      all.add("The mail host " + host + " has no address.");
    } else {
      all.add("The address of the mail host " + host + " was not found out: its name servers fail"
          + " or are slow.");
    }
  }
}
