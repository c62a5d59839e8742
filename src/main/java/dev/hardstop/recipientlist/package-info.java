/**
 * A recipient list that is checked before it is mailed: reads a CSV file or a plain list, answers each
 * row, and says which share of the list is expected to bounce. It knows no AWS, no HTTP and no JSON:
 * the command line gives it a way to ask for verdicts and, if wanted, to look up domains. It depends
 * on the core, on {@code imports} for text files and column names, and on a CSV library that no function
 * contains. Only {@code cli} uses it. Start reading at {@link dev.hardstop.recipientlist.RecipientListCheck}.
 */
package dev.hardstop.recipientlist;
