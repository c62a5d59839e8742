/**
 * What is remembered about an address or a domain, and the verdict that follows from it when somebody
 * asks. It depends on {@code classification} and the packages below it. Time is an argument, and the
 * table is a port. Start reading at {@link dev.hardstop.suppression.Recorder} for feedback; for a question at
 * {@link dev.hardstop.suppression.SuppressionPolicy} and {@link dev.hardstop.suppression.PolicyRow}, the
 * policy table.
 */
package dev.hardstop.suppression;
