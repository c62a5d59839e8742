package dev.hardstop.local;

import static java.util.Objects.requireNonNull;

/** The result of an invocation. */
public sealed interface LocalReply {

  /** The function answered. */
  record Answer(byte[] body) implements LocalReply {
    public Answer {
      requireNonNull(body, "body is null");
    }
  }

  /**
   * The function failed, or is no longer there.
   *
   * @param errorType the exception's class, or Lambda's word for it
   * @param errorMessage what the function says about it
   */
  record Failure(String errorType, String errorMessage) implements LocalReply {
    public Failure {
      requireNonNull(errorType, "errorType is null");
      requireNonNull(errorMessage, "errorMessage is null");
    }
  }
}
