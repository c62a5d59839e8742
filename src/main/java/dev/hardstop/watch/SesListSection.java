package dev.hardstop.watch;

import static dev.hardstop.watch.MailContent.number;
import static java.util.Objects.requireNonNull;

import dev.hardstop.smtp.EmailAddress;
import dev.hardstop.suppression.SesListMode;
import dev.hardstop.suppression.SuppressionPolicy;
import dev.hardstop.suppression.UnreadableItemException;
import dev.hardstop.watch.MailContent.MailTable;
import dev.hardstop.watchstate.SesListFindings;
import dev.hardstop.watchstate.SesListFindings.Difference;
import dev.hardstop.watchstate.SesListProgress;
import dev.hardstop.watchstate.SesListState;
import dev.hardstop.watchstate.SesListState.SesAccountCheck;
import dev.hardstop.watchstate.SesListStateStore;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The part of the digest about SES's suppression list, with the differences that the last comparison
 * found. A mail names no addresses, so the examples show only the domains; {@code GET /v1/ses-list}
 * returns the addresses.
 */
@Singleton
final class SesListSection {
  private static final String TITLE = "SES's suppression list";
  private static final int EXAMPLES = 3;

  private final SesListStateStore store;
  private final SesListMode mode;

  @Inject
  SesListSection(SesListStateStore store, SuppressionPolicy policy) {
    this.store = requireNonNull(store, "store is null");
    this.mode = policy.sesList();
  }

  /** Adds the table and the notes about it, unless the list is neither compared nor changed. */
  void addTo(List<MailTable> tables, List<String> notes) {
    if (mode == SesListMode.OFF) {
      return;
    }
    try {
      SesListState state = store.read();
      tables.add(state
          .last()
          .map(last -> table(last.findings()))
          .orElseGet(() -> table(List.of(), "It has not been compared yet.")));
      notes.addAll(notes(state));
    } catch (UnreadableItemException unreadable) {
      notes.add(TITLE + ": what is stored about it cannot be read.");
    }
  }

  private MailTable table(SesListFindings found) {
    List<List<String>> rows = new ArrayList<>();
    rows.add(row("Listed there, free here", found.listedAndFree()));
    rows.add(row("Suppressed here, not listed there", found.suppressedAndMissing()));
    rows.add(row("Listed there for another reason", found.otherReason()));
    rows.add(List.of("Listed there before Hardstop", number(found.listedBefore()), ""));
    rows.add(List.of("All entries", number(found.listed()), ""));
    return table(rows, "");
  }

  private static MailTable table(List<List<String>> rows, String empty) {
    return new MailTable(TITLE, List.of("Difference", "Addresses", "For example"), rows, empty);
  }

  private static List<String> row(String name, Difference difference) {
    String examples = difference.first().stream()
        .map(SesListSection::withoutLocalPart)
        .distinct()
        .limit(EXAMPLES)
        .collect(Collectors.joining(", "));
    return List.of(name, number(difference.count()), examples);
  }

  private static String withoutLocalPart(String spelling) {
    return EmailAddress.find(spelling).map(EmailAddress::toString).orElse("***");
  }

  private List<String> notes(SesListState state) {
    List<String> notes = new ArrayList<>();
    state.last().map(this::inWords).ifPresent(notes::add);
    state.last().map(SesListProgress::findings).ifPresent(found -> {
      addCount(
          notes,
          found.complaintsKept(),
          "entries for complaints stay until a release that" + " includes complaints");
      addCount(
          notes,
          found.notExpressible().count(),
          "addresses contain a slash, which SES's API"
              + " cannot name: an import job can remove them");
      addCount(notes, found.unreadableDossiers(), "addresses could not be compared");
    });
    state.check().flatMap(SesListSection::inWords).ifPresent(notes::add);
    notes.add(TITLE + ": the lists of tenants are neither compared nor changed.");
    return notes;
  }

  private String inWords(SesListProgress last) {
    String what = mode == SesListMode.FOLLOW
        ? ", and is kept equal to the verdicts."
        : "; nothing is changed (SesList=report).";
    return TITLE + " was compared completely at "
        + last.ended().orElse(last.began()).truncatedTo(ChronoUnit.SECONDS) + what;
  }

  private static Optional<String> inWords(SesAccountCheck check) {
    List<String> problems = new ArrayList<>();
    if (check.isInSandbox()) {
      problems.add("the account is in the sandbox");
    }
    if (check.isPaused()) {
      problems.add("the account may not send");
    }
    if (!check.setsWithoutBounces().isEmpty()) {
      problems.add("it does not stop mail with " + String.join(", ", check.setsWithoutBounces()));
    }
    if (!check.missingSets().isEmpty()) {
      problems.add("there is no set " + String.join(", ", check.missingSets()));
    }
    if (!check.notPermitted().isEmpty()) {
      problems.add("the role lacks " + String.join(", ", check.notPermitted()));
    }
    return problems.isEmpty()
        ? Optional.empty()
        : Optional.of(TITLE + ": " + String.join("; ", problems) + ".");
  }

  private static void addCount(List<String> notes, long count, String what) {
    if (count > 0) {
      notes.add(TITLE + ": " + number(count) + " " + what + ".");
    }
  }
}
