package seeded.shape.unmarked;

/** In a package whose nulls nobody checks. */
public interface Unmarked {}
