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
 * @param listedAndFree those whose address Hardstop does not suppress
 * @param suppressedAndMissing addresses that Hardstop suppresses and that are not listed
 * @param notExpressible addresses among both differences that no call of SES's API can name
 * @param unreadableDossiers addresses whose dossier cannot be read, so that they were not compared
 */
public record SesListFindings(
    long listed,
    long unreadable,
    long listedBefore,
    Difference listedAndFree,
    Difference suppressedAndMissing,
    Difference notExpressible,
    long unreadableDossiers) {
  /** Nothing was compared yet. */
  public static final SesListFindings NONE =
      new SesListFindings(0, 0, 0, Difference.NONE, Difference.NONE, Difference.NONE, 0);

  public SesListFindings {
    requireNonNull(listedAndFree, "listedAndFree is null");
    requireNonNull(suppressedAndMissing, "suppressedAndMissing is null");
    requireNonNull(notExpressible, "notExpressible is null");
  }

  /** These findings, and those of a further part of the list or the table. */
  public SesListFindings plus(SesListFindings further) {
    return new SesListFindings(
        listed + further.listed,
        unreadable + further.unreadable,
        listedBefore + further.listedBefore,
        listedAndFree.plus(further.listedAndFree),
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
