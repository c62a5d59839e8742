package dev.hardstop.local;

import dev.hardstop.sesevent.SesEvent;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Addresses whose verdict is known: a growing number that bounced, and others that were never
 * reported. It also remembers which of the bounced addresses were reported clear before.
 */
final class KnownAddresses {
  /** How many are suppressed in one step. */
  static final int BATCH = 10;

  private static final int DOMAINS = 100;

  private final LocalApi api;
  private final Set<String> reportedClear = ConcurrentHashMap.newKeySet();
  private volatile int suppressed;

  KnownAddresses(LocalApi api) {
    this.api = api;
  }

  /** The number of suppressed addresses: those whose number is lower. */
  int suppressed() {
    return suppressed;
  }

  /** Notes that a sender received the verdict clear for this address. */
  void reportedClear(String address) {
    reportedClear.add(address);
  }

  /** All addresses for which a sender received the verdict clear. */
  List<String> reportedClear() {
    return List.copyOf(reportedClear);
  }

  boolean wasReportedClear(String address) {
    return reportedClear.contains(address);
  }

  static String suppressed(int number) {
    return "gone" + number + "@d" + number % DOMAINS + ".example.org";
  }

  /** An address of one of the same domains that was never reported. */
  static String clear(int number) {
    return "living" + number + "@d" + number % DOMAINS + ".example.org";
  }

  /** Suppresses more addresses: nine of ten by a bounce, the tenth manually. */
  void grow() {
    List<SqsMessage> bounces = new ArrayList<>();
    String sent = Instant.now().toString();
    for (int number = suppressed + 1; number < suppressed + BATCH; number++) {
      SesEvent bounce = SesEvent.bounce(suppressed(number)).with("/mail/timestamp", sent);
      bounces.add(new SqsMessage("id-" + number, bounce.toString()));
    }
    LocalApi.Answer recorded =
        api.feedback(new String(SqsMessage.batch(bounces), StandardCharsets.UTF_8));
    LocalApi.Answer suppression = api.post(
        "/v1/suppress", "{\"subject\":\"" + suppressed(suppressed) + "\",\"why\":\"asked us to\"}");
    if (recorded.status() != 200
        || !recorded.json().path("batchItemFailures").isEmpty()
        || suppression.status() != 200) {
      throw new IllegalStateException(recorded + ", " + suppression);
    }
    suppressed += BATCH;
  }
}
