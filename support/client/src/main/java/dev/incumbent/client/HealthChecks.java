package dev.incumbent.client;

import dev.incumbent.election.HealthCheck;
import dev.incumbent.session.client.ClientEvent;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Runs a candidate's health checks on a thread of its own, which exists only around them. Nobody is
 * interrupted (C-4): the protocol begins no check before the last one has returned.
 *
 * <p>Threads: {@link #run} and {@link #end} by the protocol thread.
 */
final class HealthChecks {
  private static final long IDLE_MILLIS = 2_000;

  private final long candidacy;
  private final HealthCheck check;
  private final Consumer<ClientEvent> tell;
  private final SlowCallbacks slow;
  private final String name;
  private final ThreadPoolExecutor thread;

  HealthChecks(String name, HealthCheck check, Term.Surroundings around) {
    this.name = name;
    this.check = check;
    candidacy = around.candidacy();
    tell = around.tell();
    slow = around.slow();
    thread =
        new ThreadPoolExecutor(
            0,
            1,
            IDLE_MILLIS,
            TimeUnit.MILLISECONDS,
            new LinkedBlockingQueue<>(),
            work -> Daemon.thread("incumbent-check-" + name, work));
  }

  /** Runs a check, and tells what came of it. */
  void run(long number) {
    thread.execute(() -> tell.accept(new ClientEvent.Checked(candidacy, number, failure())));
  }

  void end() {
    thread.shutdown();
  }

  private Optional<String> failure() {
    long running = slow.begin("the health check of " + name);
    try {
      check.check();
      return Optional.empty();
    } catch (Throwable t) {
      String message = t.getMessage();
      return Optional.of(message == null || message.isBlank() ? t.toString() : message);
    } finally {
      slow.end(running);
    }
  }
}
