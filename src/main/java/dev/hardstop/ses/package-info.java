/**
 * The edge where SES's events come in, in whatever envelope. It knows the JSON of SNS, SQS and
 * EventBridge and the core, but no other edge; SES's own JSON it leaves to {@code sesevent}.
 * Start reading at {@link dev.hardstop.ses.FeedbackHandler}.
 */
package dev.hardstop.ses;
