package dev.incumbent.cli.bench;

import dev.incumbent.cli.dev.Contestant;
import dev.incumbent.cli.output.Figure;
import java.time.Duration;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Pauses of the leader's process: from SIGSTOP to the new leader's work. Beside it, for how long
 * after SIGCONT the old one believes that it leads, and how many writes of it are accepted then.
 */
final class Pause implements Workload {
  private static final String BELIEVES = "old one believes after SIGCONT";
  private static final String ACCEPTED = "its writes accepted";
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /** Until another's start is over: the old one goes on on a quiet machine. */
  private static final long PAUSE_MILLIS = 1_500;

  /** Until the old one stands again, and the next one has renewed often enough to be missed. */
  private static final long SETTLE_MILLIS = 5_000;

  @Override
  public SortedMap<String, Aim> beside() {
    return new TreeMap<>(
        Map.of(
            BELIEVES, new Aim("ms", 5, Aim.Better.LOWER),
            ACCEPTED, new Aim("writes", 0, Aim.Better.LOWER)));
  }

  @Override
  public void run(Field field, int times, Figure measured) throws InterruptedException {
    Figure believes = measured.beside(BELIEVES, "ms");
    Figure accepted = measured.beside(ACCEPTED, "writes");
    for (int i = 0; i < times; i++) {
      Electorate.Leader old = field.electorate().awaitLeader(0);
      long paused = field.pause(old);
      measured.addNanos(field.electorate().awaitLeader(old.token()).electedNanos() - paused);
      Thread.sleep(PAUSE_MILLIS);
      // It finds the order before it can have heard anything.
      old.candidate().child().say("try");
      long resumed = field.resume(old);
      believes.addNanos(Math.max(0, Electorate.awaitStop(old) - resumed));
      accepted.add(acceptedWrites(old));
      Thread.sleep(SETTLE_MILLIS);
    }
  }

  private static int acceptedWrites(Electorate.Leader old) throws InterruptedException {
    Contestant.Line late =
        old.candidate()
            .await(LateWrite.decided(old.token()), PATIENCE)
            .orElseThrow(
                () ->
                    new IllegalStateException(
                        old.candidate().process() + " got no answer to its late write"));
    return LateWrite.isAccepted(late) ? 1 : 0;
  }
}
