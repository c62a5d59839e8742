package dev.hardstop.sesaccount;

import static java.util.Objects.requireNonNull;

/** SES refused a call, and refuses it again until something changes that this code cannot change. */
public final class SesRefusalException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final Kind kind;

  /** Why SES refuses. */
  public enum Kind {
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

    Kind(String text) {
      this.text = text;
    }
  }

  SesRefusalException(Kind kind, Throwable cause) {
    super(kind.text, cause);
    this.kind = requireNonNull(kind, "kind is null");
  }

  public Kind kind() {
    return kind;
  }
}
