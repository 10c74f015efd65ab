package seeded.arrows.cluster;

/** What the others use, rightly or wrongly. */
public final class Node {}
