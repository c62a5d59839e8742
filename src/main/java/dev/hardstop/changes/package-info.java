/**
 * Tells others that a verdict changed: the event, the topic to which it is published, and the queue of
 * addresses for SES's own list. It depends on {@code suppression} and the packages below it, {@code
 * lambda}, JSON, and AWS's clients for SNS and SQS. {@code announce}, {@code watch} and {@code seslist} share it. Start
 * reading at {@link dev.hardstop.changes.ChangeEvent}.
 */
package dev.hardstop.changes;
