package dev.hardstop.watchstate;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.stream.Stream;

/**
 * What a reconciliation of SES's suppression list with the table found so far. A number counts addresses
 * unless its description names entries of the list.
 *
 * @param listed entries of the list
 * @param unreadable entries that are not valid addresses
 * @param listedBefore entries that nothing explains, so that they are evidence themselves
 * @param complaintsKept entries with the reason COMPLAINT whose address Hardstop does not suppress, and that
 *     only a release removes; {@code listedAndFree} includes them
 * @param listedAndFree entries whose address Hardstop does not suppress
 * @param otherReason entries whose reason differs from the one that follows from the verdict
 * @param suppressedAndMissing addresses that Hardstop suppresses and that are not listed
 * @param notExpressible addresses among these differences that no call of SES's API can name
 * @param unreadableDossiers addresses whose dossier cannot be read, so that they were not compared
 */
public record SesListFindings(
    long listed,
    long unreadable,
    long listedBefore,
    long complaintsKept,
    Difference listedAndFree,
    Difference otherReason,
    Difference suppressedAndMissing,
    Difference notExpressible,
    long unreadableDossiers) {
  /** The findings before anything is compared. */
  public static final SesListFindings NONE = new SesListFindings(
      0, 0, 0, 0, Difference.NONE, Difference.NONE, Difference.NONE, Difference.NONE, 0);

  public SesListFindings {
    requireNonNull(listedAndFree, "listedAndFree is null");
    requireNonNull(otherReason, "otherReason is null");
    requireNonNull(suppressedAndMissing, "suppressedAndMissing is null");
    requireNonNull(notExpressible, "notExpressible is null");
  }

  /**
   * The findings of a page of the list before its addresses are compared.
   *
   * @param entries how many entries it has
   * @param unreadable how many of them are not valid addresses
   */
  public static SesListFindings ofPage(int entries, int unreadable) {
    return new SesListFindings(
        entries,
        unreadable,
        0,
        0,
        Difference.NONE,
        Difference.NONE,
        Difference.NONE,
        Difference.NONE,
        0);
  }

  /** How many addresses and entries differ. */
  public long differences() {
    return listedAndFree.count() + otherReason.count() + suppressedAndMissing.count();
  }

  /**
   * How many differences {@code ses-list} can resolve: all but kept complaints and addresses that SES cannot
   * name.
   */
  public long changeable() {
    return differences() - complaintsKept - notExpressible.count();
  }

  /** The sum of these findings and those of a further part of the list or the table. */
  public SesListFindings plus(SesListFindings further) {
    return new SesListFindings(
        listed + further.listed,
        unreadable + further.unreadable,
        listedBefore + further.listedBefore,
        complaintsKept + further.complaintsKept,
        listedAndFree.plus(further.listedAndFree),
        otherReason.plus(further.otherReason),
        suppressedAndMissing.plus(further.suppressedAndMissing),
        notExpressible.plus(further.notExpressible),
        unreadableDossiers + further.unreadableDossiers);
  }

  /**
   * Addresses of one kind of difference.
   *
   * @param count how many there are
   * @param first the addresses that were found first, at most {@value #NAMED}
   */
  public record Difference(long count, List<String> first) {
    /** The largest number of addresses that are named. */
    public static final int NAMED = 100;

    /** No difference. */
    public static final Difference NONE = new Difference(0, List.of());

    public Difference {
      first = first.stream().limit(NAMED).toList();
    }

    /** The difference that consists of these addresses. */
    public static Difference of(List<String> addresses) {
      return new Difference(addresses.size(), addresses);
    }

    /** The sum of two differences; the addresses of this one come first. */
    public Difference plus(Difference further) {
      return new Difference(
          count + further.count,
          Stream.concat(first.stream(), further.first.stream()).toList());
    }

    /** Omits the addresses. */
    @Override
    public String toString() {
      return "Difference[" + count + "]";
    }
  }
}
