/**
 * Checks for every test that no log line contains a fragment of an event. The tests of the handlers
 * and of the packaged functions pass in their events; the package knows nothing else about them.
 * Start reading at {@link dev.hardstop.privacy.LogWatch}.
 */
package dev.hardstop.privacy;
