package dev.hardstop.seslist;

import static java.util.Objects.requireNonNull;

import dev.hardstop.classification.RuleBook;
import dev.hardstop.sesaccount.SesSuppressionList;
import dev.hardstop.sesaccount.SesSuppressionList.Reason;
import dev.hardstop.sesaccount.SesSuppressionList.SesRefusalException;
import dev.hardstop.sesaccount.SesSuppressionList.SuppressedDestination;
import dev.hardstop.smtp.EmailAddress;
import dev.hardstop.suppression.Dossier;
import dev.hardstop.suppression.Dossiers;
import dev.hardstop.suppression.ReadResults;
import dev.hardstop.suppression.SesListEntry;
import dev.hardstop.suppression.SesListEntry.ListingReason;
import dev.hardstop.suppression.SesListing;
import dev.hardstop.suppression.Subject;
import dev.hardstop.suppression.SuppressionPolicy;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Function;

/**
 * Makes the entries of one address on SES's list match its current verdict. An update may be repeated.
 *
 * <p>SES's calls need the exact spelling of an entry, and no call finds the spellings of one
 * address. The address is therefore added to the list, and removed from it, in all known spellings. Each entry
 * is read before it is changed, because a complaint that Hardstop has not received yet must not be
 * lost.
 */
final class ListingUpdate {
  /**
   * The most spellings of an address that are updated, so that the update takes two thirds of an
   * invocation's time. {@code watch} finds the entries with other spellings and queues them.
   */
  static final int MOST_SPELLINGS = 20;

  /**
   * How much newer than a release Hardstop's own entry may be, if the verdict was read just before the
   * release. It is longer than an invocation takes.
   */
  private static final Duration OWN_MAY_BE_LATE = Duration.ofMinutes(2);

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

  /** The outcome for an address, which is the greatest outcome of its spellings. */
  enum Outcome {
    /** The address must not be listed, and was not. */
    NOT_LISTED,
    /** The reason of an entry is a complaint that no release includes. */
    COMPLAINT_KEPT,
    /** An entry was removed. */
    REMOVED,
    /** The address is listed, as it must be. */
    LISTED
  }

  /**
   * Returns whether the address must be listed according to its current verdict. This method does not
   * call SES.
   *
   * @throws dev.hardstop.suppression.TableUnavailableException if the table cannot be read
   * @throws dev.hardstop.suppression.UnreadableItemException if a dossier cannot be read
   */
  boolean mustBeListed(EmailAddress address) {
    return wanted(address, dossiers.readWithDomain(address)).isListed();
  }

  private SesListing wanted(EmailAddress address, ReadResults<Subject, Dossier> read) {
    Dossier domain = read.get(Subject.domainOf(address));
    return SesListing.of(read.get(Subject.of(address)), domain, policy, book, clock.instant());
  }

  /**
   * Makes the entries of an address match its verdict.
   *
   * @param spellings one or more spellings of the address, which are updated before those that the
   *     table knows
   * @param erased when the address was erased, if the erasure is the reason for the update
   * @param isOutOfTime returns whether the update must stop before the next spelling
   * @return the outcome; empty if time ran out, so that the update must be repeated
   * @throws dev.hardstop.suppression.TableUnavailableException if the table cannot be read
   * @throws dev.hardstop.suppression.UnreadableItemException if a dossier cannot be read
   * @throws dev.hardstop.sesaccount.SesSuppressionList.SesRefusalException if SES refuses a call
   *     permanently. If only one spelling is the reason, the others are updated all the same
   * @throws dev.hardstop.sesaccount.SesSuppressionList.SesUnavailableException if a call failed and may succeed later
   */
  Optional<Outcome> update(
      EmailAddress address,
      Collection<String> spellings,
      Optional<Instant> erased,
      BooleanSupplier isOutOfTime) {
    ReadResults<Subject, Dossier> read = dossiers.readWithDomain(address);
    Dossier dossier = read.get(Subject.of(address));
    SesListing wanted = wanted(address, read);
    if (wanted == SesListing.AS_IT_IS && !isWithoutEvidence(dossier, erased)) {
      return Optional.of(Outcome.NOT_LISTED);
    }
    Set<String> all = new LinkedHashSet<>(spellings);
    all.add(address.canonical());
    all.addAll(dossier.spellings());
    List<String> some = all.stream().limit(MOST_SPELLINGS).toList();
    return inEach(some, isOutOfTime, spelling -> {
      Optional<SuppressedDestination> entry = list.get(spelling);
      return wanted.isListed()
          ? put(spelling, entry, Reason.valueOf(wanted.name()), dossier)
          : remove(spelling, entry, dossier, erased);
    });
  }

