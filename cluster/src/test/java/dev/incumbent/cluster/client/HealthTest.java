package dev.incumbent.cluster.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.incumbent.codec.Bytes;
import dev.incumbent.coordinator.Operation;
import dev.incumbent.election.Candidacy;
import dev.incumbent.election.CandidateName;
import dev.incumbent.election.CoordinatorHealth;
import dev.incumbent.election.EndReason;
import dev.incumbent.election.HealthCheck;
import dev.incumbent.election.HealthConfig;
import dev.incumbent.election.LeaderTask;
import dev.incumbent.election.Leadership;
import dev.incumbent.election.Observation;
import dev.incumbent.fencing.Incarnation;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** What a candidacy and an application are told of their own health and of the coordinator's. */
class HealthTest extends ScriptedCoordinator {
  private final AtomicBoolean healthy = new AtomicBoolean(true);

  @Test
  void s5_anUnhealthyLeaderYieldsAndComesBackWhenItIsHealthy() throws Exception {
    UntilStopped task = new UntilStopped();
    coordinator.campaign(config().health(checked(Duration.ofMillis(200))).build(), task);
    Await.until(task.leads);

    healthy.set(false);

    Await.until("it was told the end", () -> told.contains("ended 1 UNHEALTHY"));
    assertThat(told).startsWith("lead 1", "stop UNHEALTHY", "ended 1 UNHEALTHY");
    Operation.Release release = awaited(Operation.Release.class);
    assertThat(release.reason()).isEqualTo(EndReason.UNHEALTHY);
    assertThat(release.detail()).contains("disk full");
    awaitRenewals(3);
    assertThat(node.requested(Operation.Campaign.class)).hasSize(1);
    healthy.set(true);
    Await.until("it leads again", () -> told.contains("lead 2"));
  }

  private static HealthConfig checkedBy(HealthCheck check) {
    return HealthConfig.of(check)
        .every(Duration.ofMillis(100), Duration.ofMillis(50))
        .thresholds(3, 1)
        .hold(Duration.ZERO);
  }

  @Test
  void c2_checksOnAThreadOfItsOwnAndRenewsWhileACheckHangs() throws Exception {
    ConcurrentLinkedQueue<String> threads = new ConcurrentLinkedQueue<>();
    CountDownLatch let = new CountDownLatch(1);
    AtomicBoolean hang = new AtomicBoolean();
    HealthConfig config =
        checkedBy(
            () -> {
              threads.add(Thread.currentThread().getName());
              if (hang.get()) {
                let.await();
              }
            });
    UntilStopped task = new UntilStopped();
    coordinator.campaign(config().health(config).build(), task);
    Await.until(task.leads);

    hang.set(true);

    Await.until("it yields", () -> told.contains("ended 1 UNHEALTHY"));
    awaitRenewals(3);
    assertThat(threads).allMatch(name -> name.startsWith("incumbent-check-orders-a"));
    hang.set(false);
    let.countDown();
    Await.until("it leads again", () -> told.contains("lead 2"));
  }

  @Test
  void tellsTheTaskOfJeopardyAndSafetyOnAThreadBesideItsWork() throws Exception {
    JeopardyTask task = new JeopardyTask();
    coordinator.campaign(config().build(), task);
    Leadership held = Await.answer(task.leadership);
    assertThat(held.inJeopardy()).isFalse();

    node.acknowledge(false);
    Await.until("it is in jeopardy", () -> told.contains("jeopardy true"));
    node.acknowledge(true);

    Await.until("it is safe again", () -> told.contains("safe false"));
    assertThat(held.remaining()).isPositive();
    assertThat(task.threads).allMatch(name -> name.startsWith("incumbent-jeopardy-"));
  }

  @Test
  void s5_waitsForAWordOfJeopardyBeforeItReleases() throws Exception {
    JeopardyTask task = new JeopardyTask();
    Candidacy candidacy =
        coordinator.campaign(config().drainBound(Duration.ofSeconds(60)).build(), task);
    Await.answer(task.leadership);
    task.blocks.set(true);
    node.acknowledge(false);
    Await.until("it was told", () -> told.contains("jeopardy true"));
    node.acknowledge(true);

    Thread closing = new Thread(candidacy::close);
    closing.start();
    Await.until("the work has returned", () -> told.contains("returned"));
    awaitRenewals(3);
    assertThat(node.requested(Operation.Release.class)).isEmpty();
    task.let.countDown();

    closing.join();
    assertThat(node.requested(Operation.Release.class)).hasSize(1);
    assertThat(told).last().isEqualTo("ended RESIGNED");
  }

