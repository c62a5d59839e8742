package dev.hardstop.announce;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.hardstop.announce.AnnouncementResult.Unjudged;
import dev.hardstop.lambda.FailureText;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sqs.SqsClient;

/**
 * The queue of records that were not published and need the attention of a person. This class sends the
 * records that cannot be judged; Lambda sends those that it gave up. A message about a record has the
 * members {@code condition} (always {@code Unjudged}), {@code subject}, {@code sequence} and
 * {@code why}.
 */
@Singleton
final class FailureQueue {
  private final SqsClient sqs;
  private final Optional<String> queue;

  /**
   * @param queue the URL of the queue; without it, nothing is sent
   */
  @Inject
  FailureQueue(
      SqsClient sqs,
      @ConfigProperty(name = "hardstop.announce.failure-queue") Optional<String> queue) {
    this.sqs = requireNonNull(sqs, "sqs is null");
    this.queue = requireNonNull(queue, "queue is null");
  }

  /**
   * Sends a message about a record. Sending it again is safe.
   *
   * @return why the message was not sent; empty if it was
   */
  Optional<String> send(Unjudged record) {
    String message = JsonNodeFactory.instance
        .objectNode()
        .put("condition", "Unjudged")
        .put("subject", record.subject().key())
        .put("sequence", record.sequence())
        .put("why", record.why())
        .toString();
    try {
      queue.ifPresent(url -> sqs.sendMessage(send -> send.queueUrl(url).messageBody(message)));
      return Optional.empty();
    } catch (SdkException unavailable) {
      return Optional.of(FailureText.of(unavailable));
    }
  }
}
