package dev.hardstop.recipientlist;

import static java.util.Objects.requireNonNull;

import dev.hardstop.diagnosis.MailRouting;
import dev.hardstop.diagnosis.MailRouting.MailRoute.State;
import dev.hardstop.imports.DecodedText;
import dev.hardstop.recipientlist.RowAnswer.Send;
import dev.hardstop.recipientlist.VerdictSource.NotAnsweredException;
import dev.hardstop.smtp.EmailAddress;
import dev.hardstop.smtp.InvalidAddressException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.LongConsumer;

/**
 * Checks a recipient list before it is mailed. The checks of a row begin with the cheapest: whether it has an
 * address, whether an earlier row has the same address, the verdict on the address and its domain, DNS, a misspelling
 * of a well-known domain, and whether it is the address of a role. No message is sent, and no connection to a mail
 * server is made.
 *
 * <p>Rows are written in the order of the list. A few questions are asked in parallel. Memory holds only their rows,
 * and one hash for each address.
 *
 * <p>If a question has no answer, no more questions are asked: the remaining rows are {@code later} with the state
 * {@code unanswered}, and never {@code yes}. If the first question has no answer, nothing is written.
 */
public final class RecipientListCheck {
  private static final int QUESTIONS_AT_ONCE = 4;

  /** The most rows of one question. Rows about which nothing is asked, such as duplicates, also take memory. */
  private static final int MOST_ROWS = 5 * VerdictSource.MOST_ADDRESSES;

  /** The most characters of the rows of one question, because long rows take memory. */
  private static final long MOST_CHARACTERS = 1 << 22;

  private final VerdictSource source;
  private final Optional<MailRouting> routing;
  private final Optional<MailedRecipients> mailed;
  private final LongConsumer progress;

  /**
   * @param routing looks up domains in DNS; if empty, DNS is not asked
   * @param mailed the addresses that were mailed before; empty if they are not known
   * @param progress is called repeatedly with the number of rows written so far
   */
  public RecipientListCheck(
      VerdictSource source,
      Optional<MailRouting> routing,
      Optional<MailedRecipients> mailed,
      LongConsumer progress) {
    this.source = requireNonNull(source, "source is null");
    this.routing = requireNonNull(routing, "routing is null");
    this.mailed = requireNonNull(mailed, "mailed is null");
    this.progress = requireNonNull(progress, "progress is null");
  }

  /**
   * Checks a list.
   *
   * @param output receives the rows with their answers; it is flushed, but not closed
   * @param sample receives the rows that should be mailed first, if every row was answered; may be empty
   * @throws NotAnsweredException if no question was answered; then nothing was written
   * @throws UnusableListException if the list cannot be read to its end; the rows before are written
   * @throws UncheckedIOException if the list cannot be read to its end or the output cannot be written
   */
  public ListSummary check(RecipientListReader list, Writer output, Optional<Writer> sample) {
    ExecutorService threads = Executors.newFixedThreadPool(QUESTIONS_AT_ONCE, work -> {
      Thread thread = new Thread(work, "check");
      thread.setDaemon(true);
      return thread;
    });
    try (Run run = new Run(list, output, sample.isPresent(), threads)) {
      return run.all(sample);
    } finally {
      threads.shutdownNow();
    }
  }

  /** A row, and its answer if it needs no question. */
  private record PendingRow(
      RecipientRow row,
      Optional<EmailAddress> address,
      Fingerprint fingerprint,
      RowAnswer answer) {}

  /** Rows that are answered by one question; the verdicts are empty if it has no answer. */
  private record Answered(
      List<PendingRow> rows,
      Optional<Map<String, AddressVerdict>> verdicts,
      Map<String, State> routes) {}

  private final class Run implements AutoCloseable {
    private final RecipientListReader list;
    private final Writer output;
    private final ExecutorService threads;
    private final Optional<DomainRoutes> routes = routing.map(DomainRoutes::new);
    private final SeenAddresses seen = new SeenAddresses();
    private final ListTally tally = new ListTally();
    private final Optional<FirstRecipients> first;
    private final Queue<CompletableFuture<Answered>> underWay = new ArrayDeque<>();
    private CheckedListWriter writer;
    private boolean isAnyAnswered;

    /** The reason why the rest of the list cannot be read; null if it can. */
    private RuntimeException unreadable;

    private long written;

    /** The reason why questions are no longer answered; null if they are. */
    private volatile String problem;

    Run(RecipientListReader list, Writer output, boolean isSampled, ExecutorService threads) {
      this.list = list;
      this.output = output;
      first = isSampled ? Optional.of(new FirstRecipients()) : Optional.empty();
      this.threads = threads;
    }

    ListSummary all(Optional<Writer> sample) {
      for (List<PendingRow> rows = nextRows(); !rows.isEmpty(); rows = nextRows()) {
        List<PendingRow> question = rows;
        underWay.add(CompletableFuture.supplyAsync(() -> answer(question), threads));
        if (underWay.size() == QUESTIONS_AT_ONCE) {
          write(underWay.remove());
        }
      }
      writeAll();
      if (unreadable != null) {
        throw unreadable;
      }
      if (problem == null) {
        sample.ifPresent(
            file -> first.orElseThrow().write(new CheckedListWriter(file, list.layout())));
      }
      return tally.summary(
          problem, routes.isPresent(), routes.map(DomainRoutes::hasGivenUp).orElse(false));
    }

