package dev.hardstop.http;

import dev.hardstop.lambda.FailureText;
import dev.hardstop.suppression.TableUnavailableException;
import dev.hardstop.suppression.UnreadableItemException;
import java.util.Collection;
import java.util.List;
import org.jboss.logging.Logger;
import org.jboss.logging.MDC;

/**
 * Logs one request: its route and its status, as text and as the fields {@code requestId}, {@code route} and {@code
 * status}. It logs the template of the route, never the path, and no other part of the request. {@link #close}
 * removes the fields, so that the next request of the thread has its own.
 */
final class AccessLog implements AutoCloseable {
  private static final Logger LOG = Logger.getLogger(AccessLog.class);
  private static final String REQUEST_ID = "requestId";
  private static final String ROUTE = "route";
  private static final String STATUS = "status";

  private String requestId = "";
  private String route = "none";

  /** The id of the request; empty until it is known. */
  String requestId() {
    return requestId;
  }

  void request(String id) {
    requestId = id;
    MDC.put(REQUEST_ID, id);
  }

  void route(Route taken) {
    route = taken.toString();
    MDC.put(ROUTE, route);
  }

  /**
   * Logs the cause of a problem. A problem with the request has no cause and is not logged here.
   */
  void problem(ProblemException problem) {
    Throwable cause = problem.getCause();
    if (cause instanceof UnreadableItemException unreadable) {
      unreadable(List.of(unreadable));
    } else if (cause instanceof TableUnavailableException unavailable) {
      LOG.errorf(
          "The table is unavailable: %s",
          FailureText.of(unavailable.getCause() == null ? unavailable : unavailable.getCause()));
    } else if (cause != null) {
      LOG.error("A request failed", StackTrace.of(cause));
    }
  }

  /** Logs items that cannot be read, with one line for each different message. */
  static void unreadable(Collection<UnreadableItemException> items) {
    UnreadableItemException.messages(items)
        .forEach(message -> LOG.errorf("An item of the table cannot be read: %s", message));
  }

  void response(int status) {
    MDC.put(STATUS, Integer.toString(status));
    // %s instead of %d, because %d loads the digits of the locale, which delays the first answer by
    // milliseconds.
    LOG.infof("%s: %s", route, status);
  }

  @Override
  public void close() {
    MDC.remove(STATUS);
    MDC.remove(ROUTE);
    MDC.remove(REQUEST_ID);
  }

  /**
   * The classes and stack traces of a failure and its causes, without their messages: a message may
   * repeat text of the request.
   */
  private static final class StackTrace extends Exception {
    private static final long serialVersionUID = 1L;
    private static final int MOST_CAUSES = 8;

    private StackTrace(String className, Throwable cause) {
      super(className, cause);
    }

    private static StackTrace of(Throwable failure) {
      return of(failure, MOST_CAUSES);
    }

    private static StackTrace of(Throwable failure, int causes) {
      Throwable cause = causes == 0 ? null : failure.getCause();
      StackTrace trace = new StackTrace(
          failure.getClass().getName(), cause == null ? null : of(cause, causes - 1));
      trace.setStackTrace(failure.getStackTrace());
      return trace;
    }
  }
}
