package dev.hardstop.dns;

import static java.util.Objects.requireNonNull;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.SOARecord;
import org.xbill.DNS.Section;
import org.xbill.DNS.SimpleResolver;
import org.xbill.DNS.lookup.LookupFailedException;
import org.xbill.DNS.lookup.LookupResult;
import org.xbill.DNS.lookup.LookupSession;
import org.xbill.DNS.lookup.NoSuchDomainException;
import org.xbill.DNS.lookup.NoSuchRRSetException;

/**
 * The queries that find one route. All of them share one time limit, which starts when this object is created, and
 * any number may run in parallel. dnsjava's {@link LookupSession} sends a query, follows aliases and repeats a
 * truncated answer over TCP. This class tries the next server if one fails or does not answer, which dnsjava does
 * only for exceptions. It also measures the time itself, because dnsjava checks its time-outs only once a second.
 */
final class DnsQueries {
  /**
   * The most attempts of a query. If there are several servers, each attempt goes to the next one.
   */
  static final int TRIES = 3;

  /** How long a failure is cached. A failure may be temporary, so a later question soon queries again. */
  private static final Duration LIFE_OF_A_FAILURE = Duration.ofSeconds(30);

  private final long end;
  private final List<LookupSession> servers;
  private final AtomicLong timeToLive = new AtomicLong(Long.MAX_VALUE);

  /**
   * @param servers addresses of recursive name servers, at least one; the first is asked first
   * @param limit how long all queries may take together
   */
  DnsQueries(List<InetSocketAddress> servers, Duration limit) {
    end = System.nanoTime() + limit.toNanos();
    // Callbacks run on dnsjava's own thread, because they only read a message or send the next
    // query.
    this.servers = servers.stream()
        .map(address -> LookupSession.builder()
            .resolver(new Server(address, limit))
            .executor(Runnable::run)
            .build())
        .toList();
  }

  /** How a query ends. */
  enum QueryOutcome {
    /** The name exists; there may be no records of the type asked for. */
    ANSWER,
    /** NXDOMAIN (RFC 8020). */
    NO_SUCH_NAME,
    /** SERVFAIL, REFUSED or another answer that is neither of the above. */
    FAILURE,
    /** No server answered in time. */
    TIMEOUT
  }

  /**
   * The result of one query.
   *
   * @param records the records of the name asked for, or of the name of which it is an alias; may be empty
   * @param isAlias whether the name asked for has a CNAME record
   */
  record QueryAnswer(QueryOutcome outcome, List<Record> records, boolean isAlias) {
    QueryAnswer {
      requireNonNull(outcome, "outcome is null");
      records = List.copyOf(records);
    }

    /** The records of one type. */
    <T extends Record> List<T> of(Class<T> type) {
      return records.stream().filter(type::isInstance).map(type::cast).toList();
    }
  }

  /**
   * Asks for the records of a name. The future never fails and completes within the time limit.
   *
   * @param type a constant of {@link org.xbill.DNS.Type}
   */
  CompletableFuture<QueryAnswer> ask(Name name, int type) {
    return ask(name, type, 0).thenApply(answer -> {
      if (answer.outcome() == QueryOutcome.FAILURE || answer.outcome() == QueryOutcome.TIMEOUT) {
        keepFor(LIFE_OF_A_FAILURE.toSeconds());
      }
      return answer;
    });
  }

  private CompletableFuture<QueryAnswer> ask(Name name, int type, int tried) {
    long left = Math.max(0, end - System.nanoTime()) / (TRIES - tried);
    return servers
        .get(tried % servers.size())
        .lookupAsync(name, type)
        .toCompletableFuture()
        .orTimeout(left, TimeUnit.NANOSECONDS)
        .handle((result, failed) -> failed == null ? answer(result) : answer(name, cause(failed)))
        .thenCompose(answer -> isFinal(answer, tried + 1)
            ? CompletableFuture.completedFuture(answer)
            : ask(name, type, tried + 1).thenApply(later -> better(answer, later)));
  }

  private boolean isFinal(QueryAnswer answer, int tried) {
    return switch (answer.outcome()) {
      case ANSWER, NO_SUCH_NAME -> true;
      // Only this server may have failed.
      case FAILURE -> tried >= Math.min(TRIES, servers.size());
      // The packet may be lost.
      case TIMEOUT -> tried >= TRIES;
    };
  }

  /**
   * Returns the more informative answer. A time-out after a failure adds nothing to the failure.
   */
  private static QueryAnswer better(QueryAnswer earlier, QueryAnswer later) {
    return later.outcome() == QueryOutcome.TIMEOUT ? earlier : later;
  }

  private static QueryAnswer answer(LookupResult result) {
    return new QueryAnswer(
        QueryOutcome.ANSWER, result.getRecords(), !result.getAliases().isEmpty());
  }

  /** The exception's message is not used, because it may repeat the words of a remote server. */
  private static QueryAnswer answer(Name asked, Throwable failure) {
    // The exception contains the last name that was looked up, which differs if there was an alias.
    if (failure instanceof NoSuchDomainException none) {
      return new QueryAnswer(QueryOutcome.NO_SUCH_NAME, List.of(), !asked.equals(none.getName()));
    }
    if (failure instanceof NoSuchRRSetException none) {
      return new QueryAnswer(QueryOutcome.ANSWER, List.of(), !asked.equals(none.getName()));
    }
    return new QueryAnswer(
        failure instanceof LookupFailedException ? QueryOutcome.FAILURE : QueryOutcome.TIMEOUT,
        List.of(),
        false);
  }

  private static Throwable cause(Throwable failure) {
    Throwable cause = failure;
    while (cause instanceof CompletionException && cause.getCause() != null) {
      cause = cause.getCause();
    }
    return cause;
  }

  /** How long the answers so far may be cached, which is the shortest time to live of all their records. */
  Duration timeToLive() {
    return Duration.ofSeconds(timeToLive.get());
  }

  private void keepFor(long seconds) {
    timeToLive.accumulateAndGet(seconds, Math::min);
  }

  /** How long a message may be cached, in seconds. For a message without records, RFC 2308 section 5 applies. */
  private static long timeToLive(Message message) {
    List<Record> answers = message.getSection(Section.ANSWER);
    if (!answers.isEmpty()) {
      return answers.stream().mapToLong(Record::getTTL).min().getAsLong();
    }
    return message.getSection(Section.AUTHORITY).stream()
        .filter(SOARecord.class::isInstance)
        .map(SOARecord.class::cast)
        .mapToLong(soa -> Math.min(soa.getTTL(), soa.getMinimum()))
        .findFirst()
        .orElse(LIFE_OF_A_FAILURE.toSeconds());
  }

  /**
   * One name server. It records the times to live, which a {@link LookupResult} does not contain.
   */
  private final class Server extends SimpleResolver {
    Server(InetSocketAddress address, Duration limit) {
      super(address);
      setTimeout(limit);
    }

    @Override
    public CompletionStage<Message> sendAsync(Message query, Executor executor) {
      return super.sendAsync(query, executor).thenApply(message -> {
        // Other codes are ignored, because the next server may have an answer.
        if (message.getRcode() == Rcode.NOERROR || message.getRcode() == Rcode.NXDOMAIN) {
          keepFor(timeToLive(message));
        }
        return message;
      });
    }
  }
}
