package dev.incumbent.cli;

import dev.incumbent.error.Failure;
import dev.incumbent.error.FailureCode;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;

/** Waits for a call's answer on the command's own thread. */
public final class Waiting {
  private Waiting() {}

  /**
   * The future's value; what it failed with is thrown as it is. The call itself is bounded by its
   * timeout.
   */
  public static <T> T on(CompletableFuture<T> future) {
    try {
      return future.get();
    } catch (ExecutionException e) {
      throw new CompletionException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw CommandFailedException.of(
          Failure.of(FailureCode.UNAVAILABLE, "interrupted while waiting"));
    }
  }
}
