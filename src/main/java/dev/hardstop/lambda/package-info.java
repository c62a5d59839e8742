/**
 * What every function needs that Lambda runs: how much time there is, and how a failure is logged. It
 * knows Lambda's context and {@code smtp}. Start reading at {@link dev.hardstop.lambda.TimeLimit}.
 */
package dev.hardstop.lambda;
