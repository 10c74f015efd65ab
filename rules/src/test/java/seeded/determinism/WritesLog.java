package seeded.determinism;

abstract class WritesLog {
  abstract System.Logger log();
}
