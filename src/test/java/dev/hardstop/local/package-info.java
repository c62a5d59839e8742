/**
 * The whole system on one machine: DynamoDB Local, one process of the packaged function per
 * handler, an HTTP front that does what Lambda and API Gateway do, the event source mappings of streams
 * and queues, and stand-ins for SES, SNS and SQS. It depends on {@code
 * template.yaml} and the package, and nothing of the code inside the package. Start reading at
 * {@link dev.hardstop.local.LocalSystem}.
 */
package dev.hardstop.local;
