package dev.hardstop.recipientlist;

import static java.util.Objects.requireNonNull;

import dev.hardstop.diagnosis.MailRouting;
import dev.hardstop.diagnosis.MailRouting.MailRoute.State;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Looks up in DNS whether the domains of a list take mail. Each domain is looked up once, and a limited number in
 * parallel. If DNS does not answer at all, the look-ups end, so that a check does not take hours.
 */
final class DomainRoutes implements AutoCloseable {
  private static final int LOOK_UPS_AT_ONCE = 32;
  private static final int MOST_KEPT = 100_000;

  /** DNS is not asked again after this many look-ups in succession without an answer. */
  static final int MOST_FAILURES = 100;

  private final MailRouting routing;
  private final ExecutorService threads;
  private final AtomicInteger failuresInSuccession = new AtomicInteger();

  /** The results in the order of the look-ups, so that the oldest is removed first. */
  private final Map<String, CompletableFuture<State>> routes = new LinkedHashMap<>() {
    private static final long serialVersionUID = 1;

    @Override
    protected boolean removeEldestEntry(Map.Entry<String, CompletableFuture<State>> eldest) {
      return size() > MOST_KEPT;
    }
  };

  DomainRoutes(MailRouting routing) {
    this.routing = requireNonNull(routing, "routing is null");
    threads = Executors.newFixedThreadPool(LOOK_UPS_AT_ONCE, work -> {
      Thread thread = new Thread(work, "dns");
      thread.setDaemon(true);
      return thread;
    });
  }

  /** Looks up domains, and waits for all results. */
  Map<String, State> of(Collection<String> domains) {
    Map<String, CompletableFuture<State>> asked = new HashMap<>();
    synchronized (routes) {
      for (String domain : domains) {
        asked.put(domain, routes.computeIfAbsent(domain, this::lookUp));
      }
    }
    Map<String, State> states = new HashMap<>();
    asked.forEach((domain, state) -> states.put(domain, state.join()));
    return states;
  }

  /** Whether DNS gave no answer about a domain. */
  static boolean isUnanswered(State state) {
    return state == State.TIMEOUT || state == State.SERVER_FAILURE;
  }

  /** Whether the look-ups ended because DNS did not answer. */
  boolean hasGivenUp() {
    return failuresInSuccession.get() >= MOST_FAILURES;
  }

  private CompletableFuture<State> lookUp(String domain) {
    return CompletableFuture.supplyAsync(
        () -> {
          if (hasGivenUp()) {
            return State.TIMEOUT;
          }
          State state = routing.routeOf(domain).state();
          if (isUnanswered(state)) {
            failuresInSuccession.incrementAndGet();
          } else {
            failuresInSuccession.set(0);
          }
          return state;
        },
        threads);
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
