package dev.hardstop.local;

import dev.hardstop.local.FaultyConnection.ConnectionFault;
import dev.hardstop.local.WireServer.Request;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Causes every kind of fault at random. Most faults affect one or two requests, which the SDK's
 * retries outlast; some last long enough for messages to fail.
 */
final class RandomConnectionFaults implements Function<Request, ConnectionFault> {
  private static final List<ConnectionFault> FAULTS = Stream.of(ConnectionFault.values())
      .filter(fault -> fault != ConnectionFault.NONE)
      .toList();

  private final Random random;
  private final Map<ConnectionFault, Integer> counts = new EnumMap<>(ConnectionFault.class);
  private final Deque<ConnectionFault> next = new ArrayDeque<>();
  private ConnectionFault now = ConnectionFault.NONE;
  private int left;

  RandomConnectionFaults(int seed) {
    random = new Random(seed);
  }

  @Override
  public synchronized ConnectionFault apply(Request request) {
    if (left == 0) {
      begin();
    }
    if (now == ConnectionFault.UNPROCESSED && !FaultyConnection.isRead(request)) {
      // A write has no unprocessed keys, so the fault would end without having had an effect.
      return ConnectionFault.NONE;
    }
    left--;
    counts.merge(now, 1, Integer::sum);
    return now;
  }

  /** How many requests each fault has affected. */
  synchronized Map<ConnectionFault, Integer> counts() {
    return Collections.unmodifiableMap(new EnumMap<>(counts));
  }

  /** Each kind comes once before any comes again, and the first of them lasts. */
  private void begin() {
    if (now != ConnectionFault.NONE) {
      now = ConnectionFault.NONE;
      left = 1 + random.nextInt(12);
      return;
    }
    boolean lasts = next.isEmpty();
    if (lasts) {
      List<ConnectionFault> shuffled = new ArrayList<>(FAULTS);
      Collections.shuffle(shuffled, random);
      next.addAll(shuffled);
    }
    now = next.poll();
    left = lasts ? 50 : 1 + random.nextInt(2);
  }
}
