/**
 * The edge where SES's events come in, in whatever envelope. It knows SES's, SNS's, SQS's and
 * EventBridge's JSON and the core; no other edge. Start
 * reading at {@link dev.hardstop.ses.FeedbackHandler}.
 */
package dev.hardstop.ses;
