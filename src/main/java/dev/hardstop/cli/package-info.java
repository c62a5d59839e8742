/**
 * Explains diagnostic codes and changes of the rule book on the command line. It knows the rule files, the core and SES's JSON of
 * one recipient. Start reading at {@link dev.hardstop.cli.ExplainCommand}.
 */
package dev.hardstop.cli;
