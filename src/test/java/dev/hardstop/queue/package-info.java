/**
 * From the queue to the table: SQS in this JVM, what Lambda does between a queue and a function, and
 * the packaged function. It depends on {@code template.yaml}, the package and the layout of the table,
 * and nothing of the code inside the package but the rule book's examples. Start reading at {@link
 * dev.hardstop.queue.EventSourceMapping}.
 */
package dev.hardstop.queue;
