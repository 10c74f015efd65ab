package dev.incumbent.history;

/** A rule of the specification that the history breaks, and where. */
public record Violation(String rule, String what) {}
