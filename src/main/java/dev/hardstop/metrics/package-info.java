/**
 * What CloudWatch counts of a function's work: one line of the embedded metric format for each
 * invocation. It knows plain Java and Jackson's tree, no edge and nothing of the core: who counts
 * says what, and under which name. Start reading at {@link dev.hardstop.metrics.Metrics}.
 */
package dev.hardstop.metrics;
