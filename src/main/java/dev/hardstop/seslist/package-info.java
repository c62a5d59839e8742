/**
 * The edge that keeps SES's account-level suppression list equal to the verdicts: the only one that
 * writes it. It depends on Lambda, on the shared packages {@code sesaccount} and {@code changes}, and
 * on the table only through the ports of the core. Start reading at {@link
 * dev.hardstop.seslist.SesListHandler}, then {@link dev.hardstop.seslist.ListingUpdate}.
 */
package dev.hardstop.seslist;
