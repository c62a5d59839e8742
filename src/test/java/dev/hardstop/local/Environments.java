package dev.hardstop.local;

import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/** The execution environments of one function, of which each takes one event at a time. */
final class Environments {
  private final List<ExecutionEnvironment> all;
  private final BlockingQueue<ExecutionEnvironment> idle;

  Environments(List<ExecutionEnvironment> all) {
    this.all = List.copyOf(all);
    this.idle = new LinkedBlockingQueue<>(all);
  }

  /** Waits until all are up. */
  void awaitInit() throws FunctionInitException, InterruptedException {
    for (ExecutionEnvironment each : all) {
      each.awaitInit();
    }
  }

  ExecutionEnvironment first() {
    return all.get(0);
  }

  /** Invokes an idle environment with an event, as soon as one is idle. */
  LocalReply invoke(byte[] event) throws InterruptedException {
    ExecutionEnvironment environment = idle.take();
    try {
      return environment.invoke(event);
    } finally {
      idle.add(environment);
    }
  }
}
