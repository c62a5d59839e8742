/**
 * Simulates weeks of mail of a sender: the recipients, the replies of their servers, and what goes
 * wrong. The seed decides everything. It creates feedback and diagnoses nothing. Start reading at {@link
 * dev.hardstop.scenario.Scenario}.
 */
package dev.hardstop.scenario;
