/**
 * Shared code of the functions that Lambda runs: the time limit of an invocation, the response to a
 * batch, metrics, and the fields and texts of log lines. It depends on Lambda's context, JSON, the logger
 * and {@code smtp}. Start reading at {@link dev.hardstop.lambda.TimeLimit}.
 */
package dev.hardstop.lambda;
