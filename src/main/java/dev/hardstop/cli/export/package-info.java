/**
 * The commands {@code export} and {@code restore}: the whole table as a file, and a file back into a table.
 * It reads and writes the table by {@code dynamodb}'s Scan and merge, judges by the core, and names verdicts
 * as the HTTP API does. Start reading at {@link dev.hardstop.cli.export.ExportCommand}.
 */
package dev.hardstop.cli.export;
