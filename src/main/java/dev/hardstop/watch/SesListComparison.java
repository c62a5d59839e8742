package dev.hardstop.watch;

import static java.util.Objects.requireNonNull;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toSet;

import dev.hardstop.changes.SesListQueue.QueuedAddress;
import dev.hardstop.classification.RuleBook;
import dev.hardstop.smtp.EmailAddress;
import dev.hardstop.suppression.Dossier;
import dev.hardstop.suppression.DossierTable;
import dev.hardstop.suppression.Dossiers.DossierBatch;
import dev.hardstop.suppression.Evidence;
import dev.hardstop.suppression.Observation;
import dev.hardstop.suppression.ReadResults;
import dev.hardstop.suppression.SesListEntry;
import dev.hardstop.suppression.SesListEntry.ListingReason;
import dev.hardstop.suppression.SesListing;
import dev.hardstop.suppression.Sha256;
import dev.hardstop.suppression.Subject;
import dev.hardstop.suppression.SuppressionPolicy;
import dev.hardstop.suppression.Tombstone;
import dev.hardstop.suppression.UnreadableItemException;
import dev.hardstop.watchstate.ListedAddresses;
import dev.hardstop.watchstate.SesListFindings;
import dev.hardstop.watchstate.SesListFindings.Difference;
import dev.hardstop.watchstate.SesListProgress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.BiConsumer;

/**
 * Compares a part of SES's suppression list, or of the dossiers, with the verdicts. It reads dossiers and
 * writes nothing.
 */
final class SesListComparison {
  /** How long SES and {@code ses-list} have to list a suppressed address. */
  private static final Duration SETTLES = Duration.ofDays(1);

  /** A configuration set is in use if one of its messages bounced within this period. */
  private static final Duration IN_USE = Duration.ofDays(30);

  private static final int LONGEST_EXAMPLE = 320;
  private static final int ID_BYTES = 16;

  private final DossierTable table;
  private final SuppressionPolicy policy;
  private final RuleBook book;
  private final Instant now;
  private final Instant began;
  private final Instant adopted;
  private final List<String> listedAndFree = new ArrayList<>();
  private final List<String> otherReason = new ArrayList<>();
  private final List<String> suppressedAndMissing = new ArrayList<>();
  private final List<String> notExpressible = new ArrayList<>();
  private final List<QueuedAddress> differing = new ArrayList<>();
  private final List<Observation> broughtIn = new ArrayList<>();
  private final List<UnreadableItemException> unreadable = new ArrayList<>();
  private final SortedSet<String> sets = new TreeSet<>();
  private int listedBefore;
  private int complaintsKept;

  /**
   * @param policy the policy, in the mode {@code follow}
   * @param now the time of the verdicts
   * @param current the reconciliation in progress
   * @param adopted the time before which Hardstop listed nothing; empty if it has listed nothing yet
   */
  SesListComparison(
      DossierTable table,
      SuppressionPolicy policy,
      RuleBook book,
      Instant now,
      SesListProgress current,
      Optional<Instant> adopted) {
    this.table = requireNonNull(table, "table is null");
    this.policy = requireNonNull(policy, "policy is null");
    this.book = requireNonNull(book, "book is null");
    this.now = requireNonNull(now, "now is null");
    this.began = current.began();
    this.adopted = adopted.orElse(began);
  }

  SesListFindings findings() {
    return new SesListFindings(
        0,
        0,
        listedBefore,
        complaintsKept,
        Difference.of(listedAndFree),
        Difference.of(otherReason),
        Difference.of(suppressedAndMissing),
        Difference.of(notExpressible),
        unreadable.size());
  }

  /** Returns the evidence from entries that the dossiers do not have yet. */
  List<Observation> broughtIn() {
    return List.copyOf(broughtIn);
  }

  /**
   * Returns the addresses whose entries must change, including the entries that are about to become
   * evidence.
   */
  List<QueuedAddress> differing() {
    return List.copyOf(differing);
  }

  /** Returns the configuration sets that recent evidence names. */
  SortedSet<String> sets() {
    return new TreeSet<>(sets);
  }

  /** Returns an exception for each dossier that cannot be read. */
  List<UnreadableItemException> unreadable() {
    return List.copyOf(unreadable);
  }

  // Entries of the list.

  /**
   * @param entries few enough for their addresses and domains to fit into one request
   */
  void addEntries(List<SesListEntry> entries) {
    Map<EmailAddress, List<SesListEntry>> byAddress =
        entries.stream().collect(groupingBy(SesListEntry::address));
    read(
        byAddress.keySet(),
        (address, domain) -> byAddress
            .get(((Subject.Address) address.subject()).address())
            .forEach(entry -> add(entry, address, domain)));
  }

  private void add(SesListEntry entry, Dossier address, Dossier domain) {
    Dossier known = withEntry(entry, address);
    if (!entry.isSettled(began)) {
      return;
    }
    boolean isComplaint = entry.reason() == ListingReason.COMPLAINT;
    switch (SesListing.of(known, domain, policy, book, now)) {
      case BOUNCE -> {
        if (isComplaint) {
          differs(entry, otherReason);
        }
      }
      case COMPLAINT -> {
        if (!isComplaint) {
          differs(entry, otherReason);
        }
      }
      case AS_IT_IS -> {
        // The entry is not compared: it may stay, and Hardstop would not add it again.
      }
      case ABSENT_UNLESS_COMPLAINT -> {
        if (isComplaint) {
          complaintsKept++;
          listedAndFree.add(example(entry.spelling()));
        } else {
          differs(entry, listedAndFree);
        }
      }
      case ABSENT -> differs(entry, listedAndFree);
    }
  }

