package dev.hardstop.http;

import dev.hardstop.suppression.TableUnavailableException;
import dev.hardstop.suppression.UnreadableItemException;
import java.util.Collection;
import java.util.List;
import org.jboss.logging.Logger;
import org.jboss.logging.MDC;

/**
 * Says of one request which route it took and what came of it: in words, and as the fields {@code
 * requestId}, {@code route} and {@code status}. Names the route, never the path, and nothing else
 * of the request.
 */
final class AccessLog implements AutoCloseable {
  private static final Logger LOG = Logger.getLogger(AccessLog.class);
  private static final String REQUEST_ID = "requestId";
  private static final String ROUTE = "route";
  private static final String STATUS = "status";
  private static final int MOST_LINES = 10;

  private String requestId = "";
  private String route = "none";

  String requestId() {
    return requestId;
  }

  void asked(String id) {
    requestId = id;
    MDC.put(REQUEST_ID, id);
  }

  void routed(Route taken) {
    route = taken.toString();
    MDC.put(ROUTE, route);
  }

  /** A request answered with a problem: worth a line of its own where the fault is on our side. */
  void rejected(ProblemException rejected) {
    Throwable cause = rejected.getCause();
    if (cause instanceof UnreadableItemException broken) {
      unreadable(List.of(broken));
    } else if (cause instanceof TableUnavailableException unavailable) {
      outOfReach(unavailable);
    }
  }

  void outOfReach(TableUnavailableException unavailable) {
    LOG.errorf(
        "The table is out of reach: %s",
        FailureSummary.explanation(
            unavailable.getCause() == null ? unavailable : unavailable.getCause()));
  }

  /** What the table holds and this version cannot read: a line each, and not more than {@value #MOST_LINES}. */
  static void unreadable(Collection<UnreadableItemException> items) {
    items.stream()
        .map(UnreadableItemException::getMessage)
        .distinct()
        .sorted()
        .limit(MOST_LINES)
        .forEach(message -> LOG.errorf("The table holds what cannot be read: %s", message));
  }

  void failed(RuntimeException unexpected) {
    LOG.error("A request failed", FailureSummary.withoutWords(unexpected));
  }

  void answered(int status) {
    MDC.put(STATUS, Integer.toString(status));
    // Not %d: its digits come out of a locale, which takes the first answer milliseconds to unpack.
    LOG.infof("%s: %s", route, status);
  }

  /** The next request of this thread has fields of its own. */
  @Override
  public void close() {
    MDC.remove(STATUS);
    MDC.remove(ROUTE);
    MDC.remove(REQUEST_ID);
  }
}
