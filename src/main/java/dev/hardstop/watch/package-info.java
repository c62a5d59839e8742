/**
 * The edge that runs on a schedule: it finds incidents, reads the sending statistics of SES, alerts the
 * people who run the sending, walks through all dossiers once a day, and compares them with SES's
 * suppression list. It depends on Lambda, SES, SNS and SQS, and the table only through the ports of the
 * core. Start reading at {@link dev.hardstop.watch.WatchHandler}, then {@link
 * dev.hardstop.watch.WatchRun}.
 */
package dev.hardstop.watch;
