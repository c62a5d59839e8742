/**
 * The terms of mail: addresses, domains, reply codes, enhanced status codes and diagnostic codes (RFC
 * 5321, 3463, 3464). The package depends only on the JDK. Start reading at {@link
 * dev.hardstop.smtp.EmailAddress} and {@link dev.hardstop.smtp.DiagnosticCode}.
 */
package dev.hardstop.smtp;
