package dev.hardstop.bench;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A share of a processor, as Lambda gives it to a function: its memory divided by 1,769 MB (AWS
 * Lambda developer guide, "Configure Lambda function memory"). The kernel enforces it with its
 * bandwidth control, in a control group of version 2 ({@code cpu.max}) or 1 ({@code
 * cpu.cfs_quota_us}): within each period the processes run at full speed until their share is used
 * up, and then wait for the next. Stopping and continuing a process from outside, as cpulimit does,
 * would have periods of our own scheduling instead and add their length to every answer; binding to a
 * processor takes no share of it away.
 */
final class CpuQuota implements AutoCloseable {
  /** AWS does not say what Lambda's is; the kernel's default of 100 ms makes longer bursts and waits. */
  static final int PERIOD_MICROS = 20_000;

  private static final int MEGABYTES_OF_A_PROCESSOR = 1_769;
  private static final Path ROOT = Path.of("/sys/fs/cgroup");
  private static final AtomicInteger NUMBER = new AtomicInteger();

  private final Path group;

  private CpuQuota(Path group) {
    this.group = group;
  }

  /**
   * The share of a function with this memory; nobody is limited by it yet.
   *
   * @param memory in MB
   * @throws IOException where this program may not make such a group, which mostly takes root
   */
  static CpuQuota of(int memory) throws IOException {
    String name = "hardstop-" + ProcessHandle.current().pid() + "-" + NUMBER.incrementAndGet();
    long quota = Math.round((double) PERIOD_MICROS * memory / MEGABYTES_OF_A_PROCESSOR);
    boolean isVersion2 = Files.exists(ROOT.resolve("cgroup.controllers"));
    Path parent = isVersion2 ? ROOT : ROOT.resolve("cpu");
    if (isVersion2) {
      Files.writeString(parent.resolve("cgroup.subtree_control"), "+cpu");
    }
    CpuQuota made = new CpuQuota(Files.createDirectory(parent.resolve(name)));
    try {
      if (isVersion2) {
        made.write("cpu.max", quota + " " + PERIOD_MICROS);
      } else {
        made.write("cpu.cfs_period_us", Integer.toString(PERIOD_MICROS));
        made.write("cpu.cfs_quota_us", Long.toString(quota));
      }
      return made;
    } catch (IOException e) {
      made.close();
      throw e;
    }
  }

  /** From now on the process, with all its threads, has no more than this share. */
  void limit(ProcessHandle process) throws IOException {
    write("cgroup.procs", Long.toString(process.pid()));
  }

  private void write(String file, String text) throws IOException {
    Files.writeString(group.resolve(file), text);
  }

  /** Removes the group; its processes must have ended. */
  @Override
  public void close() throws IOException {
    for (int tries = 50; ; tries--) {
      try {
        Files.delete(group);
        return;
      } catch (FileSystemException busy) {
        wait(tries, busy);
      }
    }
  }

  private static void wait(int tries, IOException because) throws IOException {
    if (tries == 0) {
      throw because;
    }
    try {
      TimeUnit.MILLISECONDS.sleep(20);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw because;
    }
  }
}