  @Test
  void tellsWhatTheCoordinatorCanDoWhenItChanges() throws Exception {
    ConcurrentLinkedQueue<CoordinatorHealth.State> states = new ConcurrentLinkedQueue<>();
    Await.until("it is connected", () -> state() == CoordinatorHealth.State.AVAILABLE);
    Observation observation = coordinator.observeHealth(health -> states.add(health.state()));
    Await.until("it was told", () -> !states.isEmpty());
    assertThat(coordinator.health().why()).isEmpty();

    node.close();

    Await.until("it is gone", () -> state() == CoordinatorHealth.State.UNREACHABLE);
    assertThat(coordinator.health().why()).isNotEmpty();
    Await.until("it was told", () -> states.size() == 2);
    assertThat(states)
        .containsExactly(CoordinatorHealth.State.AVAILABLE, CoordinatorHealth.State.UNREACHABLE);
    observation.close();
    coordinator.close();
    assertThat(state()).isEqualTo(CoordinatorHealth.State.CLOSED);
    assertThat(states).hasSize(2);
  }

  @Test
  void c2_aSlowOrThrowingHealthObserverHoldsNobodyUp() throws Exception {
    CountDownLatch let = new CountDownLatch(1);
    coordinator.observeHealth(
        health -> {
          throw new IllegalStateException("on purpose");
        });
    coordinator.observeHealth(
        health -> {
          try {
            let.await();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        });
    UntilStopped task = new UntilStopped();

    coordinator.campaign(config().build(), task);

    Await.until(task.leads);
    let.countDown();
  }

  @Test
  void handsOverAfterADelayAndShowsOtherMetadata() throws Exception {
    UntilStopped task = new UntilStopped();
    Candidacy candidacy = coordinator.campaign(config().build(), task);
    Await.until(task.leads);

    Duration delay = Duration.ofMillis(300);
    long startNanos = System.nanoTime();
    var unused = candidacy.handOverAfter(delay, new CandidateName("b"));
    Await.answer(candidacy.updateMetadata(Bytes.utf8("10.0.0.7")));

    assertThat(awaited(Operation.UpdateMetadata.class).metadata())
        .isEqualTo(Bytes.utf8("10.0.0.7"));
    Await.until("it is asked", () -> !node.requested(Operation.RequestHandover.class).isEmpty());
    assertThat(System.nanoTime() - startNanos).isGreaterThanOrEqualTo(delay.toNanos());
  }

  @Test
  void tellsWhichProcessAndClientItIs() throws Exception {
    UntilStopped task = new UntilStopped();
    coordinator.campaign(config().build(), task);
    Await.until(task.leads);

    String text = awaited(Operation.Campaign.class).incarnation();

    var process = Incarnation.find(text).orElseThrow();
    assertThat(process.pid()).isEqualTo(ProcessHandle.current().pid());
    assertThat(process.startMillis())
        .isEqualTo(ProcessHandle.current().info().startInstant().orElseThrow().toEpochMilli());
  }

  private CoordinatorHealth.State state() {
    return coordinator.health().state();
  }

  private HealthConfig checked(Duration hold) {
    return HealthConfig.of(
            () -> {
              if (!healthy.get()) {
                throw new IOException("disk full");
              }
            })
        .every(Duration.ofMillis(100), Duration.ofMillis(100))
        .thresholds(2, 1)
        .hold(hold);
  }

  /** Leads until stopped, and notes what it is told of jeopardy. */
  private final class JeopardyTask implements LeaderTask {
    final CompletableFuture<Leadership> leadership = new CompletableFuture<>();
    final ConcurrentLinkedQueue<String> threads = new ConcurrentLinkedQueue<>();
    final AtomicBoolean blocks = new AtomicBoolean();
    final CountDownLatch let = new CountDownLatch(1);

    @Override
    public void lead(Leadership held) throws InterruptedException {
      leadership.complete(held);
      held.stopSignal().await();
      told.add("returned");
    }

    @Override
    public void onJeopardy(Leadership held) {
      threads.add(Thread.currentThread().getName());
      told.add("jeopardy " + held.inJeopardy());
      if (blocks.get()) {
        try {
          let.await();
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
        }
      }
    }

    @Override
    public void onSafe(Leadership held) {
      threads.add(Thread.currentThread().getName());
      told.add("safe " + held.inJeopardy());
    }

    @Override
    public void ended(Leadership held, EndReason reason) {
      told.add("ended " + reason);
    }
  }
}
