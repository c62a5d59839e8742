package dev.hardstop.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hardstop.Race;
import dev.hardstop.Soak;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Several processes of the packaged feedback function that write the same dossiers at once. */
class RacingFunctionsIT {
  private static final int PROCESSES = Soak.cases(3, 6);

  @Test
  void processesThatWriteTheSameDossiersLoseNoEvidenceAndKeepTheNewest() throws Exception {
    try (ComparedRuns runs = ComparedRuns.start()) {
      List<SqsMessage> messages = runs.messages(Soak.cases(6, 50), Soak.cases(50, 100));
      runs.undisturbed(messages);
      List<List<SqsMessage>> shares = shares(messages);
      List<Race.Runner> functions = new ArrayList<>();
      for (List<SqsMessage> share : shares) {
        ExecutionEnvironment function = runs.startPatient();
        functions.add(() -> new Redelivery(function::invoke).deliver(share, 20));
      }

      Race.of(functions);

      assertThat(runs.differences()).isEmpty();
      int taken = shares.stream().mapToInt(List::size).sum();
      System.out.printf(
          "racing functions: %d processes, %,d events, %,d of them duplicates, %,d dossiers; 0 lost%n",
          PROCESSES, taken, taken - messages.size(), runs.dossiers());
    }
  }

  /**
   * Each process gets a random half of the messages in its own order; the first also gets those
   * that no process got.
   */
  private static List<List<SqsMessage>> shares(List<SqsMessage> messages) {
    Random random = new Random(2);
    List<SqsMessage> left = new ArrayList<>(messages);
    List<List<SqsMessage>> shares = new ArrayList<>();
    for (int i = 0; i < PROCESSES; i++) {
      List<SqsMessage> shuffled = new ArrayList<>(messages);
      Collections.shuffle(shuffled, random);
      List<SqsMessage> share = new ArrayList<>(shuffled.subList(0, messages.size() / 2));
      left.removeAll(share);
      shares.add(share);
    }
    shares.get(0).addAll(left);
    return shares;
  }
}
