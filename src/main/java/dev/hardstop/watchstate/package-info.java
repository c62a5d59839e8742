/**
 * What {@code watch} remembers between its runs: how far it has read, what is to be told to persons
 * and was told, whether the brake is on. Plain Java that knows {@code diagnosis} and below. Start
 * reading at {@link dev.hardstop.watchstate.WatchStateStore}, then {@link dev.hardstop.watchstate.Alert}.
 */
package dev.hardstop.watchstate;
