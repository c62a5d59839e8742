package dev.hardstop.ses;

import java.util.List;
import java.util.stream.Collectors;

/**
 * Items that failed and cannot be named in an answer: the invocation fails, so that its source tries
 * again. The message has their names, no content and no cause: why each failed stands in the log.
 */
public final class FeedbackNotRecordedException extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private static final int NAMED = 10;

  FeedbackNotRecordedException(List<BatchItem> failed) {
    super("not recorded: " + names(failed));
  }

  private static String names(List<BatchItem> failed) {
    String names =
        failed.stream().limit(NAMED).map(BatchItem::name).collect(Collectors.joining(", "));
    return failed.size() <= NAMED ? names : names + " and " + (failed.size() - NAMED) + " more";
  }
}
