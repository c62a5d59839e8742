/**
 * The console in a real browser: Chromium without a window opens the page as a person would, and the
 * tests press keys, read what is shown, and look for faults of accessibility. Start reading at
 * {@link dev.hardstop.browser.ConsoleIT}; {@link dev.hardstop.browser.Browser} is the program that is
 * driven. Screenshots of every view are in {@code target/console}.
 */
package dev.hardstop.browser;
