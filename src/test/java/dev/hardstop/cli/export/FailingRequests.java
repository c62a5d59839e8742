package dev.hardstop.cli.export;

import java.util.regex.Pattern;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** Refuses requests to the table after a number of them, as a permission that was taken away does. */
final class FailingRequests extends Handler.Wrapper {
  private final Pattern operations;
  private int left = Integer.MAX_VALUE;
  private Runnable meanwhile = () -> {};

  private FailingRequests(String operations) {
    this.operations = Pattern.compile(".*\\.(" + operations + ")");
  }

  static FailingRequests ofScans() {
    return new FailingRequests("Scan");
  }

  static FailingRequests ofWrites() {
    return new FailingRequests("PutItem|UpdateItem");
  }

  synchronized void failAfter(int requests) {
    left = requests;
  }

  /** Something that happens once, when the next of these requests arrives. */
  synchronized void meanwhile(Runnable happens) {
    meanwhile = happens;
  }

  private synchronized boolean isRefused() {
    meanwhile.run();
    meanwhile = () -> {};
    return left-- <= 0;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws Exception {
    String target = request.getHeaders().get("x-amz-target");
    if (target == null || !operations.matcher(target).matches() || !isRefused()) {
      return super.handle(request, response, callback);
    }
    response.setStatus(400);
    Content.Sink.write(
        response,
        true,
        "{\"__type\":\"com.amazon.coral.service#AccessDeniedException\",\"message\":\"no\"}",
        callback);
    return true;
  }
}
