package dev.hardstop.ses;

import java.util.List;
import java.util.stream.Collectors;

/**
 * Items failed that the response cannot name, so the invocation fails and its source tries again. The
 * message has the names of the items, without content and without a cause: the log says why each of
 * them failed.
 */
public final class BatchFailedException extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private static final int NAMED = 10;

  BatchFailedException(List<BatchItem> failed) {
    super("not recorded: " + names(failed));
  }

  private static String names(List<BatchItem> failed) {
    String names =
        failed.stream().limit(NAMED).map(BatchItem::name).collect(Collectors.joining(", "));
    return failed.size() <= NAMED ? names : names + " and " + (failed.size() - NAMED) + " more";
  }
}
