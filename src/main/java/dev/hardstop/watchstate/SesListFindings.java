package dev.hardstop.watchstate;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.stream.Stream;

/**
 * What a reconciliation of SES's suppression list with the table found so far. Each number counts
 * addresses, or entries of the list where it says so.
 *
 * @param listed entries of the list
 * @param unreadable those of them that are no valid address
 * @param listedBefore those that nothing explains, so that they are evidence themselves
 * @param complaintsKept those of the reason COMPLAINT whose address Hardstop does not suppress, and that
 *     only a release removes; they are among {@code listedAndFree}
 * @param listedAndFree those whose address Hardstop does not suppress
 * @param otherReason those that have another reason than follows from the verdict
 * @param suppressedAndMissing addresses that Hardstop suppresses and that are not listed
 * @param notExpressible addresses among both differences that no call of SES's API can name
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
  /** Nothing was compared yet. */
  public static final SesListFindings NONE = new SesListFindings(
      0, 0, 0, 0, Difference.NONE, Difference.NONE, Difference.NONE, Difference.NONE, 0);

  public SesListFindings {
    requireNonNull(listedAndFree, "listedAndFree is null");
    requireNonNull(otherReason, "otherReason is null");
    requireNonNull(suppressedAndMissing, "suppressedAndMissing is null");
    requireNonNull(notExpressible, "notExpressible is null");
  }

  /**
   * A page of the list, before its addresses are compared.
   *
   * @param entries how many entries it has
   * @param unreadable how many of them are no valid address
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

  /** How many of them {@code ses-list} can change: neither kept complaints nor what SES cannot name. */
  public long changeable() {
    return differences() - complaintsKept - notExpressible.count();
  }

  /** These findings, and those of a further part of the list or the table. */
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
   * @param first those that were found first, {@value #NAMED} at most
   */
  public record Difference(long count, List<String> first) {
    /** How many addresses are named. */
    public static final int NAMED = 100;

    /** No difference. */
    public static final Difference NONE = new Difference(0, List.of());

    public Difference {
      first = first.stream().limit(NAMED).toList();
    }

    /** The difference that these addresses are. */
    public static Difference of(List<String> addresses) {
      return new Difference(addresses.size(), addresses);
    }

    /** Both, the addresses of this one first. */
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
