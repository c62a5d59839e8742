package dev.hardstop.queue;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hardstop.local.BatchReply;
import dev.hardstop.local.ExpectedDossiers;
import dev.hardstop.local.SqsEvent;
import java.util.List;
import java.util.Set;
import software.amazon.awssdk.services.sqs.model.Message;

/** A run in which a function receives each message once, one at a time and in order. */
final class UndisturbedRun {
  private final EventSourceMapping.Function function;
  private int messages;

  private UndisturbedRun(EventSourceMapping.Function function) {
    this.function = function;
  }

  /**
   * Fills a new table with all events of a stream.
   *
   * @throws IllegalStateException when a message fails
   * @throws AssertionError when the table differs from the {@link ExpectedDossiers}
   */
  static void of(SesEventStream feed, Functions functions, String table) throws Exception {
    functions.createTable(table);
    UndisturbedRun run = new UndisturbedRun(functions.start(1, table).get(0));
    run.take(feed.before());
    run.take(feed.events());
    ExpectedDossiers expected = new ExpectedDossiers();
    for (String event : feed.sesEvents()) {
      expected.record(event);
    }
    assertThat(functions.differences(expected, table)).isEmpty();
  }

  private void take(List<String> bodies) throws InterruptedException {
    for (String body : bodies) {
      String id = "message-" + messages++;
      Message message = Message.builder().messageId(id).body(body).build();
      if (!BatchReply.failed(
              function.invoke(SqsEvent.of(List.of(message), "arn:aws:sqs:none")), Set.of(id))
          .isEmpty()) {
        throw new IllegalStateException(id + " failed in a run without disturbance");
      }
    }
  }
}
