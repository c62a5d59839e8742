/**
 * Classification: why a message bounced, and who is at fault. A reply is masked ({@code MaskedText}),
 * parsed ({@code ParsedDeliveryStatus}) and compared with the rules of a {@code RuleBook}; the first
 * rule that matches answers. The package depends on {@code feedback} and {@code smtp}. It does not
 * depend on where bounces and rules come from. Start reading at {@link
 * dev.hardstop.classification.RuleBook}.
 */
package dev.hardstop.classification;
