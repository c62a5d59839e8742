/**
 * The edge to the name service: where a domain's mail goes. It knows dnsjava and the core's {@code
 * diagnosis}; no other edge, and nothing on the way of feedback asks it. Start reading at {@link
 * dev.hardstop.dns.DnsMailRouting}.
 */
package dev.hardstop.dns;
