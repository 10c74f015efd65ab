package seeded.determinism;

abstract class ReadsEnvironment {
  String home() {
    return System.getenv("HOME") + "";
  }
}
