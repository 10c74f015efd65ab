package seeded;

/** Indented by four columns. */
final class Sample {
    private Sample() {}
}
