/**
 * The page on which people look at Hardstop in a browser: its files (src/main/resources/console), the
 * server on the loopback interface, and the guards that keep other pages and other users of the machine out.
 * {@code bin/hardstop console} and the local system use it; no function contains it. It knows neither AWS
 * nor what the routes answer. Start reading at {@link dev.hardstop.console.ConsolePage}.
 */
package dev.hardstop.console;
