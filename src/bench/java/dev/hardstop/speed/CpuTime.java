package dev.hardstop.speed;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** The processor's time that a thread had: on a busy machine less than went by. */
@State(Scope.Thread)
@AuxCounters(AuxCounters.Type.EVENTS)
public class CpuTime {
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  public long cpuNanos;
  public long answers;

  static long nanos() {
    return THREADS.getCurrentThreadCpuTime();
  }

  void add(long before, int more) {
    cpuNanos += nanos() - before;
    answers += more;
  }
}
