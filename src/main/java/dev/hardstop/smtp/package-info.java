/**
 * The words of mail itself: addresses, reply codes, enhanced status codes, diagnostic codes (RFC
 * 5321, 3463, 3464). It knows nothing but the JDK. Start reading at {@link
 * dev.hardstop.smtp.EmailAddress}.
 */
package dev.hardstop.smtp;
