package dev.hardstop.local;

import dev.hardstop.local.TroubledWay.Trouble;
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
 * Every kind of trouble by chance: mostly it hits a request or two, which the SDK's tries outlast;
 * now and then it lasts for so many that messages fail.
 */
final class RandomTroubles implements Function<Request, Trouble> {
  private static final List<Trouble> TROUBLES =
      Stream.of(Trouble.values()).filter(trouble -> trouble != Trouble.NONE).toList();

  private final Random random;
  private final Map<Trouble, Integer> counts = new EnumMap<>(Trouble.class);
  private final Deque<Trouble> next = new ArrayDeque<>();
  private Trouble now = Trouble.NONE;
  private int left;

  RandomTroubles(int seed) {
    random = new Random(seed);
  }

  @Override
  public synchronized Trouble apply(Request request) {
    if (left == 0) {
      begin();
    }
    if (now == Trouble.UNPROCESSED && !TroubledWay.isRead(request)) {
      // Nothing would be wrong with it, and the trouble would be over without having hit anything.
      return Trouble.NONE;
    }
    left--;
    counts.merge(now, 1, Integer::sum);
    return now;
  }

  /** How many requests each has hit. */
  synchronized Map<Trouble, Integer> counts() {
    return Collections.unmodifiableMap(new EnumMap<>(counts));
  }

  /** Each kind comes once before any comes again, and the first of them lasts. */
  private void begin() {
    if (now != Trouble.NONE) {
      now = Trouble.NONE;
      left = 1 + random.nextInt(12);
      return;
    }
    boolean lasts = next.isEmpty();
    if (lasts) {
      List<Trouble> shuffled = new ArrayList<>(TROUBLES);
      Collections.shuffle(shuffled, random);
      next.addAll(shuffled);
    }
    now = next.poll();
    left = lasts ? 50 : 1 + random.nextInt(2);
  }
}
