/**
 * What to write to whom: a letter for each diagnosis, from a template file, with the facts filled in.
 * It knows {@code diagnosis} and the words below it, and Qute; neither AWS nor an edge. Start reading
 * at {@link dev.hardstop.letter.Letters}.
 */
package dev.hardstop.letter;
