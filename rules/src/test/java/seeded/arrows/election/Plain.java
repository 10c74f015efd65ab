package seeded.arrows.election;

/** Breaks nothing. */
public interface Plain {
  int[] numbers();
}
