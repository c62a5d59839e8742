package dev.hardstop.recipientlist;

import java.util.List;

/** Where a check of a list gets its verdicts: one question is about up to 1,000 addresses. */
@FunctionalInterface
public interface VerdictSource {
  /** What {@code POST /v1/check} accepts. */
  int MOST_ADDRESSES = 1_000;

  /**
   * Asks one question. Several threads may ask at a time.
   *
   * @param addresses canonical, at most {@value #MOST_ADDRESSES}, each once
   * @return one verdict for each address, in the same order
   * @throws NotAnsweredException if there is no answer, after as many attempts as make sense
   */
  List<AddressVerdict> ask(List<String> addresses);

  /** A question has no answer. The message says why, and contains no address. */
  final class NotAnsweredException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public NotAnsweredException(String message) {
      super(message);
    }
  }
}
