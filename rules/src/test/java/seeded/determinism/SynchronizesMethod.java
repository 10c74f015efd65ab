package seeded.determinism;

abstract class SynchronizesMethod {
  synchronized void act() {}
}
