package seeded.arrows.breaks;

/** Broken on purpose. */
public interface Broken {}
