package dev.hardstop.classification;

/** Placeholder of the rule type; the rule book's author replaces it. */
public record Rule(String id, BounceReason reason, Confidence confidence) {}
