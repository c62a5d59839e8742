package dev.hardstop.changes;

import static java.util.Objects.requireNonNull;

import dev.hardstop.lambda.FailureText;
import dev.hardstop.smtp.EmailAddress;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.apache.ApacheHttpClient;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.BatchResultErrorEntry;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequestEntry;

/**
 * Sends addresses to the queues of {@code ses-list}, 10 in a request. All messages of the FIFO queue
 * have the same group, so that they are handled one after another. A FIFO queue cannot delay a single
 * message. A delayed message is therefore sent to a standard queue, from which {@code ses-list} moves
 * it to the FIFO queue after its delay, so that no other message waits for it.
 */
@Singleton
public final class SesListQueue {
  private static final int MOST_ENTRIES = 10;
  private static final String GROUP = "ses-list";

  private final SqsClient sqs;
  private final Optional<String> queue;
  private final Optional<String> delayQueue;

  @Inject
  SesListQueue(SqsClient sqs, ChangesConfiguration configuration) {
    this(sqs, configuration.sesQueue(), configuration.sesDelayQueue());
  }

  /** Creates the client when it is first called, because most invocations never call it. */
  @Produces
  @ApplicationScoped
  static SqsClient sqs(
      @ConfigProperty(name = "quarkus.sns.api-call-timeout") Duration call,
      @ConfigProperty(name = "quarkus.sns.api-call-attempt-timeout") Duration attempt) {
    return SqsClient.builder()
        .httpClientBuilder(ApacheHttpClient.builder())
        .overrideConfiguration(calls -> calls.apiCallTimeout(call).apiCallAttemptTimeout(attempt))
        .build();
  }

  /**
   * Creates a sender for the queues with these URLs.
   *
   * @param queue the FIFO queue; without it, nothing is sent
   * @param delayQueue the standard queue; without it, nothing is delayed
   */
  public SesListQueue(SqsClient sqs, Optional<String> queue, Optional<String> delayQueue) {
    this.sqs = requireNonNull(sqs, "sqs is null");
    this.queue = requireNonNull(queue, "queue is null");
    this.delayQueue = requireNonNull(delayQueue, "delayQueue is null");
  }

  /** When an address is judged. */
  public enum Timing {
    /** As soon as the preceding addresses are done. */
    NEXT(Duration.ZERO, false, false),
    /** In a minute: SES is about to list the address because of a bounce or a complaint. */
    ONCE_LISTED(Duration.ofMinutes(1), true, false),
    /** In a quarter of an hour, which is the longest delay of SQS. */
    LATER(Duration.ofMinutes(15), false, false),
    /** In a quarter of an hour, if SES is still about to list the address. */
    LATER_ONCE_LISTED(Duration.ofMinutes(15), true, false),
    /**
     * In a quarter of an hour, after a removal: SES may just have made the removed entry for a bounce
     * that was not recorded yet.
     */
    AFTER_REMOVAL(Duration.ofMinutes(15), false, true);

    private final Duration delay;
    private final boolean expectsEntry;
    private final boolean afterRemoval;

    Timing(Duration delay, boolean expectsEntry, boolean afterRemoval) {
      this.delay = delay;
      this.expectsEntry = expectsEntry;
      this.afterRemoval = afterRemoval;
    }

    /** Returns how long the address waits before it is queued. */
    public Duration delay() {
      return delay;
    }
  }

  /**
   * An address whose entry on SES's list may have to change.
   *
   * @param address the address in a spelling that the list may have. The spelling is sent, because the
   *     dossier may not know it
   * @param id the id of the change that is the reason, such as
   *     {@link dev.hardstop.suppression.VerdictChange#id()}. SQS drops a message if one with the same
   *     id was sent to the FIFO queue within the last 5 minutes, so a retry sends nothing twice, but a
   *     later change of the same address is sent
   * @param erased when the address was erased, if the change is an erasure
   */
  public record QueuedAddress(
      EmailAddress address, String id, Timing timing, Optional<Instant> erased) {
    public QueuedAddress {
      requireNonNull(address, "address is null");
      requireNonNull(id, "id is null");
      requireNonNull(timing, "timing is null");
      requireNonNull(erased, "erased is null");
    }

    /** Creates an address that is judged next. */
    public QueuedAddress(EmailAddress address, String id) {
      this(address, id, Timing.NEXT);
    }

    /** Creates an address that was not erased. */
    public QueuedAddress(EmailAddress address, String id, Timing timing) {
      this(address, id, timing, Optional.empty());
    }
  }

  /**
   * Sends addresses, and stops after the first request that fails, wholly or in part. Those that are
   * judged next are sent first, in their order.
   *
   * @return why not all addresses were sent, without an address; empty if all were sent. Sending them
   *     again is safe
   */
  public Optional<String> send(List<QueuedAddress> addresses) {
    if (queue.isEmpty()) {
      return Optional.empty();
    }
    Optional<String> failure = send(
        queue,
        addresses.stream()
            .filter(it -> it.timing() == Timing.NEXT)
            .map(SesListQueue::next)
            .toList());
    return failure.isPresent()
        ? failure
        : send(
            delayQueue,
            addresses.stream()
                .filter(it -> it.timing() != Timing.NEXT)
                .map(SesListQueue::delayed)
                .toList());
  }

  /**
   * Moves messages whose delay has ended to the FIFO queue.
   *
   * @param texts the texts of the messages as they were received
   * @param ids the ids of the messages; a message that is received twice is moved once
   * @return why not all messages were moved; empty if all were moved
   */
  public Optional<String> moveToNext(List<String> texts, List<String> ids) {
    return send(
        queue,
        IntStream.range(0, texts.size())
            .mapToObj(place -> next(texts.get(place), ids.get(place)))
            .toList());
  }

  private static SendMessageBatchRequestEntry.Builder next(QueuedAddress queued) {
    return next(text(queued), queued.id());
  }

  private static SendMessageBatchRequestEntry.Builder next(String text, String id) {
    return SendMessageBatchRequestEntry.builder()
        .messageBody(text)
        .messageGroupId(GROUP)
        .messageDeduplicationId(id);
  }

  private static SendMessageBatchRequestEntry.Builder delayed(QueuedAddress queued) {
    return SendMessageBatchRequestEntry.builder().messageBody(text(queued)).delaySeconds((int)
        queued.timing().delay().toSeconds());
  }

  private static String text(QueuedAddress queued) {
    Timing timing = queued.timing();
    return new SesListMessage(
            queued.address(), timing.expectsEntry, timing.afterRemoval, queued.erased())
        .toJson();
  }

  private Optional<String> send(
      Optional<String> to, List<SendMessageBatchRequestEntry.Builder> messages) {
    for (int from = 0; from < messages.size(); from += MOST_ENTRIES) {
      int end = Math.min(from + MOST_ENTRIES, messages.size());
      Optional<String> failure = sendBatch(to.orElseThrow(), messages.subList(from, end));
      if (failure.isPresent()) {
        return failure;
      }
    }
    return Optional.empty();
  }

  private Optional<String> sendBatch(
      String to, List<SendMessageBatchRequestEntry.Builder> messages) {
    List<SendMessageBatchRequestEntry> entries = IntStream.range(0, messages.size())
        .mapToObj(place -> messages.get(place).id(Integer.toString(place)).build())
        .toList();
    try {
      return sqs.sendMessageBatch(send -> send.queueUrl(to).entries(entries)).failed().stream()
          .findFirst()
          .map(BatchResultErrorEntry::code)
          .map(code -> "SQS: " + code);
    } catch (SdkException unavailable) {
      return Optional.of(FailureText.of(unavailable));
    }
  }
}
