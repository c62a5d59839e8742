package dev.hardstop.queue;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hardstop.local.ExpectedDossiers;
import java.util.List;
import java.util.Set;
import software.amazon.awssdk.services.sqs.model.Message;

/** A function that is given one message after the other, each once and in their order. */
final class UndisturbedRun {
  private final EventSourceMapping.Function function;
  private int messages;

  private UndisturbedRun(EventSourceMapping.Function function) {
    this.function = function;
  }

  /**
   * Fills a new table with all that a feed says.
   *
   * @throws IllegalStateException when a message fails
   * @throws AssertionError when the table is then not as it is reckoned without the package
   */
  static void of(SesEventStream feed, Functions functions, String table) throws Exception {
    functions.createTable(table);
    UndisturbedRun run = new UndisturbedRun(functions.start(1, table).get(0));
    run.take(feed.before());
    run.take(feed.events());
    ExpectedDossiers expected = new ExpectedDossiers();
    for (String event : feed.told()) {
      expected.take(event);
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
