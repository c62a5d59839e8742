/**
 * The edge where SES's events come in, in whatever envelope. It knows SES's, SNS's, SQS's and
 * EventBridge's JSON and the core; no other edge. Start reading at FeedbackHandler.
 */
package dev.hardstop.ses;
