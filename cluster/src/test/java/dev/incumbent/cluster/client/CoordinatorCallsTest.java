package dev.incumbent.cluster.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.incumbent.codec.Bytes;
import dev.incumbent.coordinator.Operation;
import dev.incumbent.election.Candidacy;
import dev.incumbent.election.Coordinator;
import dev.incumbent.election.EndReason;
import dev.incumbent.election.FencedStore;
import dev.incumbent.election.Freshness;
import dev.incumbent.election.NodeReport;
import dev.incumbent.error.FailureCode;
import dev.incumbent.error.IncumbentException;
import dev.incumbent.error.RejectedException;
import dev.incumbent.error.UnavailableException;
import dev.incumbent.lease.LeaseTimings;
import dev.incumbent.session.ClientMessage;
import dev.incumbent.spi.ClientConfig;
import dev.incumbent.spi.Coordinators;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class CoordinatorCallsTest extends ScriptedCoordinator {
  private static boolean waited(CountDownLatch let) {
    try {
      let.await();
      return true;
    } catch (InterruptedException e) {
      return false;
    }
  }

  @Test
  void completesFuturesOffTheProtocolThread() throws Exception {
    String thread =
        Await.answer(
            coordinator
                .store()
                .get("k", Freshness.LINEARIZABLE)
                .thenApply(read -> Thread.currentThread().getName()));

    assertThat(thread).doesNotStartWith("incumbent-client");
  }

  @Test
  void aBlockedContinuationDelaysNoRenewal() throws Exception {
    CountDownLatch let = new CountDownLatch(1);
    UntilStopped task = new UntilStopped();
    coordinator.campaign(config().build(), task);
    Await.until(task.leads);
    CompletableFuture<Boolean> blocked = blockedElsewhere(let);
    int renewals = node.received(ClientMessage.Renew.class).size();

    Await.until(
        "renewals go on", () -> node.received(ClientMessage.Renew.class).size() > renewals + 3);

    let.countDown();
    assertThat(Await.answer(blocked)).isTrue();
  }

  /** An answer that is faster than the continuation lets it run here, and blocks nobody else. */
  private CompletableFuture<Boolean> blockedElsewhere(CountDownLatch let) {
    Thread here = Thread.currentThread();
    CompletableFuture<Boolean> blocked;
    do {
      blocked =
          coordinator
              .store()
              .get("k", Freshness.STALE)
              .thenApply(read -> Thread.currentThread() != here && waited(let));
    } while (blocked.isDone());
    return blocked;
  }

  @Test
  void writesUnderALeadership() throws Exception {
    UntilStopped task = new UntilStopped();
    coordinator.campaign(config().build(), task);
    Await.until(task.leads);

    FencedStore.Writer writer = FencedStore.Writer.of(task.leadership.join());
    long version =
        Await.answer(coordinator.store().put(writer, "k", Bytes.utf8("v"), OptionalLong.empty()));

    assertThat(version).isEqualTo(1);
    Operation.Put put = awaited(Operation.Put.class);
    assertThat(put.token().value()).isEqualTo(1);
    assertThat(put.grant()).isEqualTo(task.leadership.join().grant());
  }

  @Test
  void refusesAValueThatIsTooLargeWithoutAskingAnybody() {
    FencedStore.Writer writer =
        new FencedStore.Writer(
            ELECTION,
            new dev.incumbent.fencing.FencingToken(1),
            new dev.incumbent.fencing.GrantId(1, 1));

    assertThatThrownBy(
            () ->
                Await.answer(
                    coordinator
                        .store()
                        .put(writer, "k", Bytes.copyOf(new byte[65_537]), OptionalLong.empty())))
        .hasCauseInstanceOf(RejectedException.class)
        .hasMessageContaining("65537");
    assertThat(node.received(ClientMessage.Request.class)).isEmpty();
  }

  @Test
  void reportsNodesThatDoNotAnswer() {
    try (Coordinator two =
        Coordinators.connect(
            "incumbent://" + node.address() + ",127.0.0.1:1", ClientConfig.of("two"))) {
      List<NodeReport> nodes = two.nodes();

      assertThat(nodes).extracting(NodeReport::address).contains("127.0.0.1:1", node.address());
      NodeReport away =
          nodes.stream().filter(n -> n.address().equals("127.0.0.1:1")).findFirst().orElseThrow();
      assertThat(away.view()).isEmpty();
      assertThat(away.failure().orElseThrow().code()).isEqualTo(FailureCode.UNAVAILABLE);
      assertThat(away.failure().orElseThrow().message()).contains("127.0.0.1:1");
    }
  }

  @Test
  void needsNoSessionToRead() throws Exception {
    Await.answer(coordinator.store().get("k", Freshness.STALE));

    assertThat(node.received(ClientMessage.Open.class)).isEmpty();
    assertThat(node.received(ClientMessage.Attach.class)).isEmpty();
  }

  @Test
  void closesEveryCandidacyThenTheSessionThenTheStream() throws Exception {
    UntilStopped task = new UntilStopped();
    Candidacy candidacy = coordinator.campaign(config().build(), task);
    Await.until(task.leads);

    coordinator.close();

    assertThat(candidacy.finished().toCompletableFuture()).succeedsWithin(Duration.ofSeconds(10));
    List<ClientMessage> received = node.received(ClientMessage.class);
    int release =
        indexOf(
            received,
            m ->
                m instanceof ClientMessage.Request r && r.operation() instanceof Operation.Release);
    int close = indexOf(received, ClientMessage.Close.class::isInstance);
    assertThat(release).isNotNegative().isLessThan(close);
    Await.until("the stream is closed", () -> node.closedStreams() == 1);
  }

  @Test
  void closesFromWithinItsOwnWorkWithoutWaitingForIt() throws Exception {
    CompletableFuture<Boolean> returned = new CompletableFuture<>();
    Candidacy candidacy =
        coordinator.campaign(
            config().build(),
            held -> {
              coordinator.close();
              returned.complete(held.stopSignal().await(Duration.ofSeconds(20)));
            });

    assertThat(Await.answer(returned)).isTrue();
    assertThat(Await.answer(candidacy.finished())).contains(EndReason.RESIGNED);
  }

  @Test
  void refusesEverythingOnceClosed() {
    coordinator.close();
    coordinator.close();

    assertThatThrownBy(() -> coordinator.campaign(config().build(), new UntilStopped()))
        .isInstanceOf(UnavailableException.class);
    assertThatThrownBy(() -> Await.answer(coordinator.store().get("k", Freshness.STALE)))
        .hasCauseInstanceOf(UnavailableException.class);
  }

  @Test
  void anUnreachableCoordinatorFailsAsSurelyNotApplied() {
    node.close();
    try (Coordinator nobody =
        Coordinators.connect(
            "incumbent://127.0.0.1:1",
            new ClientConfig(
                LeaseTimings.defaults(), "nobody", Optional.of(Duration.ofMillis(300))))) {

      assertThatThrownBy(
              () ->
                  Await.answer(
                      nobody
                          .elections()
                          .revoke(ELECTION, new dev.incumbent.fencing.FencingToken(1))))
          .cause()
          .isInstanceOfSatisfying(
              IncumbentException.class,
              refused -> assertThat(refused.code().surelyNotApplied()).isTrue());
    }
  }

  @Test
  void comesBackToANodeThatWasAway() throws Exception {
    UntilStopped task = new UntilStopped();
    coordinator.campaign(config().build(), task);
    Await.until(task.leads);
    int attaches = node.received(ClientMessage.Attach.class).size();

    node.send(new dev.incumbent.session.ServerMessage.Moving());

    Await.until(
        "it attached again", () -> node.received(ClientMessage.Attach.class).size() > attaches);
    assertThat(task.leadership.join().remaining()).isPositive();
    assertThat(told).containsExactly("lead 1");
  }

  private static int indexOf(
      List<ClientMessage> messages, java.util.function.Predicate<ClientMessage> which) {
    for (int i = 0; i < messages.size(); i++) {
      if (which.test(messages.get(i))) {
        return i;
      }
    }
    return -1;
  }
}
