/**
 * What SES told us, one object per recipient, and who is meant by it. It knows {@code smtp} only: no
 * JSON, no SES client. Start reading at {@link dev.hardstop.feedback.Feedback}.
 */
package dev.hardstop.feedback;
