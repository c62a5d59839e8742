package dev.hardstop.dns;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;
import org.xbill.DNS.SimpleResolver;
import org.xbill.DNS.config.ResolvConfResolverConfigProvider;

/**
 * The name servers that are asked. Several questions go out at once; what is not answered goes to
 * the next server, {@value #TRIES} times in all. Truncated answers are fetched again over TCP, which
 * dnsjava does.
 */
final class NameServers {
  static final int TRIES = 3;
  private static final int PORT = 53;

  private final List<InetSocketAddress> addresses;

  NameServers(List<InetSocketAddress> addresses) {
    this.addresses = List.copyOf(addresses);
  }

  /** One question. */
  record Question(Name name, int type) {
    private Message message() {
      return Message.newQuery(Record.newRecord(name, type, DClass.IN));
    }
  }

  /**
   * Those of {@code /etc/resolv.conf}. dnsjava would look in other places too, JNDI and a JDK's
   * internals among them, which a native binary has not.
   */
  static NameServers ofSystem() {
    ResolvConfResolverConfigProvider file = new ResolvConfResolverConfigProvider();
    file.initialize();
    List<InetSocketAddress> found = file.servers();
    return new NameServers(
        found.isEmpty()
            ? List.of(new InetSocketAddress(InetAddress.getLoopbackAddress(), PORT))
            : found);
  }

  /**
   * The one at this address, with a port if it is not 53.
   *
   * @throws IllegalArgumentException when it is no IP address
   */
  static NameServers of(String text) {
    int colon = text.lastIndexOf(':');
    boolean hasPort = colon >= 0 && (text.indexOf(':') == colon || text.charAt(colon - 1) == ']');
    String host = hasPort ? text.substring(0, colon) : text;
    try {
      int port = hasPort ? Integer.parseInt(text.substring(colon + 1)) : PORT;
      return new NameServers(List.of(new InetSocketAddress(literal(host), port)));
    } catch (UnknownHostException | NumberFormatException none) {
      throw new IllegalArgumentException(
          "hardstop.dns.server must be an IP address, or one with a port: " + text, none);
    }
  }

  /** Not a name: whom to ask for its address is what is to be found out here. */
  private static InetAddress literal(String host) throws UnknownHostException {
    boolean isAddress = host.startsWith("[")
        || host.chars().allMatch(c -> c == '.' || (c >= '0' && c <= '9'))
        || host.indexOf(':') >= 0;
    if (!isAddress || host.isEmpty()) {
      throw new UnknownHostException("no IP address");
    }
    return InetAddress.getByName(host);
  }

  /** A reply for each question; a silent one where the time ran out. */
  Map<Question, DnsAnswer> ask(List<Question> questions, LookupDeadline limit) {
    Map<Question, DnsAnswer> replies = new HashMap<>();
    List<Question> open = new ArrayList<>(questions);
    for (int tried = 0; tried < TRIES && !open.isEmpty(); tried++) {
      InetSocketAddress server = addresses.get(tried % addresses.size());
      boolean another = tried + 1 < Math.min(TRIES, addresses.size());
      askOnce(open, server, limit.ofNext(TRIES - tried)).forEach((question, reply) -> {
        replies.merge(question, reply, NameServers::better);
        // A failure may be this server's own; silence, a packet that was lost.
        if (reply.kind() != DnsAnswer.Kind.SILENCE
            && (reply.kind() != DnsAnswer.Kind.FAILURE || !another)) {
          open.remove(question);
        }
      });
    }
    return replies;
  }

  /** Silence after a failure says no more than the failure did. */
  private static DnsAnswer better(DnsAnswer earlier, DnsAnswer later) {
    return later.kind() == DnsAnswer.Kind.SILENCE ? earlier : later;
  }

  private static Map<Question, DnsAnswer> askOnce(
      List<Question> questions, InetSocketAddress server, LookupDeadline limit) {
    SimpleResolver resolver = new SimpleResolver(server);
    resolver.setTimeout(limit.left());
    Map<Question, CompletableFuture<Message>> sent = new HashMap<>();
    for (Question question : questions) {
      // On dnsjava's own thread: it only reads a message.
      sent.put(
          question, resolver.sendAsync(question.message(), Runnable::run).toCompletableFuture());
    }
    Map<Question, DnsAnswer> replies = new HashMap<>();
    sent.forEach((question, message) -> replies.put(question, await(message, limit)));
    return replies;
  }

  /** Waits by its own clock: dnsjava looks at its timeouts once a second. */
  private static DnsAnswer await(CompletableFuture<Message> message, LookupDeadline limit) {
    try {
      return DnsAnswer.of(message.get(limit.left().toNanos(), TimeUnit.NANOSECONDS));
    } catch (ExecutionException | TimeoutException noAnswer) {
      // What it says may repeat what a stranger's server sent.
      return DnsAnswer.silence();
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
      return DnsAnswer.silence();
    }
  }
}
