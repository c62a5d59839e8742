/**
 * The edge that accepts SES's events, in any envelope. It depends on the JSON of SNS, SQS and
 * EventBridge and the core, but no other edge; {@code sesevent} reads SES's own JSON. Start reading at
 * {@link dev.hardstop.ses.FeedbackHandler}.
 */
package dev.hardstop.ses;
