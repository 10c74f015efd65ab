package dev.incumbent.cli.bench;

import dev.incumbent.cli.CommandFailedException;
import dev.incumbent.cli.ExitCode;
import dev.incumbent.cli.dev.Child;
import dev.incumbent.cli.dev.Children;
import dev.incumbent.error.Failure;
import dev.incumbent.error.FailureCode;
import java.time.Duration;
import java.util.OptionalInt;
import java.util.function.BooleanSupplier;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/** Waiting for servers that were started. */
final class Ensemble {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /** Between two looks: a start is told no more exactly than that. */
  private static final long LOOK_MILLIS = 10;

  private Ensemble() {}

  /**
   * Until it serves.
   *
   * @throws CommandFailedException if it ended, or does not serve within a minute
   */
  static void await(Children children, Child server, BooleanSupplier serves)
      throws InterruptedException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!serves.getAsBoolean()) {
      if (!server.isAlive() || System.nanoTime() > deadline) {
        String words = server.name() + " does not serve: " + children.lastWords(server.name());
        throw new CommandFailedException(
            ExitCode.FAILED, Failure.of(FailureCode.UNAVAILABLE, words));
      }
      Thread.sleep(LOOK_MILLIS);
    }
  }

  /** Ends it in good order. */
  static void end(Child server) throws InterruptedException {
    server.signal("TERM");
    if (!server.awaitEnd(PATIENCE)) {
      throw new IllegalStateException(server.name() + " did not end");
    }
  }

  /**
   * Until one of so many is the leader; which, from 0.
   *
   * @throws CommandFailedException if none is within a minute
   */
  static int awaitLeader(int servers, IntPredicate leads) throws InterruptedException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (System.nanoTime() < deadline) {
      OptionalInt leader = IntStream.range(0, servers).filter(leads).findFirst();
      if (leader.isPresent()) {
        return leader.getAsInt();
      }
      Thread.sleep(50);
    }
    throw new CommandFailedException(
        ExitCode.FAILED, Failure.of(FailureCode.UNAVAILABLE, "no server says that it leads"));
  }
}
