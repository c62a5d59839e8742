package dev.hardstop.http;

import static java.util.Objects.requireNonNull;

/** A request that is answered with a problem. */
final class ProblemException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient Problem problem;

  ProblemException(Problem problem) {
    super(problem.title());
    this.problem = requireNonNull(problem, "problem is null");
  }

  /**
   * @param cause what failed on our side
   */
  ProblemException(Problem problem, RuntimeException cause) {
    super(problem.title(), requireNonNull(cause, "cause is null"));
    this.problem = requireNonNull(problem, "problem is null");
  }

  Problem problem() {
    return problem;
  }
}
