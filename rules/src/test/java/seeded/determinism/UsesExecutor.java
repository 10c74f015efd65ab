package seeded.determinism;

import java.util.concurrent.Executor;

abstract class UsesExecutor {
  abstract Executor executor();
}