    private void writeAll() {
      while (!underWay.isEmpty()) {
        write(underWay.remove());
      }
      opened().flush();
    }

    private List<PendingRow> nextRows() {
      List<PendingRow> rows = new ArrayList<>();
      int addresses = 0;
      long characters = 0;
      while (addresses < VerdictSource.MOST_ADDRESSES
          && rows.size() < MOST_ROWS
          && characters < MOST_CHARACTERS) {
        Optional<RecipientRow> row = next();
        if (row.isEmpty()) {
          break;
        }
        PendingRow pending = pending(row.get());
        addresses += pending.answer() == null ? 1 : 0;
        characters += row.get().characters();
        rows.add(pending);
      }
      return rows;
    }

    /**
     * Returns the next row; empty at the end or at an unreadable row. The rows before an unreadable row are still
     * answered.
     */
    private Optional<RecipientRow> next() {
      if (unreadable != null) {
        return Optional.empty();
      }
      try {
        return list.next();
      } catch (UnusableListException | UncheckedIOException e) {
        unreadable = e;
        return Optional.empty();
      }
    }

    private PendingRow pending(RecipientRow row) {
      if (DecodedText.hasUndecoded(row.address())) {
        return new PendingRow(
            row, Optional.empty(), null, RowAnswer.invalid("it has bytes that are not UTF-8"));
      }
      EmailAddress address;
      try {
        address = EmailAddress.of(row.address());
      } catch (InvalidAddressException invalid) {
        String why = row.address().isEmpty() ? "the field is empty" : invalid.getMessage();
        return new PendingRow(row, Optional.empty(), null, RowAnswer.invalid(why));
      }
      Fingerprint fingerprint = Fingerprint.of(address);
      long line = seen.firstLine(fingerprint, row.line());
      return new PendingRow(
          row,
          Optional.of(address),
          fingerprint,
          line == row.line() ? null : RowAnswer.duplicate(line));
    }

    private Answered answer(List<PendingRow> rows) {
      List<String> addresses = rows.stream()
          .filter(row -> row.answer() == null)
          .map(row -> row.address().orElseThrow().canonical())
          .toList();
      Optional<Map<String, AddressVerdict>> verdicts = verdicts(addresses);
      return new Answered(
          rows, verdicts, verdicts.map(known -> routes(rows, known)).orElse(Map.of()));
    }

    private Optional<Map<String, AddressVerdict>> verdicts(List<String> addresses) {
      if (addresses.isEmpty()) {
        return Optional.of(Map.of());
      }
      if (problem != null) {
        return Optional.empty();
      }
      try {
        List<AddressVerdict> answers = source.ask(addresses);
        Map<String, AddressVerdict> verdicts = new HashMap<>();
        for (int i = 0; i < addresses.size(); i++) {
          verdicts.put(addresses.get(i), answers.get(i));
        }
        return Optional.of(verdicts);
      } catch (NotAnsweredException none) {
        problem = none.getMessage();
        return Optional.empty();
      }
    }

    /** Looks up only the domains of addresses that would be mailed. */
    private Map<String, State> routes(List<PendingRow> rows, Map<String, AddressVerdict> verdicts) {
      if (routes.isEmpty()) {
        return Map.of();
      }
      Set<String> domains = new LinkedHashSet<>();
      for (PendingRow row : rows) {
        row.address()
            .filter(address -> row.answer() == null)
            .filter(address -> !verdicts.get(address.canonical()).suppressed())
            .ifPresent(address -> domains.add(address.domain()));
      }
      return routes.get().of(domains);
    }

    private void write(CompletableFuture<Answered> question) {
      Answered answered = joined(question);
      if (answered.verdicts().isEmpty() && !isAnyAnswered) {
        throw new NotAnsweredException(problem);
      }
      isAnyAnswered = true;
      answered.rows().forEach(row -> write(row, answered));
      written += answered.rows().size();
      progress.accept(written);
    }

    private Answered joined(CompletableFuture<Answered> question) {
      try {
        return question.join();
      } catch (CompletionException failed) {
        if (failed.getCause() instanceof RuntimeException cause) {
          throw cause;
        }
        throw failed;
      }
    }

    private void write(PendingRow row, Answered answered) {
      RowAnswer answer = row.answer();
      if (answer != null) {
        tally.add(answer);
      } else if (answered.verdicts().isEmpty()) {
        answer = RowAnswer.unanswered();
        tally.add(answer);
      } else {
        EmailAddress address = row.address().orElseThrow();
        Remarks remarks = Remarks.of(
            address,
            answered.verdicts().get().get(address.canonical()),
            Optional.ofNullable(answered.routes().get(address.domain())));
        answer = remarks.answer();
        tally.add(
            answer,
            remarks,
            mailed.filter(all -> all.contains(row.fingerprint())).isPresent());
        if (first.isPresent() && answer.send() == Send.YES) {
          first.get().offer(row.fingerprint(), row.row(), answer);
        }
      }
      opened().write(row.row(), answer);
    }

    private CheckedListWriter opened() {
      if (writer == null) {
        writer = new CheckedListWriter(output, list.layout());
      }
      return writer;
    }

    @Override
    public void close() {
      routes.ifPresent(DomainRoutes::close);
    }
  }
}
