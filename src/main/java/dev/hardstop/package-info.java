/**
 * Puts Hardstop together: which rule book, policy, table and clock the functions get. It depends on every
 * package of the functions. Only {@code cli} depends on it, to read the policy as the functions do. Start
 * reading at {@link dev.hardstop.Wiring}.
 */
package dev.hardstop;
