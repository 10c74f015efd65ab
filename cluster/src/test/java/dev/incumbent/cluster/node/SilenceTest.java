package dev.incumbent.cluster.node;

import static org.assertj.core.api.Assertions.assertThat;

import dev.incumbent.coordinator.SessionEvent;
import dev.incumbent.election.EndReason;
import dev.incumbent.election.Revocation;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** L-1: a real node finds the silence of a session whose stream is open. */
@Timeout(60)
class SilenceTest {
  private static final long PERIOD_MILLIS = 20;
  private static final int MANY = 60;

  @TempDir Path folder;

  private static Future<?> renewManyTimes(ScheduledExecutorService clock, TestSession session)
      throws InterruptedException {
    CountDownLatch renewed = new CountDownLatch(MANY);
    Future<?> renewing =
        every(
            clock,
            () -> {
              session.renew();
              renewed.countDown();
            });
    renewed.await();
    return renewing;
  }

  @Test
  void l1_endsWhatASilentSessionHoldsOnSuspicionAndNotTheSession() throws Exception {
    ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
    try (TestCluster cluster = new TestCluster(folder, 1)) {
      cluster.startAll(true);
      try (TestSession silent = new TestSession(1, cluster.addresses()).open();
          TestSession other = new TestSession(2, cluster.addresses()).open()) {
        SessionEvent.Granted grant = silent.lead("nightly", Revocation.ON_SUSPICION);
        var unused = every(clock, other::renew);
        Future<?> renewing = renewManyTimes(clock, silent);

        renewing.cancel(false);

        assertThat(silent.awaitEnd())
            .isEqualTo(new SessionEvent.Ended(grant.election(), grant.token(), EndReason.SILENT));
        assertThat(silent.election("nightly").holder()).isEmpty();
      }
    } finally {
      clock.shutdownNow();
    }
  }

  private static Future<?> every(ScheduledExecutorService clock, Runnable task) {
    return clock.scheduleAtFixedRate(task, 0, PERIOD_MILLIS, TimeUnit.MILLISECONDS);
  }
}
