package dev.hardstop.changes;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.hardstop.lambda.FailureText;
import dev.hardstop.smtp.EmailAddress;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.BatchResultErrorEntry;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequestEntry;

/**
 * Sends addresses to the FIFO queue of {@code ses-list}, 10 in a request. A message is only an address,
 * {@code {"address":"bob@contoso.com"}}: it is judged when its turn comes. All messages have one group,
 * so that they are handled one after another.
 */
@Singleton
public final class SesListQueue {
  private static final int MOST_ENTRIES = 10;
  private static final String GROUP = "ses-list";

  private final SqsClient sqs;
  private final Optional<String> queue;

  @Inject
  SesListQueue(SqsClient sqs, ChangesConfiguration configuration) {
    this(sqs, configuration.sesQueue());
  }

  /**
   * A queue for tests.
   *
   * @param queue its URL; without it, nothing is sent
   */
  public SesListQueue(SqsClient sqs, Optional<String> queue) {
    this.sqs = requireNonNull(sqs, "sqs is null");
    this.queue = requireNonNull(queue, "queue is null");
  }

  /**
   * An address whose place on SES's list may have to change. Its spelling is sent: SES may have listed it
   * in one that the dossier does not know.
   *
   * @param id of the change that is the reason, such as {@link dev.hardstop.suppression.VerdictChange#id()}.
   *     SQS drops a message with the id of one that was sent within 5 minutes, so a retry sends nothing
   *     twice, and a later change of the same address is sent
   */
  public record QueuedAddress(EmailAddress address, String id) {
    public QueuedAddress {
      requireNonNull(address, "address is null");
      requireNonNull(id, "id is null");
    }
  }

  /**
   * Sends addresses in their order, and stops after the first request that fails, wholly or in part.
   *
   * @return why not all of them were sent, without an address; empty if all were. Sending them again is
   *     safe
   */
  public Optional<String> send(List<QueuedAddress> addresses) {
    if (queue.isEmpty()) {
      return Optional.empty();
    }
    for (int from = 0; from < addresses.size(); from += MOST_ENTRIES) {
      int to = Math.min(from + MOST_ENTRIES, addresses.size());
      Optional<String> failure = sendBatch(addresses.subList(from, to));
      if (failure.isPresent()) {
        return failure;
      }
    }
    return Optional.empty();
  }

  private Optional<String> sendBatch(List<QueuedAddress> batch) {
    List<SendMessageBatchRequestEntry> entries = IntStream.range(0, batch.size())
        .mapToObj(place -> entry(batch.get(place), Integer.toString(place)))
        .toList();
    try {
      return sqs
          .sendMessageBatch(send -> send.queueUrl(queue.orElseThrow()).entries(entries))
          .failed()
          .stream()
          .findFirst()
          .map(BatchResultErrorEntry::code)
          .map(code -> "SQS: " + code);
    } catch (SdkException unavailable) {
      return Optional.of(FailureText.of(unavailable));
    }
  }

  private static SendMessageBatchRequestEntry entry(QueuedAddress queued, String id) {
    return SendMessageBatchRequestEntry.builder()
        .id(id)
        .messageBody(JsonNodeFactory.instance
            .objectNode()
            .put("address", queued.address().spelling())
            .toString())
        .messageGroupId(GROUP)
        .messageDeduplicationId(queued.id())
        .build();
  }
}
