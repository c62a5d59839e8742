/**
 * Computes the figures of docs/cost.md: prices by a formula, batches and concurrency by a
 * simulation of the queue. It does not depend on the code. Start reading at {@link
 * dev.hardstop.cost.CostPageTest}.
 */
package dev.hardstop.cost;
