/**
 * The edge to DNS: where a domain's mail goes. It depends on dnsjava and the core package {@code
 * diagnosis}, and no other edge. No query is made while feedback is recorded. Start reading at {@link
 * dev.hardstop.dns.DnsMailRouting}, then {@link dev.hardstop.dns.RouteSearch}.
 */
package dev.hardstop.dns;
