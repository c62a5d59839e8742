/**
 * Turns the rule files into the rule book while the image is built, and checks them. It depends on
 * {@code classification} and TOML. Only the wiring and the command line depend on it. Start reading at
 * {@link dev.hardstop.rules.RuleFiles}.
 */
package dev.hardstop.rules;
