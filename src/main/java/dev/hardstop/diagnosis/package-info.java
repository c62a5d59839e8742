/**
 * Diagnoses a whole domain, or our own sending, from patterns over the dossiers of many addresses, and
 * decides when incidents open and end. It depends on {@code suppression} and the packages below it; it
 * reads the table and the DNS through ports. Start reading at {@link
 * dev.hardstop.diagnosis.DomainExamination}, then {@link dev.hardstop.diagnosis.Diagnostician}; {@link
 * dev.hardstop.diagnosis.SendingActivity} looks at all domains together.
 */
package dev.hardstop.diagnosis;
