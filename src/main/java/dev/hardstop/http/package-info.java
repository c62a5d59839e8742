/**
 * The edge that answers questions and records what people decide, over the HTTP API or by a direct
 * invocation. It depends on API Gateway's payload format 2.0, problem documents (RFC 9457), JSON,
 * metrics and the core, and no other edge. Each response body is a record, and the record documents
 * it. Start reading at {@link dev.hardstop.http.Route}, then {@link dev.hardstop.http.CheckHandler}.
 */
package dev.hardstop.http;
