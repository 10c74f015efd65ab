package dev.incumbent.cli.bench;

import dev.incumbent.error.FailureCode;
import dev.incumbent.error.IncumbentException;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;

/** What is asked again until it is answered: a failover of the coordinator ends no measurement. */
final class Asked {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  /** Nothing was done, and nobody said that it cannot be. */
  private static final Set<FailureCode> PASSING =
      EnumSet.of(FailureCode.NOT_LEADER, FailureCode.NO_QUORUM, FailureCode.UNAVAILABLE);

  private Asked() {}

  /**
   * The answer.
   *
   * @throws CompletionException if it is another failure, or there is none for half a minute
   */
  static <T> T await(Supplier<CompletableFuture<T>> question) throws InterruptedException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (true) {
      try {
        return question.get().join();
      } catch (CompletionException e) {
        if (!isPassing(e) || System.nanoTime() > deadline) {
          throw e;
        }
        Thread.sleep(100);
      }
    }
  }

  private static boolean isPassing(CompletionException e) {
    return e.getCause() instanceof IncumbentException why && PASSING.contains(why.code());
  }
}
