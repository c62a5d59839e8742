package dev.hardstop.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hardstop.Soak;
import dev.hardstop.local.FaultyConnection.ConnectionFault;
import dev.hardstop.local.WireServer.Request;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the packaged feedback function records when the connection to its table has faults. */
class FaultyConnectionIT {
  private ComparedRuns runs;

  @BeforeEach
  void start() throws Exception {
    runs = ComparedRuns.start();
  }

  @AfterEach
  void stop() {
    runs.close();
  }

  @Test
  void noConnectionFaultLosesAnEvent() throws Exception {
    List<SqsMessage> messages = runs.messages(Soak.cases(5, 100), 30);
    RandomConnectionFaults faults = new RandomConnectionFaults(3);
    runs.undisturbed(messages);
    Redelivery redelivery;
    try (FaultyConnection connection = FaultyConnection.to(runs.endpoint(), faults);
        ExecutionEnvironment function = runs.start(connection.endpoint())) {
      redelivery = new Redelivery(function::invoke);
      redelivery.deliver(messages, 25);
    }

    assertThat(runs.differences()).isEmpty();
    assertThat(redelivery.failures()).as("messages that failed meanwhile").isPositive();
    assertThat(redelivery.crashes()).as("batches that were not answered").isZero();
    assertThat(faults.counts()).containsOnlyKeys(ConnectionFault.values());
    System.out.printf(
        "faulty connection: %,d events, %,d dossiers, %,d invocations, %,d redeliveries; requests %s;"
            + " 0 lost%n",
        messages.size(),
        runs.dossiers(),
        redelivery.invocations(),
        redelivery.failures(),
        faults.counts());
  }

  @Test
  void aProcessKilledAtAnyPointOfABatchLosesNoEvent() throws Exception {
    int kills = Soak.cases(3, 20);
    List<SqsMessage> messages = runs.messages(kills, 40);
    runs.undisturbed(messages);
    Killer killer = new Killer();
    Redelivery redelivery;
    try (FaultyConnection connection = FaultyConnection.to(runs.endpoint(), killer::next)) {
      redelivery = new Redelivery(event -> {
        if (!killer.hasProcess()) {
          killer.attach(runs.start(connection.endpoint()), kills);
        }
        return killer.invoke(event);
      });
      redelivery.deliver(messages, 20);
    }

    assertThat(runs.differences()).isEmpty();
    assertThat(redelivery.crashes()).isEqualTo(kills);
    assertThat(killer.between()).as("kills between two writes of a batch").isPositive();
    System.out.printf(
        "killed: %,d events, %,d dossiers, %d kills in the middle of a batch, %d of them after a"
            + " write of it and before another; 0 lost%n",
        messages.size(), runs.dossiers(), kills, killer.between());
  }

  /** Kills the process when one of the requests of its batch arrives, some before the table sees it. */
  private static final class Killer {
    private final Random random = new Random(9);
    private int untilKill = Integer.MAX_VALUE;
    private ExecutionEnvironment function;
    private int killed;
    private int written;
    private int between;

    synchronized boolean hasProcess() {
      return function != null && function.process().isAlive();
    }

    synchronized void attach(ExecutionEnvironment next, int kills) {
      function = next;
      untilKill = killed++ < kills ? 1 + random.nextInt(15) : Integer.MAX_VALUE;
    }

    LocalReply invoke(byte[] event) throws InterruptedException {
      ExecutionEnvironment alive;
      synchronized (this) {
        written = 0;
        alive = function;
      }
      return alive.invoke(event);
    }

    synchronized ConnectionFault next(Request request) {
      boolean isWrite = !FaultyConnection.isRead(request);
      untilKill--;
      if (untilKill == 0) {
        function.process().destroyForcibly();
        function.process().onExit().join();
      }
      if (untilKill < 0 || untilKill == 0 && random.nextBoolean()) {
        between += untilKill == 0 && isWrite && written > 0 ? 1 : 0;
        return ConnectionFault.DROPPED_BEFORE;
      }
      written += isWrite ? 1 : 0;
      return ConnectionFault.NONE;
    }

    /** How many kills came after a write of the batch had passed, and before another had. */
    synchronized int between() {
      return between;
    }
  }
}
