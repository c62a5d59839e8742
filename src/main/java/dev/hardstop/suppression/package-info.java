/**
 * What is remembered of an address or a domain, and what follows from it when somebody asks. It
 * knows {@code classification} and below; time comes in as an argument, the table is the one port.
 * Start reading at {@link dev.hardstop.suppression.SuppressionPolicy}, then {@link
 * dev.hardstop.suppression.Dossier}.
 */
package dev.hardstop.suppression;