  private void differs(SesListEntry entry, List<String> differences) {
    differs(entry.spelling(), entry.address(), differences);
  }

  /** Returns the dossier, with the entry as evidence if nothing else explains the entry. */
  private Dossier withEntry(SesListEntry entry, Dossier dossier) {
    boolean isKnown = entry.isKnownIn(dossier, book);
    if (!isKnown && !isListedBefore(entry, dossier)) {
      return dossier;
    }
    listedBefore++;
    Observation observation = entry.observation(book, policy);
    if (!isKnown) {
      broughtIn.add(observation);
    }
    return dossier.with(observation);
  }

  /**
   * Returns whether SES listed the address before Hardstop began to change the list, or for a bounce that
   * Hardstop never received. An entry that is newer than the adoption may be Hardstop's own.
   */
  private boolean isListedBefore(SesListEntry entry, Dossier dossier) {
    return entry.isSettled(began)
        && !entry.isExplainedBy(dossier, book)
        && (entry.listed().isBefore(adopted) || !entry.mayFollowFrom(dossier));
  }

  // Dossiers.

  /**
   * Finds the addresses that are missing from the list. An address that only imported evidence
   * suppresses does not count as missing, because SES's own import job lists such addresses, if at all.
   *
   * @param addresses distinct addresses, few enough for them and their domains to fit into one request
   * @param onList all addresses on the list
   */
  void addDossiers(List<EmailAddress> addresses, ListedAddresses onList) {
    read(addresses, (dossier, domain) -> {
      addSets(dossier);
      EmailAddress address = ((Subject.Address) dossier.subject()).address();
      if (!onList.contains(address)
          && isSettled(dossier)
          && SesListing.of(dossier.withoutImported(), domain, policy, book, now).isListed()) {
        differs(address.canonical(), address, suppressedAndMissing);
      }
    });
  }

  private void addSets(Dossier dossier) {
    dossier.histories().values().stream()
        .flatMap(history -> history.evidence().values().stream())
        .map(Evidence::origin)
        .filter(origin -> origin.at().isAfter(began.minus(IN_USE)))
        .map(origin -> origin.tags().configurationSet())
        .filter(set -> !set.isEmpty())
        .forEach(sets::add);
  }

  /**
   * Returns whether all evidence and manual actions are older than a day, so that SES and
   * {@code ses-list} have had time to list the address.
   */
  private boolean isSettled(Dossier dossier) {
    Instant settled = began.minus(SETTLES);
    return dossier.histories().values().stream()
            .allMatch(history -> history.matches().last().sent().isBefore(settled))
        && dossier.manualActions().stream().allMatch(action -> action.at().isBefore(settled));
  }

  // What entries and dossiers share.

  /**
   * Reads addresses and their domains in one request.
   *
   * @param use takes the dossier of each address and the dossier of its domain
   */
  private void read(Collection<EmailAddress> addresses, BiConsumer<Dossier, Dossier> use) {
    Set<Subject> subjects = new LinkedHashSet<>();
    addresses.forEach(address -> subjects.add(Subject.domainOf(address)));
    addresses.forEach(address -> subjects.add(Subject.of(address)));
    table.readInBatches(List.copyOf(subjects), batch -> {
      ReadResults<Subject, Dossier> domains = domains(batch);
      Map<EmailAddress, Tombstone> tombstones =
          table.tombstones(addresses, domains.found().values());
      for (EmailAddress address : addresses) {
        try {
          use.accept(
              batch
                  .get(Subject.of(address))
                  .dossier()
                  .with(Optional.ofNullable(tombstones.get(address))),
              domains.get(Subject.domainOf(address)));
        } catch (UnreadableItemException broken) {
          unreadable.add(broken);
        }
      }
    });
  }

  private static ReadResults<Subject, Dossier> domains(DossierBatch batch) {
    Set<Subject> domains =
        batch.subjects().stream().filter(Subject.Domain.class::isInstance).collect(toSet());
    return ReadResults.reading(domains, domain -> batch.get(domain).dossier());
  }

  /** Adds a difference. An address that SES's API cannot express is only reported. */
  private void differs(String spelling, EmailAddress address, List<String> differences) {
    differences.add(example(spelling));
    if (spelling.indexOf('/') >= 0) {
      notExpressible.add(example(spelling));
    } else {
      differing.add(new QueuedAddress(address, id(spelling)));
    }
  }

  private static String example(String spelling) {
    return spelling.substring(0, Math.min(LONGEST_EXAMPLE, spelling.length()));
  }

  /** Returns an id that is the same if this part is read again. */
  private String id(String spelling) {
    String content = began + "\n" + spelling;
    return "reconciliation-" + Sha256.hex(content, ID_BYTES);
  }
}
