/**
 * What {@code watch} keeps between its runs: how far it has read, which alerts are to be sent and which were
 * sent, whether the brake is on, how SES's suppression list differs from the table, and what the overview
 * shows. The package is plain Java and depends on {@code diagnosis} and the packages below it. Start reading
 * at {@link dev.hardstop.watchstate.WatchStateStore}.
 */
package dev.hardstop.watchstate;
