/**
 * Turns the rule files into the rule book while the image is built. It knows {@code classification}
 * and the file format; nothing knows it but the wiring and the command lines. Start reading at
 * RuleFiles.
 */
package dev.hardstop.rules;
