/**
 * The command line {@code bin/hardstop}: one class for each command, and what they share.
 * {@link dev.hardstop.cli.Connection} finds Hardstop, {@link dev.hardstop.cli.HttpApi} asks it,
 * {@link dev.hardstop.cli.Console} is the terminal, {@link dev.hardstop.cli.ResumeFile} remembers how far a
 * long command is. It depends on the core, the rule files, the JSON of SES, the table, DNS, the records that
 * routes answer, and {@code imports}, {@code recipientlist} and {@code console}. No function contains it or
 * its libraries. Start reading at {@link dev.hardstop.cli.Hardstop}.
 */
package dev.hardstop.cli;
