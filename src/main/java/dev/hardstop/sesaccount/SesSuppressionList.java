package dev.hardstop.sesaccount;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The suppression list of the account at SES, in one region (Amazon SES developer guide, "Using the
 * Amazon SES account-level suppression list").
 *
 * <p>SES ignores the case of an address when it sends, but its list keeps each spelling as an entry of
 * its own, and every call here needs the exact spelling. Two spellings of one address can be listed at
 * the same time.
 *
 * <p>SES accepts one such call a second, so calls wait for one another, and a call that SES throttles
 * is repeated.
 */
public interface SesSuppressionList {
  /**
   * Adds an entry, or replaces the reason of an existing one. SES sets the time.
   *
   * @param address in the spelling that is to be listed
   * @throws SesRefusalException if SES would refuse the call again
   * @throws SesUnavailableException if the call failed and may succeed later
   */
  void put(String address, Reason reason);

  /**
   * The entry of this spelling; empty if there is none.
   *
   * @throws SesRefusalException if SES would refuse the call again
   * @throws SesUnavailableException if the call failed and may succeed later
   */
  Optional<SuppressedDestination> get(String address);

  /**
   * Removes the entry of this spelling.
   *
   * @return whether there was one
   * @throws SesRefusalException if SES would refuse the call again
   * @throws SesUnavailableException if the call failed and may succeed later
   */
  boolean delete(String address);

  /**
   * A page of all entries, in an order that SES does not promise.
   *
   * @param token of the page; empty for the first one
   * @param size how many entries it has at most, 1 to 1,000
   * @throws SesRefusalException if SES would refuse the call again; a token that SES no longer accepts
   *     is such a refusal
   * @throws SesUnavailableException if the call failed and may succeed later
   */
  Page list(Optional<String> token, int size);

  /**
   * Why an address is listed. An entry has an effect only on mail for which its reason is among the
   * {@code SuppressedReasons} in force.
   */
  enum Reason {
    BOUNCE,
    COMPLAINT
  }

  /**
   * An entry.
   *
   * @param address in the spelling in which it is listed
   * @param lastUpdate when it was added, or its reason last changed
   */
  record SuppressedDestination(String address, Reason reason, Instant lastUpdate) {
    public SuppressedDestination {
      requireNonNull(address, "address is null");
      requireNonNull(reason, "reason is null");
      requireNonNull(lastUpdate, "lastUpdate is null");
    }

    /** Omits the address. */
    @Override
    public String toString() {
      return "SuppressedDestination[" + reason + ", " + lastUpdate + "]";
    }
  }

  /**
   * Some entries.
   *
   * @param next the token of the next page; empty for the last page
   */
  record Page(List<SuppressedDestination> entries, Optional<String> next) {
    public Page {
      entries = List.copyOf(entries);
      requireNonNull(next, "next is null");
    }

    /** Omits the token, whose content only SES knows. */
    @Override
    public String toString() {
      return "Page[" + entries.size() + " entries]";
    }
  }

  /** A call to SES failed, also when it was repeated: throttled, or SES is out of reach. */
  public static final class SesUnavailableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    SesUnavailableException(String message, Throwable cause) {
      super(message, cause);
    }
  }

  /** SES refused a call, and refuses it again until something changes that this code cannot change. */
  public static final class SesRefusalException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final RefusalKind kind;

    /** Why SES refuses. */
    public enum RefusalKind {
      /**
       * The address contains a slash, which the path of the request cannot contain (aws-sdk issue 158).
       * An import job can remove it.
       */
      ADDRESS_NOT_EXPRESSIBLE("SES's API cannot express this address"),
      /** The role of the function lacks the permission. */
      NOT_PERMITTED("the role lacks the permission"),
      /** SES paused or suspended the account. */
      ACCOUNT_PAUSED("SES has paused the account"),
      /** Anything else; in the sandbox, SES accepts no new entry. */
      REFUSED("SES refused the call");

      private final String text;

      RefusalKind(String text) {
        this.text = text;
      }

      /** Whether calls about other addresses, or other spellings of this one, may succeed. */
      public boolean isOfOneAddress() {
        return this == ADDRESS_NOT_EXPRESSIBLE || this == REFUSED;
      }
    }

    SesRefusalException(RefusalKind kind, Throwable cause) {
      super(kind.text, cause);
      this.kind = requireNonNull(kind, "kind is null");
    }

    public RefusalKind kind() {
      return kind;
    }
  }
}
