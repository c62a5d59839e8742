package dev.hardstop.local;

import dev.hardstop.sesevent.SesEvent;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Addresses of which it is known what must be said: those that bounced, ever more of them, those
 * that nobody ever reported; and which of those that bounced were called clear before.
 */
final class KnownAddresses {
  /** How many are suppressed in one step. */
  static final int BATCH = 10;

  private static final int DOMAINS = 100;

  private final LocalApi api;
  private final Set<String> calledClear = ConcurrentHashMap.newKeySet();
  private volatile int suppressed;

  KnownAddresses(LocalApi api) {
    this.api = api;
  }

  /** How many are suppressed by now: those with the numbers below. */
  int suppressed() {
    return suppressed;
  }

  /** Somebody was told that this address is clear. */
  void calledClear(String address) {
    calledClear.add(address);
  }

  /** All addresses that somebody was told are clear. */
  List<String> calledClear() {
    return List.copyOf(calledClear);
  }

  boolean wasCalledClear(String address) {
    return calledClear.contains(address);
  }

  static String suppressed(int number) {
    return "gone" + number + "@d" + number % DOMAINS + ".example.org";
  }

  /** An address of one of the same domains, about which nothing was ever said. */
  static String clear(int number) {
    return "living" + number + "@d" + number % DOMAINS + ".example.org";
  }

  /** Suppresses some more: nine of ten bounce, and somebody suppresses the tenth. */
  void grow() {
    List<SqsMessage> bounces = new ArrayList<>();
    String sent = Instant.now().toString();
    for (int number = suppressed + 1; number < suppressed + BATCH; number++) {
      SesEvent bounce = SesEvent.bounce(suppressed(number)).with("/mail/timestamp", sent);
      bounces.add(new SqsMessage("id-" + number, bounce.toString()));
    }
    LocalApi.Answer recorded =
        api.feedback(new String(SqsMessage.batch(bounces), StandardCharsets.UTF_8));
    LocalApi.Answer acted = api.post(
        "/v1/suppress", "{\"subject\":\"" + suppressed(suppressed) + "\",\"why\":\"asked us to\"}");
    if (recorded.status() != 200
        || !recorded.json().path("batchItemFailures").isEmpty()
        || acted.status() != 200) {
      throw new IllegalStateException(recorded + ", " + acted);
    }
    suppressed += BATCH;
  }
}
