/**
 * The key for erased addresses that stay suppressed, read from AWS Secrets Manager. It implements
 * a port of {@code suppression} with the SDK's HTTP client and signer, and knows no other edge. Nothing
 * depends on it. It holds one class: {@link dev.hardstop.erasurekey.SecretsManagerErasureKeys}.
 */
package dev.hardstop.erasurekey;
