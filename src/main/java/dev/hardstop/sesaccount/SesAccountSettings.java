package dev.hardstop.sesaccount;

import dev.hardstop.sesaccount.SesSuppressionList.Reason;
import dev.hardstop.sesaccount.SesSuppressionList.SesRefusalException;
import dev.hardstop.sesaccount.SesSuppressionList.SesUnavailableException;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * What the account's settings at SES mean for its suppression list. Calls wait for those of {@link
 * SesSuppressionList}, and throw the same exceptions.
 */
public interface SesAccountSettings {
  /**
   * The account (Amazon SES API v2 reference, GetAccount).
   *
   * @throws SesRefusalException if SES would refuse the call again
   * @throws SesUnavailableException if the call failed and may succeed later
   */
  Account account();

  /**
   * The reasons for which SES refuses mail with this configuration set to listed addresses (Amazon SES
   * API v2 reference, GetConfigurationSet).
   *
   * @throws SesRefusalException if SES would refuse the call again
   * @throws SesUnavailableException if the call failed and may succeed later
   */
  SetReasons reasonsOf(String configurationSet);

  /**
   * The account.
   *
   * @param isInSandbox whether SES has not granted production access: it accepts no new entry then
   * @param isPaused whether the account may not send
   * @param reasons the reasons in force for mail whose configuration set has none of its own
   */
  record Account(boolean isInSandbox, boolean isPaused, Set<Reason> reasons) {
    public Account {
      reasons = copy(reasons);
    }
  }

  /**
   * A configuration set.
   *
   * @param exists whether there is such a set
   * @param own its own reasons; empty where those of the account hold
   */
  record SetReasons(boolean exists, Optional<Set<Reason>> own) {
    public SetReasons {
      own = own.map(SesAccountSettings::copy);
    }

    /** Whether SES refuses mail with this set to an address that is listed for this reason. */
    public boolean include(Reason reason, Account account) {
      return own.orElse(account.reasons()).contains(reason);
    }
  }

  private static Set<Reason> copy(Set<Reason> reasons) {
    Set<Reason> copy = EnumSet.noneOf(Reason.class);
    copy.addAll(reasons);
    return Collections.unmodifiableSet(copy);
  }
}
