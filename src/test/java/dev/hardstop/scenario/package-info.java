/**
 * Weeks of a sender's mail that never was: who is mailed, what their servers answer, and what goes
 * wrong. Seeded; it only makes feedback and never judges. Start reading at {@link
 * dev.hardstop.scenario.Scenario}.
 */
package dev.hardstop.scenario;
