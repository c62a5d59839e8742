/**
 * Puts Hardstop together: which rule book, policy, table and clock the functions get. It depends on
 * every package; no package depends on it. Start reading at {@link dev.hardstop.Wiring}.
 */
package dev.hardstop;
