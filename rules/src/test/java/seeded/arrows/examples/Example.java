package seeded.arrows.examples;

/** An example. */
public interface Example {}
