package dev.hardstop.sesaccount;

import dev.hardstop.sesaccount.SesSuppressionList.Reason;
import dev.hardstop.sesaccount.SesSuppressionList.SesRefusalException;
import dev.hardstop.sesaccount.SesSuppressionList.SesUnavailableException;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * The account's settings at SES that concern its suppression list. Calls share the pace of those of
 * {@link SesSuppressionList}, and throw the same exceptions.
 */
public interface SesAccountSettings {
  /**
   * Returns the settings of the account (Amazon SES API v2 reference, GetAccount).
   *
   * @throws SesRefusalException if SES would refuse the call again
   * @throws SesUnavailableException if the call failed and may succeed later
   */
  Account account();

  /**
   * Returns the reasons for which SES refuses mail with this configuration set to listed addresses
   * (Amazon SES API v2 reference, GetConfigurationSet).
   *
   * @throws SesRefusalException if SES would refuse the call again
   * @throws SesUnavailableException if the call failed and may succeed later
   */
  SetReasons reasonsOf(String configurationSet);

  /**
   * The account.
   *
   * @param isInSandbox whether the account has no production access, so that SES accepts no new entry
   * @param isPaused whether the account may not send
   * @param reasons the reasons that apply to mail whose configuration set has none of its own
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
   * @param own the reasons of the set itself; empty if those of the account apply
   */
  record SetReasons(boolean exists, Optional<Set<Reason>> own) {
    public SetReasons {
      own = own.map(SesAccountSettings::copy);
    }

    /** Returns whether SES refuses mail with this set to an address that is listed for this reason. */
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
