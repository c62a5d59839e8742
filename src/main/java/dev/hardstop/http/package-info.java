/**
 * The edge where questions and people's decisions come in, over HTTP or by a direct invocation. It
 * knows API Gateway's payload v2, RFC 9457, metrics and the core; no other edge. Start reading at
 * CheckHandler.
 */
package dev.hardstop.http;
