/**
 * What a bounce means and whose fault it is, by a book of rules. It knows {@code feedback} and
 * {@code smtp}, and nothing of where rules or bounces come from. Start reading at {@link
 * dev.hardstop.classification.RuleBook}.
 */
package dev.hardstop.classification;
