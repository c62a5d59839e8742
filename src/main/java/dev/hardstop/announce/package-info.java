/**
 * The function behind the table's stream: it publishes every change of a verdict, and sends the addresses
 * whose place on SES's suppression list may have to change to {@code ses-list}. It depends on the core,
 * {@code changes} and {@code lambda}; the records reach it through a port. Start reading at {@link
 * dev.hardstop.announce.AnnounceHandler}.
 */
package dev.hardstop.announce;
