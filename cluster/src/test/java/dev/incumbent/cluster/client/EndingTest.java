package dev.incumbent.cluster.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.incumbent.coordinator.Operation;
import dev.incumbent.coordinator.SessionEvent;
import dev.incumbent.election.Candidacy;
import dev.incumbent.election.EndReason;
import dev.incumbent.election.LeaderTask;
import dev.incumbent.election.Leadership;
import dev.incumbent.election.StopSignal;
import dev.incumbent.error.LeadershipLostException;
import dev.incumbent.session.ClientMessage;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class EndingTest extends ScriptedCoordinator {
  private static CompletableFuture<Integer> callThatWaits(
      Leadership held, CountDownLatch inside, CountDownLatch let) {
    return CompletableFuture.supplyAsync(
        () -> {
          try {
            return held.call(
                () -> {
                  inside.countDown();
                  let.await();
                  return 7;
                });
          } catch (Exception e) {
            throw new IllegalStateException(e);
          }
        });
  }

  /** Work that goes on until it is let go, whatever it is told. */
  private final class Stubborn implements LeaderTask {
    private final CountDownLatch leads;
    private final CountDownLatch let;

    Stubborn(CountDownLatch leads, CountDownLatch let) {
      this.leads = leads;
      this.let = let;
    }

    @Override
    public void lead(Leadership held) throws InterruptedException {
      leads.countDown();
      let.await();
      told.add("returned");
    }

    @Override
    public void ended(Leadership held, EndReason reason) {
      told.add("ended " + reason);
    }
  }

  @Test
  void s7_expiresByItselfAndStopsTheWork() throws Exception {
    UntilStopped task = new UntilStopped();
    coordinator.campaign(config().build(), task);
    Await.until(task.leads);
    Leadership held = task.leadership.join();
    assertThat(held.remaining()).isPositive();
    held.requireValid();

    node.acknowledge(false);

    Await.until("no time is left", () -> held.remaining().isZero());
    assertThat(held.stopSignal().cause()).contains(StopSignal.Cause.LOST);
    assertThatThrownBy(held::requireValid).isInstanceOf(LeadershipLostException.class);
    assertThatThrownBy(() -> held.call(() -> 1)).isInstanceOf(LeadershipLostException.class);
    node.acknowledge(true);
    // The node went on granting meanwhile: grants without a lease were given back unserved.
    Await.until("the next leads", () -> told.size() == 4);
    assertThat(held.remaining()).isZero();
    assertThat(told).startsWith("lead 1", "stop LOST", "ended 1 LOST");
    assertThat(told).last().asString().matches("lead ([2-9]|1[0-9])[0-9]*");
    assertThat(awaited(Operation.Release.class).reason()).isEqualTo(EndReason.LOST);
  }

  @Test
  void s5_releasesOnlyAfterTheCallsInFlightHaveReturned() throws Exception {
    CountDownLatch inside = new CountDownLatch(1);
    CountDownLatch let = new CountDownLatch(1);
    UntilStopped task = new UntilStopped();
    Candidacy candidacy =
        coordinator.campaign(config().drainBound(Duration.ofSeconds(60)).build(), task);
    Await.until(task.leads);
    CompletableFuture<Integer> call = callThatWaits(task.leadership.join(), inside, let);
    Await.until(inside);

    CompletableFuture<Void> closing = CompletableFuture.runAsync(candidacy::close);
    Await.until("it was told to stop", () -> told.contains("stop CLOSING"));
    int renewals = node.received(ClientMessage.Renew.class).size();
    Await.until(
        "it renewed since", () -> node.received(ClientMessage.Renew.class).size() > renewals + 1);
    assertThat(node.requested(Operation.Release.class)).isEmpty();
    assertThat(closing).isNotDone();
    let.countDown();

    assertThat(Await.answer(call)).isEqualTo(7);
    Await.answer(closing);
    assertThat(node.requested(Operation.Release.class)).hasSize(1);
  }

  @Test
  void s5_abandonsWorkThatDoesNotReturnAndNeverInterruptsIt() throws Exception {
    CountDownLatch leads = new CountDownLatch(1);
    CountDownLatch let = new CountDownLatch(1);
    Candidacy candidacy =
        coordinator.campaign(
            config().drainBound(Duration.ofMillis(200)).build(), new Stubborn(leads, let));
    Await.until(leads);

    candidacy.close();

    assertThat(node.requested(Operation.Release.class)).isEmpty();
    Await.until("it is abandoned", () -> !node.requested(Operation.Abandon.class).isEmpty());
    assertThat(told).isEmpty();
    let.countDown();
    assertThat(Await.answer(candidacy.finished())).contains(EndReason.ABANDONED);
    Await.until("it was told the end", () -> told.size() == 2);
    assertThat(told).containsExactly("returned", "ended ABANDONED");
    assertThat(awaited(Operation.Release.class).reason()).isEqualTo(EndReason.ABANDONED);
  }

  @Test
  void aWithdrawnLeadershipStopsAndIsReleased() throws Exception {
    UntilStopped task = new UntilStopped();
    coordinator.campaign(config().finishAfterLoss().build(), task);
    Await.until(task.leads);

    Await.answer(coordinator.elections().revoke(ELECTION, task.leadership.join().token()));

    Await.until("it was told the end", () -> told.size() == 3);
    assertThat(told).containsExactly("lead 1", "stop WITHDRAWN", "ended 1 REVOKED");
  }

  @Test
  void theCoordinatorsWordEndsTheLeadershipAtOnce() throws Exception {
    UntilStopped task = new UntilStopped();
    coordinator.campaign(config().finishAfterLoss().build(), task);
    Await.until(task.leads);
    Leadership held = task.leadership.join();

    node.tell(new SessionEvent.Ended(ELECTION, held.token(), EndReason.CRASHED));

    assertThat(Await.answer(held.stopSignal().asStage())).isEqualTo(StopSignal.Cause.LOST);
    assertThat(held.remaining()).isZero();
    Await.until("it was told the end", () -> told.contains("ended 1 CRASHED"));
    assertThat(node.requested(Operation.Release.class)).isEmpty();
  }
}
