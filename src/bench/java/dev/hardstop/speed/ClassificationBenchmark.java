package dev.hardstop.speed;

import dev.hardstop.classification.Correspondents;
import dev.hardstop.classification.DeliveryStatus;
import dev.hardstop.classification.RuleBook;
import dev.hardstop.feedback.Bounce.RecipientReport;
import dev.hardstop.feedback.BounceType;
import dev.hardstop.rules.RuleFiles;
import dev.hardstop.smtp.EmailAddress;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/** One thread, the whole rule book, a mix of a thousand texts. */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 5, time = 3)
@Measurement(iterations = 5, time = 3)
@Fork(1)
public class ClassificationBenchmark {
  private static final Correspondents BOB =
      Correspondents.of(List.of(EmailAddress.of(GeneratedTexts.RECIPIENT)), "shop.example.org");

  private final RuleBook book = RuleFiles.book();
  private final List<RecipientReport> reports = new GeneratedTexts(1000).reports();
  private final List<DeliveryStatus> stored =
      reports.stream().map(ClassificationBenchmark::read).toList();

  /** What a verdict does: evidence out of the table is judged again. */
  @Benchmark
  @OperationsPerInvocation(GeneratedTexts.COUNT)
  public void storedEvidence(Blackhole answers, CpuTime time) {
    long before = CpuTime.nanos();
    for (DeliveryStatus said : stored) {
      answers.consume(book.classify(said));
    }
    time.add(before, stored.size());
  }

  /** What feedback does: a bounce is masked first. */
  @Benchmark
  @OperationsPerInvocation(GeneratedTexts.COUNT)
  public void newBounce(Blackhole answers, CpuTime time) {
    long before = CpuTime.nanos();
    for (RecipientReport report : reports) {
      answers.consume(book.classify(read(report)));
    }
    time.add(before, reports.size());
  }

  private static DeliveryStatus read(RecipientReport report) {
    return DeliveryStatus.of(report, BounceType.NONE, BOB);
  }
}
