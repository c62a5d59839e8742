/**
 * Turns SES's JSON into the records of {@code feedback}. It contains SES's field names, which otherwise only
 * {@code imports} (to recognise a kept event) and the routes that take a part of one need. It also writes
 * and reads the message that an imported line becomes. It depends on Jackson's tree model, {@code feedback},
 * {@code smtp} and, for entries of SES's suppression list, {@code suppression}. The edges that accept SES's
 * objects use it: {@code ses}, {@code http}, {@code imports} and {@code cli}. Start reading at
 * {@link dev.hardstop.sesevent.SesEventReader}.
 */
package dev.hardstop.sesevent;
