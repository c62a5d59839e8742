package dev.hardstop.dns;

import dev.hardstop.diagnosis.MailRoute;
import dev.hardstop.diagnosis.MailRoute.State;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.xbill.DNS.AAAARecord;
import org.xbill.DNS.ARecord;
import org.xbill.DNS.MXRecord;
import org.xbill.DNS.Name;
import org.xbill.DNS.Type;

/** Finds one route: the MX records first, then what they or the domain itself have for addresses. */
final class RouteSearch {
  private static final Comparator<MXRecord> BEST_FIRST =
      Comparator.comparingInt(MXRecord::getPriority).thenComparing(MXRecord::getTarget);

  private final NameServers servers;
  private final LookupDeadline limit;

  RouteSearch(NameServers servers, LookupDeadline limit) {
    this.servers = servers;
    this.limit = limit;
  }

  RouteLookup of(Name domain) {
    NameServers.Question question = new NameServers.Question(domain, Type.MX);
    DnsAnswer reply = servers.ask(List.of(question), limit).get(question);
    return switch (reply.kind()) {
      case NO_SUCH_NAME -> nothing(State.NO_SUCH_DOMAIN, reply);
      case FAILURE -> nothing(State.SERVER_FAILURE, reply);
      case SILENCE -> nothing(State.TIMEOUT, reply);
      case ANSWER -> answered(domain, reply);
    };
  }

  private RouteLookup answered(Name domain, DnsAnswer reply) {
    List<MXRecord> records =
        reply.of(MXRecord.class).stream().sorted(BEST_FIRST).toList();
    RouteRemarks remarks = new RouteRemarks();
    remarks.aliasedDomain(reply.isAlias(domain));
    if (records.isEmpty()) {
      return withoutMx(domain, reply, remarks);
    }
    List<Name> targets = records.stream()
        .map(MXRecord::getTarget)
        .filter(target -> !target.equals(Name.root))
        .distinct()
        .toList();
    if (targets.isEmpty()) {
      return found(State.NULL_MX, List.of(), remarks, reply.timeToLive());
    }
    remarks.nullAmongOthers(targets.size() < records.size()
        && records.stream().anyMatch(record -> record.getTarget().equals(Name.root)));
    List<Name> looked = targets.subList(0, Math.min(targets.size(), RouteRemarks.MOST_HOSTS));
    List<String> hosts = looked.stream().map(PrintableHost::of).toList();
    remarks.moreHosts(targets.size() - looked.size());
    remarks.severalOnMicrosoft365(targets.stream().map(PrintableHost::of).toList());
    Duration life = lookAt(looked, remarks, reply.timeToLive());
    return found(State.MX, hosts, remarks, life);
  }

  /** No MX record: mail goes to the domain's own address, if it has one (RFC 5321 section 5.1). */
  private RouteLookup withoutMx(Name domain, DnsAnswer mx, RouteRemarks remarks) {
    Map<NameServers.Question, DnsAnswer> replies = servers.ask(addressesOf(List.of(domain)), limit);
    Duration life = shortest(replies.values().stream().toList(), mx.timeToLive());
    if (replies.values().stream().anyMatch(RouteSearch::hasAddress)) {
      return found(State.ADDRESS_ONLY, List.of(PrintableHost.of(domain)), remarks, life);
    }
    if (replies.values().stream().anyMatch(reply -> reply.kind() == DnsAnswer.Kind.SILENCE)) {
      return found(State.TIMEOUT, List.of(), remarks, life);
    }
    if (replies.values().stream().anyMatch(reply -> reply.kind() == DnsAnswer.Kind.FAILURE)) {
      return found(State.SERVER_FAILURE, List.of(), remarks, life);
    }
    return found(State.NO_ROUTE, List.of(), remarks, life);
  }

  private Duration lookAt(List<Name> hosts, RouteRemarks remarks, Duration life) {
    Map<NameServers.Question, DnsAnswer> replies = servers.ask(addressesOf(hosts), limit);
    for (Name host : hosts) {
      remarks.host(
          host,
          replies.get(new NameServers.Question(host, Type.A)),
          replies.get(new NameServers.Question(host, Type.AAAA)));
    }
    return shortest(replies.values().stream().toList(), life);
  }

  static boolean hasAddress(DnsAnswer reply) {
    return !reply.of(ARecord.class).isEmpty() || !reply.of(AAAARecord.class).isEmpty();
  }

  private static List<NameServers.Question> addressesOf(List<Name> names) {
    List<NameServers.Question> questions = new ArrayList<>();
    for (Name name : names) {
      questions.add(new NameServers.Question(name, Type.A));
      questions.add(new NameServers.Question(name, Type.AAAA));
    }
    return questions;
  }

  private static Duration shortest(List<DnsAnswer> replies, Duration life) {
    return replies.stream()
        .map(DnsAnswer::timeToLive)
        .filter(other -> other.compareTo(life) < 0)
        .min(Comparator.naturalOrder())
        .orElse(life);
  }

  private static RouteLookup nothing(State state, DnsAnswer reply) {
    return new RouteLookup(new MailRoute(state, List.of(), "", List.of()), reply.timeToLive());
  }

  private static RouteLookup found(
      State state, List<String> hosts, RouteRemarks remarks, Duration life) {
    String gateway = hosts.stream()
        .map(MailHostProvider::of)
        .filter(name -> !name.isEmpty())
        .findFirst()
        .orElse("");
    return new RouteLookup(new MailRoute(state, hosts, gateway, remarks.all()), life);
  }
}
