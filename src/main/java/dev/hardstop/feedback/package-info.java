/**
 * Feedback of SES, one object per recipient, and the address that it is about. The package depends
 * only on {@code smtp}: no JSON and no SES client. Start reading at {@link
 * dev.hardstop.feedback.Feedback}.
 */
package dev.hardstop.feedback;
