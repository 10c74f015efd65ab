package seeded.determinism;

abstract class StartsThread {
  void start() {
    new Thread(this::start).start();
  }
}
