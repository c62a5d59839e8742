/**
 * SES's account-level suppression list, for the edges that read or write it: the port and its
 * implementation with SES API version 2. It depends on the AWS SDK's client and {@code smtp}; it knows
 * neither the table nor an edge. Start reading at {@link dev.hardstop.sesaccount.SesSuppressionList}.
 */
package dev.hardstop.sesaccount;
