package dev.hardstop.bench;

import dev.hardstop.local.WireServer;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;

/** A topic of SNS some milliseconds away, which accepts every batch and counts its events. */
final class StandInTopic implements AutoCloseable {
  private static final Pattern ENTRY =
      Pattern.compile("PublishBatchRequestEntries\\.member\\.\\d+\\.Id=");
  private static final byte[] ACCEPTED = ("<PublishBatchResponse"
          + " xmlns=\"http://sns.amazonaws.com/doc/2010-03-31/\"><PublishBatchResult><Failed/>"
          + "<Successful/></PublishBatchResult></PublishBatchResponse>")
      .getBytes(StandardCharsets.UTF_8);

  private final AtomicInteger events = new AtomicInteger();
  private final int delay;
  private final WireServer server;

  StandInTopic(int delay) throws IOException {
    this.delay = delay;
    server = WireServer.start(this::answer);
  }

  URI endpoint() {
    return URI.create("http://" + server.hostAndPort());
  }

  int events() {
    return events.get();
  }

  private WireServer.Answer answer(WireServer.Request request) throws InterruptedException {
    String form = new String(request.body(), StandardCharsets.UTF_8);
    events.addAndGet((int) ENTRY.matcher(form).results().count());
    TimeUnit.MILLISECONDS.sleep(delay);
    return new WireServer.Answer(200, Map.of("Content-Type", "text/xml"), ACCEPTED);
  }

  @Override
  public void close() {
    server.close();
  }
}