  /** Updates each spelling. If SES refuses one spelling, the others are updated all the same. */
  private static Optional<Outcome> inEach(
      List<String> spellings, BooleanSupplier isOutOfTime, Function<String, Outcome> update) {
    Outcome greatest = Outcome.NOT_LISTED;
    Optional<SesRefusalException> refused = Optional.empty();
    for (int place = 0; place < spellings.size(); place++) {
      if (place > 0 && isOutOfTime.getAsBoolean()) {
        return Optional.empty();
      }
      try {
        Outcome outcome = update.apply(spellings.get(place));
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
    return Optional.of(greatest);
  }

  private Outcome put(
      String spelling, Optional<SuppressedDestination> entry, Reason reason, Dossier dossier) {
    if (entry.filter(it -> it.reason() == reason).isPresent()) {
      return Outcome.LISTED;
    }
    if (entry.filter(it -> isUnknownComplaint(it, dossier)).isPresent()) {
      return Outcome.COMPLAINT_KEPT;
    }
    list.put(spelling, reason);
    return Outcome.LISTED;
  }

  private Outcome remove(
      String spelling,
      Optional<SuppressedDestination> entry,
      Dossier dossier,
      Optional<Instant> erased) {
    if (entry.isEmpty()) {
      return Outcome.NOT_LISTED;
    }
    if (entry.get().reason() == Reason.COMPLAINT
        && !isReleased(entry.get(), dossier)
        && !isErased(entry.get(), dossier, erased)) {
      return Outcome.COMPLAINT_KEPT;
    }
    return list.delete(spelling) ? Outcome.REMOVED : Outcome.NOT_LISTED;
  }

  /**
   * Returns whether the entry is for a complaint that Hardstop does not know. {@code watch} turns such
   * an entry into evidence.
   */
  private static boolean isUnknownComplaint(SuppressedDestination entry, Dossier dossier) {
    return entry.reason() == Reason.COMPLAINT
        && SesListEntry.find(entry.address(), ListingReason.COMPLAINT, entry.lastUpdate())
            .filter(it -> it.mayFollowFrom(dossier))
            .isEmpty();
  }

  private static boolean isWithoutEvidence(Dossier dossier, Optional<Instant> erased) {
    return erased.isPresent()
        && dossier.with(Optional.empty()).equals(Dossier.empty(dossier.subject()));
  }

  /**
   * Returns whether an erasure includes the entry: there is no new evidence, and SES has not changed
   * the entry since.
   */
  private static boolean isErased(
      SuppressedDestination entry, Dossier dossier, Optional<Instant> erased) {
    return isWithoutEvidence(dossier, erased)
        && erased
            .filter(at -> !entry.lastUpdate().isAfter(at.plus(OWN_MAY_BE_LATE)))
            .isPresent();
  }

  /**
   * Returns whether a release includes every known complaint, and this entry is at most {@link
   * #OWN_MAY_BE_LATE} newer than the release.
   */
  private static boolean isReleased(SuppressedDestination entry, Dossier dossier) {
    return SesListing.releaseFromComplaints(dossier)
        .filter(release -> !entry.lastUpdate().isAfter(release.plus(OWN_MAY_BE_LATE)))
        .isPresent();
  }
}
