/**
 * Writes a letter about a diagnosis, from a template file. It depends on {@code diagnosis} and the
 * packages below it, and Qute; it depends on neither AWS nor an edge. {@code watch} uses its templates
 * and its sanitiser for mails. Start reading at {@link dev.hardstop.letters.Letters}.
 */
package dev.hardstop.letters;
