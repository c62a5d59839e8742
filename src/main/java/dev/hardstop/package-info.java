/**
 * Puts Hardstop together: which rule book, policy, table and clock the functions get. It knows every
 * package; no package knows it. Start reading at {@link dev.hardstop.Wiring}.
 */
package dev.hardstop;
