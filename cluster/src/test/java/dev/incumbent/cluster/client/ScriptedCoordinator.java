package dev.incumbent.cluster.client;

import dev.incumbent.coordinator.Operation;
import dev.incumbent.election.CampaignConfig;
import dev.incumbent.election.CandidateName;
import dev.incumbent.election.Coordinator;
import dev.incumbent.election.ElectionName;
import dev.incumbent.election.EndReason;
import dev.incumbent.election.LeaderTask;
import dev.incumbent.election.Leadership;
import dev.incumbent.fencing.Claim;
import dev.incumbent.fencing.Fence;
import dev.incumbent.lease.LeaseTimings;
import dev.incumbent.session.ClientMessage;
import dev.incumbent.spi.ClientConfig;
import dev.incumbent.spi.Coordinators;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;

/** A client against a scripted node, for tests. */
@Timeout(120)
abstract class ScriptedCoordinator {
  static final ElectionName ELECTION = new ElectionName("orders");
  static final CandidateName CANDIDATE = new CandidateName("a");

  final ScriptedNode node = new ScriptedNode();
  final Coordinator coordinator = connect(Duration.ofSeconds(2));
  final ConcurrentLinkedQueue<String> told = new ConcurrentLinkedQueue<>();

  final Coordinator connect(Duration ttl) {
    return Coordinators.connect(
        "incumbent://" + node.address(),
        new ClientConfig(LeaseTimings.ofTtl(ttl), "test", Optional.of(Duration.ofSeconds(2))));
  }

  @AfterEach
  void close() {
    coordinator.close();
    node.close();
  }

  static CampaignConfig.Builder config() {
    return CampaignConfig.of(ELECTION, CANDIDATE);
  }

  /** The first operation of that kind, which may still be on its way. */
  final <T extends Operation> T awaited(Class<T> kind) {
    Await.until(kind.getSimpleName() + " has arrived", () -> !node.requested(kind).isEmpty());
    return node.requested(kind).get(0);
  }

  /** Waits until so many more have arrived. */
  final void awaitRenewals(int more) {
    int before = node.received(ClientMessage.Renew.class).size();
    Await.until(
        "it renews", () -> node.received(ClientMessage.Renew.class).size() >= before + more);
  }

  /** A task that leads until it is told to stop, and notes what it is told. */
  final class UntilStopped implements LeaderTask {
    final CountDownLatch leads = new CountDownLatch(1);
    final CompletableFuture<Leadership> leadership = new CompletableFuture<>();

    @Override
    public void lead(Leadership held) throws InterruptedException {
      told.add("lead " + held.token());
      leadership.complete(held);
      leads.countDown();
      held.stopSignal().await();
      told.add("stop " + held.stopSignal().cause().orElseThrow());
    }

    @Override
    public void ended(Leadership held, EndReason reason) {
      told.add("ended " + held.token() + " " + reason);
    }
  }

  static Fence fence(String name, Consumer<Claim> claims) {
    return new Fence() {
      @Override
      public String name() {
        return name;
      }

      @Override
      public void claim(Claim claim) {
        claims.accept(claim);
      }
    };
  }
}
