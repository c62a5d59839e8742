/**
 * The edge that looks at everything on a schedule: it finds incidents, asks SES how the sending goes,
 * and tells persons. It knows Lambda, SES and SNS, never the table. Start reading at {@link
 * dev.hardstop.watch.WatchHandler}, then {@link dev.hardstop.watch.WatchRun}.
 */
package dev.hardstop.watch;
