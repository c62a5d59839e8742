/**
 * Shared code of the functions that Lambda runs: the time limit of an invocation, metrics, and the
 * text of a failure in the log. It depends on Lambda's context and {@code smtp}. Start reading at
 * {@link dev.hardstop.lambda.TimeLimit}.
 */
package dev.hardstop.lambda;
