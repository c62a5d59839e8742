package dev.hardstop.cost;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Random;

/**
 * A queue whose messages come at random, and functions that take them in batches: one is full at
 * 100, or closed five seconds after its first message. AWS does not document how Lambda's pollers
 * share the messages, so there are two models.
 */
final class QueueSimulation {
  private static final int LARGEST = 100;
  private static final double WINDOW = 5;
  private static final double NEVER = Double.POSITIVE_INFINITY;

  /** How pollers share messages. */
  enum Sharing {
    /** One batch is filled before another one is opened. */
    ONE_BY_ONE,
    /** All idle pollers take turns. */
    IN_TURNS
  }

  /**
   * The result of a simulation.
   *
   * @param batch records in a batch, on average
   * @param atWork functions at work at once, on average
   * @param longest seconds from a message's arrival until its batch was done
   * @param left messages in the queue in the end
   */
  record Result(double batch, double atWork, double longest, int left) {}

  private static final class Worker {
    private final List<Double> records = new ArrayList<>();
    private double closes = NEVER;
    private double done = NEVER;

    private boolean isAtWork() {
      return done < NEVER;
    }
  }

  private final Queue<Double> waiting = new ArrayDeque<>();
  private final List<Worker> workers = new ArrayList<>();
  private final Sharing sharing;
  private int turn;
  private int batches;
  private int records;
  private double work;
  private double longest;

  private QueueSimulation(int concurrency, Sharing sharing) {
    this.sharing = sharing;
    for (int i = 0; i < concurrency; i++) {
      workers.add(new Worker());
    }
  }

  /** Simulates this many messages a second for this many seconds, the same messages each time. */
  static Result run(double rate, int concurrency, Sharing sharing, double seconds) {
    QueueSimulation queue = new QueueSimulation(concurrency, sharing);
    Random random = new Random(1);
    double arrival = 0;
    while (arrival < seconds) {
      arrival += -Math.log(1 - random.nextDouble()) / rate;
      queue.advanceTo(arrival);
      queue.waiting.add(arrival);
      queue.handOut(arrival);
    }
    return new Result(
        (double) queue.records / queue.batches,
        queue.work / arrival,
        queue.longest,
        queue.waiting.size());
  }

  private void advanceTo(double time) {
    for (Worker next = next(); nextOf(next) <= time; next = next()) {
      double now = nextOf(next);
      if (next.isAtWork()) {
        longest = Math.max(longest, now - next.records.get(0));
        next.records.clear();
        next.done = NEVER;
        handOut(now);
      } else {
        begin(next, now);
      }
    }
  }

  private Worker next() {
    Worker first = workers.get(0);
    for (Worker worker : workers) {
      first = nextOf(worker) < nextOf(first) ? worker : first;
    }
    return first;
  }

  private static double nextOf(Worker worker) {
    return Math.min(worker.closes, worker.done);
  }

  private void handOut(double now) {
    for (Worker taker = taker(); taker != null && !waiting.isEmpty(); taker = taker()) {
      if (taker.records.isEmpty()) {
        taker.closes = now + WINDOW;
      }
      taker.records.add(waiting.remove());
      if (taker.records.size() == LARGEST) {
        begin(taker, now);
      }
    }
  }

  private Worker taker() {
    Worker best = null;
    for (int i = 0; i < workers.size(); i++) {
      Worker worker = workers.get((turn + i) % workers.size());
      boolean better = !worker.isAtWork()
          && (best == null || sharing == Sharing.ONE_BY_ONE && worker.closes < best.closes);
      best = better ? worker : best;
    }
    turn += sharing == Sharing.IN_TURNS ? 1 : 0;
    return best;
  }

  private void begin(Worker worker, double now) {
    double seconds = Prices.milliseconds(worker.records.size()) / 1000;
    worker.closes = NEVER;
    worker.done = now + seconds;
    work += seconds;
    batches++;
    records += worker.records.size();
  }
}
