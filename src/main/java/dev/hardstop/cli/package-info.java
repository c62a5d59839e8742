/**
 * The command line: explains diagnostic codes and bounces, and shows what a change of the rule files
 * does. It depends on the rule files, the core and the JSON of SES. Start reading at {@link
 * dev.hardstop.cli.ExplainCommand}.
 */
package dev.hardstop.cli;
