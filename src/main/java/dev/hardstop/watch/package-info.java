/**
 * The edge that runs on a schedule: it finds incidents, reads the sending statistics of SES, and
 * alerts the people who run the sending. It depends on Lambda, SES and SNS, and the table only through
 * the ports of the core. Start reading at {@link dev.hardstop.watch.WatchHandler}, then {@link
 * dev.hardstop.watch.WatchRun}.
 */
package dev.hardstop.watch;
