package dev.hardstop.seslist;

import static java.util.Objects.requireNonNull;

import dev.hardstop.classification.RuleBook;
import dev.hardstop.sesaccount.SesSuppressionList;
import dev.hardstop.sesaccount.SesSuppressionList.Reason;
import dev.hardstop.sesaccount.SesSuppressionList.SesRefusalException;
import dev.hardstop.smtp.EmailAddress;
import dev.hardstop.suppression.Dossier;
import dev.hardstop.suppression.Dossiers;
import dev.hardstop.suppression.ReadResults;
import dev.hardstop.suppression.SesListing;
import dev.hardstop.suppression.Subject;
import dev.hardstop.suppression.SuppressionPolicy;
import java.time.InstantSource;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * Makes the entries of one address on SES's list equal to its verdict of this moment. It may be repeated.
 *
 * <p>SES's calls need the exact spelling of an entry, and nothing says which spelling SES lists. So the
 * address is put on the list, and taken off it, in every spelling that is known.
 */
final class ListingUpdate {
  private final Dossiers dossiers;
  private final SuppressionPolicy policy;
  private final RuleBook book;
  private final InstantSource clock;
  private final SesSuppressionList list;

  ListingUpdate(
      Dossiers dossiers,
      SuppressionPolicy policy,
      RuleBook book,
      InstantSource clock,
      SesSuppressionList list) {
    this.dossiers = requireNonNull(dossiers, "dossiers is null");
    this.policy = requireNonNull(policy, "policy is null");
    this.book = requireNonNull(book, "book is null");
    this.clock = requireNonNull(clock, "clock is null");
    this.list = requireNonNull(list, "list is null");
  }

  /** What became of an address; the greatest of its spellings counts. */
  enum Outcome {
    /** It must not be listed, and was not. */
    NOT_LISTED,
    /** A complaint is the reason of an entry, and no release includes it. */
    COMPLAINT_KEPT,
    /** An entry was removed. */
    REMOVED,
    /** It is listed, as it must be. */
    LISTED
  }

  /**
   * Makes the entries of an address equal to its verdict.
   *
   * @param spellings of the address, one or more, besides those that the table knows
   * @throws dev.hardstop.suppression.TableUnavailableException if the table cannot be read
   * @throws dev.hardstop.suppression.UnreadableItemException if a dossier cannot be read
   * @throws dev.hardstop.sesaccount.SesSuppressionList.SesRefusalException if SES refuses a call for good. If
   *     that is because of one spelling, the others are updated all the same
   * @throws dev.hardstop.sesaccount.SesSuppressionList.SesUnavailableException if a call failed and may succeed later
   */
  Outcome update(EmailAddress address, Collection<String> spellings) {
    Subject subject = Subject.of(address);
    Subject ofDomain = Subject.domainOf(address);
    ReadResults<Subject, Dossier> read = dossiers.read(Set.of(subject, ofDomain));
    Dossier dossier = read.get(subject);
    SesListing wanted = SesListing.of(dossier, read.get(ofDomain), policy, book, clock.instant());
    SortedSet<String> all = new TreeSet<>(dossier.spellings());
    all.addAll(spellings);
    return switch (wanted) {
      case BOUNCE -> inEach(all, spelling -> put(spelling, Reason.BOUNCE));
      case COMPLAINT -> inEach(all, spelling -> put(spelling, Reason.COMPLAINT));
      case ABSENT -> inEach(all, this::remove);
      case ABSENT_UNLESS_COMPLAINT -> inEach(all, this::removeUnlessComplaint);
    };
  }

  /** A spelling that SES refuses does not keep the others from being updated. */
  private static Outcome inEach(Set<String> spellings, Function<String, Outcome> update) {
    Outcome greatest = Outcome.NOT_LISTED;
    Optional<SesRefusalException> refused = Optional.empty();
    for (String spelling : spellings) {
      try {
        Outcome outcome = update.apply(spelling);
        greatest = outcome.compareTo(greatest) > 0 ? outcome : greatest;
      } catch (SesRefusalException refusal) {
        if (!refusal.kind().isOfOneAddress()) {
          throw refusal;
        }
        refused = Optional.of(refusal);
      }
    }
    if (refused.isPresent()) {
      throw refused.get();
    }
    return greatest;
  }

  private Outcome put(String spelling, Reason reason) {
    list.put(spelling, reason);
    return Outcome.LISTED;
  }

  private Outcome remove(String spelling) {
    return list.delete(spelling) ? Outcome.REMOVED : Outcome.NOT_LISTED;
  }

  /** The second call is worth its second: nothing may take a complaint off the list by mistake. */
  private Outcome removeUnlessComplaint(String spelling) {
    Optional<Reason> listed = list.get(spelling).map(entry -> entry.reason());
    if (listed.isEmpty()) {
      return Outcome.NOT_LISTED;
    }
    return listed.get() == Reason.COMPLAINT ? Outcome.COMPLAINT_KEPT : remove(spelling);
  }
}
