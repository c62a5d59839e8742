/**
 * What to write to whom: a letter for each diagnosis, from a template file, with the facts filled in.
 * It knows {@code diagnosis} and the words below it, and Qute; neither AWS nor an edge. Start reading
 * at {@link dev.hardstop.letters.Letters}.
 */
package dev.hardstop.letters;
