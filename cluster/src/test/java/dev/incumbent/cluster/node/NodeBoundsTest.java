package dev.incumbent.cluster.node;

import static org.assertj.core.api.Assertions.assertThat;

import dev.incumbent.cluster.folder.Address;
import dev.incumbent.cluster.folder.Group;
import dev.incumbent.cluster.folder.RandomId;
import dev.incumbent.cluster.front.FrontServer;
import dev.incumbent.cluster.front.PeerChannels;
import dev.incumbent.cluster.front.PeerStream;
import dev.incumbent.codec.LogEntryCodec;
import dev.incumbent.codec.WireFormat;
import dev.incumbent.coordinator.Command;
import dev.incumbent.coordinator.CoordinatorState;
import dev.incumbent.coordinator.LogEntry;
import dev.incumbent.coordinator.StateConfig;
import dev.incumbent.error.FailureCode;
import dev.incumbent.session.ClientMessage;
import dev.incumbent.session.PeerMessage;
import dev.incumbent.session.Query;
import dev.incumbent.session.ServerMessage;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The bounds of a node's queues, reached. */
@Timeout(60)
class NodeBoundsTest {
  private static final CoordinatorState EMPTY = CoordinatorState.empty(StateConfig.defaults());
  private static final int MAX_STREAMS = 2;
  private static final int LONG_QUEUE = 4;
  private static final int WINDOW = 16;

  private final Address address = new Address("127.0.0.1", Ports.free(1).get(0));
  private final Group.Member self =
      new Group.Member(new RandomId(0, 1), address, new Address("127.0.0.1", 1));
  private final Group group =
      new Group(new RandomId(5, 5), new Group.Settings(16, 60_000), List.of(self));
  private final CompletableFuture<Throwable> failure = new CompletableFuture<>();
  private final ActorLoop loop = new ActorLoop("test-loop", System::nanoTime, failure::complete);
  private final ClientStreams clients =
      new ClientStreams(loop, new ClientStreams.Bounds(MAX_STREAMS, LONG_QUEUE));
  private final PeerChannels channels = new PeerChannels();
  private final SystemSources sources = SystemSources.ofMachine();
  private final PeerLinks peers =
      new PeerLinks(new LeaderLink.Surroundings(loop, channels, sources.random()));
  private final Serving parts =
      Serving.begin(new NodeStatus.Self(group, self, false), EMPTY, sources, loop, clients, peers);
  private FrontServer server;

  @BeforeEach
  void listen() {
    server =
        FrontServer.start(
            address, new FrontServer.Services(clients, peers, CompletableFuture::completedFuture));
  }

  @AfterEach
  void stop() {
    channels.close();
    server.close();
    loop.close();
    assertThat(failure).isNotDone();
  }

  @Test
  void refusesAStreamMoreThanItsBound() throws Exception {
    loop.start();
    try (RawClient first = RawClient.greeted(address.toString());
        RawClient second = RawClient.greeted(address.toString());
        RawClient third = new RawClient(address.toString())) {
      assertThat(third.await(ServerMessage.Refused.class).failure().code())
          .isEqualTo(FailureCode.UNAVAILABLE);
      assertThat(first.closed).isNotDone();
      assertThat(second.closed).isNotDone();
    }
  }

  /** And gives it once the loop has caught up, though no message comes that would remind it. */
  @Test
  void givesNoRoomForMessagesWhileTheLoopIsBehind() throws Exception {
    loop.start();
    AtomicBoolean behind = new AtomicBoolean(true);
    AtomicLong turns = new AtomicLong();
    try (RawClient client = RawClient.greeted(address.toString())) {
      for (int i = 0; i < 2 * LONG_QUEUE; i++) {
        loop.execute(() -> again(behind, turns));
      }
      for (int id = 1; id <= 10 * WINDOW; id++) {
        client.send(new ClientMessage.Read(id, new Query.NodeStatus(), true));
      }
      long answered = answers(client, WINDOW - 1);
      long seen = turns.get();
      while (turns.get() < seen + 10_000) {
        Thread.onSpinWait();
      }
      answered += client.drain(ServerMessage.ReadAnswer.class);
      assertThat(answered).isLessThanOrEqualTo(WINDOW);
      behind.set(false);
      assertThat(answered + answers(client, (int) (10 * WINDOW - answered))).isEqualTo(10 * WINDOW);
    }
  }

  private void again(AtomicBoolean behind, AtomicLong turns) {
    turns.incrementAndGet();
    if (behind.get()) {
      loop.execute(() -> again(behind, turns));
    }
  }

  private static long answers(RawClient client, int count) throws InterruptedException {
    for (int i = 0; i < count; i++) {
      client.await(ServerMessage.ReadAnswer.class);
    }
    return count;
  }

  @Test
  void letsTheLogGetNoFurtherAheadOfTheLoopThanItsBound() throws Exception {
    Replica replica = new Replica(EMPTY, StateConfig.defaults(), loop, parts.host());
    AtomicInteger applied = new AtomicInteger();
    Thread applier =
        new Thread(
            () -> {
              for (int index = 1; index <= Replica.MAX_UNTOLD + 10; index++) {
                replica.apply(1, index, noop(index));
                applied.incrementAndGet();
              }
            });
    applier.start();
    while (applier.getState() != Thread.State.WAITING) {
      Thread.onSpinWait();
    }
    assertThat(applied).hasValue(Replica.MAX_UNTOLD);
    loop.start();
    applier.join();
    assertThat(applied).hasValue(Replica.MAX_UNTOLD + 10);
  }

  private static byte[] noop(long random) {
    return LogEntryCodec.encode(new LogEntry(1, random, 0, List.of(new Command.Noop())));
  }

  @Test
  void endsTheOldestStreamOfAPeerThatOpensTooMany() throws Exception {
    loop.start();
    byte[] hello =
        WireFormat.encode(
            new PeerMessage.Hello(
                WireFormat.VERSION, group.cluster().toString(), self.node().toString()));
    CompletableFuture<Integer> ended = new CompletableFuture<>();
    for (int number = 0; number <= PeerLinks.MAX_STREAMS_A_NODE; number++) {
      assertThat(ended).isNotDone();
      CompletableFuture<byte[]> greeted = new CompletableFuture<>();
      channels.open(address, listener(number, greeted, ended)).send(hello);
      assertThat(greeted.get(20, TimeUnit.SECONDS)).isEqualTo(hello);
    }
    assertThat(ended.get(20, TimeUnit.SECONDS)).isZero();
  }

  @Test
  void refusesThePeerStreamOfAStranger() throws Exception {
    loop.start();
    byte[] hello = WireFormat.encode(new PeerMessage.Hello(WireFormat.VERSION, "other", "unknown"));
    CompletableFuture<Integer> ended = new CompletableFuture<>();
    channels.open(address, listener(7, new CompletableFuture<>(), ended)).send(hello);
    assertThat(ended.get(20, TimeUnit.SECONDS)).isEqualTo(7);
  }

  private static PeerStream.Listener listener(
      int number, CompletableFuture<byte[]> greeted, CompletableFuture<Integer> ended) {
    return new PeerStream.Listener() {
      @Override
      public void received(byte[] message) {
        greeted.complete(message);
      }

      @Override
      public void closed(String why) {
        ended.complete(number);
      }
    };
  }
}
