package dev.hardstop.recipientlist;

import java.util.List;

/** The source of the verdicts for a check of a list. */
@FunctionalInterface
public interface VerdictSource {
  /** The most addresses of one question, which is the limit of {@code POST /v1/check}. */
  int MOST_ADDRESSES = 1_000;

  /**
   * Asks one question. Several threads may call this at the same time.
   *
   * @param addresses canonical, at most {@value #MOST_ADDRESSES}, each once
   * @return one verdict for each address, in the same order
   * @throws NotAnsweredException if there is no answer after all retries
   */
  List<AddressVerdict> ask(List<String> addresses);

  /** Thrown if a question has no answer. The message says why, and contains no address. */
  final class NotAnsweredException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public NotAnsweredException(String message) {
      super(message);
    }
  }
}
