package seeded.determinism;

import java.util.concurrent.CompletableFuture;

abstract class LeavesThread {
  CompletableFuture<String> later() {
    return CompletableFuture.supplyAsync(() -> "later");
  }
}
