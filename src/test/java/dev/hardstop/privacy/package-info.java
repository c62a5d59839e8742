/**
 * Holds every log line of every test to one promise: nothing of what went in stands in it. The tests
 * of the handlers and the harness of the packaged functions tell it what they hand over; it knows
 * them by nothing else. Start reading at {@link dev.hardstop.privacy.LogWatch}.
 */
package dev.hardstop.privacy;
