/**
 * What is wrong with a whole domain, or with us: patterns over the dossiers of many addresses. It
 * knows {@code suppression} and below; what it reads of the table comes in through ports. Start
 * reading at {@link dev.hardstop.diagnosis.DomainActivity}, then {@link
 * dev.hardstop.diagnosis.Diagnosis}.
 */
package dev.hardstop.diagnosis;
