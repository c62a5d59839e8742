/**
 * SES's JSON as core feedback: the one place that knows SES's field names. It knows Jackson's tree
 * and {@code feedback}; the edges that take SES's objects in (events, explanations) share it. Start
 * reading at {@link dev.hardstop.sesevent.FeedbackReader}.
 */
package dev.hardstop.sesevent;
