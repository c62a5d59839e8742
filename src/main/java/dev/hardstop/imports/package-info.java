/**
 * Reads the files in which SES, other providers and their users keep bounces, complaints and
 * unsubscriptions: every format becomes a stream of {@link dev.hardstop.imports.ImportLine}s. It
 * judges nothing and sends nothing. It depends on {@code smtp}, on the JSON of SES ({@code
 * sesevent}), Jackson and a CSV parser that is in no Lambda package; only {@code cli} uses it. Start
 * reading at {@link dev.hardstop.imports.ImportReader}.
 */
package dev.hardstop.imports;
