package dev.hardstop.http;

import dev.hardstop.suppression.SesListMode;
import dev.hardstop.watchstate.SesListFindings;
import dev.hardstop.watchstate.SesListProgress;
import dev.hardstop.watchstate.SesListState;
import dev.hardstop.watchstate.SesListState.SesAccountCheck;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;

/**
 * The body of the answer to {@code GET /v1/ses-list}. Every field is always present, and null if it has no value.
 *
 * @param mode {@code off}, {@code report} or {@code follow}
 * @param changesList whether Hardstop changes the list, which it does in the mode {@code follow} as soon as the
 *     earlier entries of SES are known
 * @param compared the last complete comparison of the list with the verdicts
 * @param comparing the comparison that is running
 * @param account the findings about the account and its configuration sets
 * @param notCompared the lists of SES that are not covered
 */
@RegisterForReflection
record SesListResponse(
    String mode,
    boolean changesList,
    ComparedList compared,
    RunningComparison comparing,
    AccountSettings account,
    String notCompared) {
  private static final String NOT_COMPARED =
      "The suppression lists of tenants, and SES's global list, are neither compared nor changed.";

  static SesListResponse of(SesListMode mode, SesListState state) {
    return new SesListResponse(
        VerdictResponse.lowerCase(mode),
        mode == SesListMode.FOLLOW && state.mayChangeList(),
        state.last().map(ComparedList::of).orElse(null),
        state.current().map(RunningComparison::of).orElse(null),
        state.check().map(AccountSettings::of).orElse(null),
        NOT_COMPARED);
  }

  /**
   * A complete comparison.
   *
   * @param began when it began
   * @param ended when it ended
   * @param listed entries of the list
   * @param listedBefore entries that SES made before Hardstop was in use, or for a reason unknown to Hardstop; they
   *     are evidence, or would be in the mode {@code follow}
   * @param listedAndFree entries whose address Hardstop does not suppress
   * @param complaintsKept how many of these entries are removed only by a release that includes complaints
   * @param otherReason entries whose reason differs from that of the verdict
   * @param suppressedAndMissing addresses that Hardstop suppresses and that are not listed
   * @param notExpressible differing addresses that SES's API cannot name, because they contain a slash
   * @param invalidEntries entries that are not valid addresses
   * @param unreadableItems addresses that were not compared, because their stored data cannot be read
   */
  @RegisterForReflection
  record ComparedList(
      Instant began,
      Instant ended,
      long listed,
      long listedBefore,
      DifferingAddresses listedAndFree,
      long complaintsKept,
      DifferingAddresses otherReason,
      DifferingAddresses suppressedAndMissing,
      DifferingAddresses notExpressible,
      long invalidEntries,
      long unreadableItems) {
    private static ComparedList of(SesListProgress last) {
      SesListFindings found = last.findings();
      return new ComparedList(
          last.began(),
          last.ended().orElse(null),
          found.listed(),
          found.listedBefore(),
          DifferingAddresses.of(found.listedAndFree()),
          found.complaintsKept(),
          DifferingAddresses.of(found.otherReason()),
          DifferingAddresses.of(found.suppressedAndMissing()),
          DifferingAddresses.of(found.notExpressible()),
          found.unreadable(),
          found.unreadableDossiers());
    }
  }

  /**
   * Addresses of one difference.
   *
   * @param count how many there are
   * @param first the first hundred
   */
  @RegisterForReflection
  record DifferingAddresses(long count, List<String> first) {
    private static DifferingAddresses of(SesListFindings.Difference difference) {
      return new DifferingAddresses(difference.count(), difference.first());
    }

    /** Omits the addresses. */
    @Override
    public String toString() {
      return "DifferingAddresses[" + count + "]";
    }
  }

  /**
   * A comparison that has not ended.
   *
   * @param began when it began
   * @param listed entries of the list that it has read
   * @param isListRead whether it has read the whole list, and is now reading the dossiers
   */
  @RegisterForReflection
  record RunningComparison(Instant began, long listed, boolean isListRead) {
    private static RunningComparison of(SesListProgress current) {
      return new RunningComparison(
          current.began(), current.findings().listed(), current.isListRead());
    }
  }

  /**
   * Conditions that prevent the list from being kept up to date or from having an effect.
   *
   * @param day the UTC day of these findings
   * @param isInSandbox whether the account is in the sandbox, in which SES accepts no new entries
   * @param isPaused whether the account may not send
   * @param setsWithoutBounces configuration sets for whose mail SES ignores entries with the reason BOUNCE
   * @param missingSets configuration sets that are configured but do not exist
   * @param notPermitted the IAM actions that {@code watch} lacks
   */
  @RegisterForReflection
  record AccountSettings(
      LocalDate day,
      boolean isInSandbox,
      boolean isPaused,
      List<String> setsWithoutBounces,
      List<String> missingSets,
      List<String> notPermitted) {
    private static AccountSettings of(SesAccountCheck check) {
      return new AccountSettings(
          check.day(),
          check.isInSandbox(),
          check.isPaused(),
          List.copyOf(check.setsWithoutBounces()),
          List.copyOf(check.missingSets()),
          List.copyOf(check.notPermitted()));
    }
  }
}
