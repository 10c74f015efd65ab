package dev.incumbent.cluster.node;

import static org.assertj.core.api.Assertions.assertThat;

import dev.incumbent.codec.Bytes;
import dev.incumbent.codec.WireFormat;
import dev.incumbent.coordinator.Operation;
import dev.incumbent.coordinator.OperationResult;
import dev.incumbent.coordinator.SessionEvent;
import dev.incumbent.election.CandidateName;
import dev.incumbent.election.ElectionName;
import dev.incumbent.election.Revocation;
import dev.incumbent.session.Answer;
import dev.incumbent.session.ClientMessage;
import dev.incumbent.session.NodeView;
import dev.incumbent.session.Query;
import dev.incumbent.session.ServerMessage;
import dev.incumbent.session.SessionId;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A cluster of one real node, asked message by message. */
class OneNodeTest {
  private static final SessionId SESSION = new SessionId(1, 2);
  private static final ElectionName ELECTION = new ElectionName("nightly");
  private static final CandidateName ME = new CandidateName("me");

  @TempDir Path folder;

  private static SessionEvent.Granted lead(RawClient client) throws InterruptedException {
    client.send(new ClientMessage.Attach(SESSION, 1, 0));
    client.send(new ClientMessage.Open(SESSION, 1, 5_000, "test"));
    assertThat(client.await(ServerMessage.Opened.class).ttlMillis()).isEqualTo(5_000);
    Operation campaign =
        new Operation.Campaign(
            ELECTION, ME, 0, Revocation.AFTER_LEASE, List.of(), "here", Bytes.EMPTY, false, 0);
    client.send(new ClientMessage.Request(SESSION, 1, 0, campaign));
    return (SessionEvent.Granted) client.await(ServerMessage.Event.class).event();
  }

  private static Answer.Value read(RawClient client, long id) throws InterruptedException {
    client.send(new ClientMessage.Read(id, new Query.Key("k"), false));
    ServerMessage.ReadAnswer answer = client.await(ServerMessage.ReadAnswer.class);
    assertThat(answer.linearizable()).isTrue();
    return (Answer.Value) answer.answer();
  }

  @Test
  void servesASessionAnElectionAndAFencedKey() throws Exception {
    try (TestCluster cluster = new TestCluster(folder, 1)) {
      cluster.startAll(true);
      try (RawClient client = RawClient.greeted(cluster.address(0))) {
        SessionEvent.Granted grant = lead(client);
        Operation put =
            new Operation.Put(
                ELECTION, grant.token(), grant.grant(), "k", Bytes.utf8("v"), OptionalLong.empty());
        client.send(new ClientMessage.Request(SESSION, 2, 1, put));
        assertThat(client.await(ServerMessage.Response.class).result())
            .isEqualTo(new OperationResult.Written(1));
        assertThat(read(client, 1).stored().orElseThrow().value()).isEqualTo(Bytes.utf8("v"));
      }
    }
  }

  @Test
  void refusesAMessageOfAnUnknownFormatByName() throws Exception {
    try (TestCluster cluster = new TestCluster(folder, 1)) {
      cluster.startAll(true);
      try (RawClient client = RawClient.greeted(cluster.address(0))) {
        byte[] message = WireFormat.encode(new ClientMessage.Read(1, new Query.NodeStatus(), true));
        message[0] = 7;
        client.sendBytes(message);
        assertThat(client.await(ServerMessage.Refused.class).failure().message())
            .contains("format 7 is unknown");
        assertThat(client.closed.get(20, TimeUnit.SECONDS).isOk()).isTrue();
      }
    }
  }

  @Test
  void saysWhatItIs() throws Exception {
    try (TestCluster cluster = new TestCluster(folder, 1)) {
      cluster.startAll(true);
      try (RawClient client = RawClient.greeted(cluster.address(0))) {
        client.send(new ClientMessage.Read(1, new Query.NodeStatus(), true));
        Answer answer = client.await(ServerMessage.ReadAnswer.class).answer();
        NodeView view = ((Answer.Status) answer).node();
        assertThat(view.role()).isEqualTo(NodeView.Role.LEADER);
        assertThat(view.ready()).isTrue();
        assertThat(view.quorum()).isTrue();
        assertThat(view.insecure()).isFalse();
        assertThat(view.address()).isEqualTo(cluster.address(0));
        assertThat(view.node()).isEqualTo(cluster.node(0).id());
        assertThat(view.cluster()).isEqualTo(cluster.node(0).cluster().orElseThrow());
      }
    }
  }

  @Test
  void stopsWithinFiveSecondsAndTellsItsClientsToMove() throws Exception {
    try (TestCluster cluster = new TestCluster(folder, 1)) {
      cluster.startAll(true);
      Node node = cluster.node(0);
      try (RawClient client = RawClient.greeted(cluster.address(0))) {
        long start = System.nanoTime();
        node.close();
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
        client.await(ServerMessage.Moving.class);
        assertThat(client.closed.get(20, TimeUnit.SECONDS).isOk()).isTrue();
        assertThat(node.stopped().toCompletableFuture()).isCompleted();
        node.close();
      }
      assertThat(threads()).isEmpty();
    }
  }

  /** Threads of nodes that are not about to end. */
  private static List<String> threads() throws InterruptedException {
    List<String> names = List.of();
    for (int attempt = 0; attempt < 50; attempt++) {
      names =
          Thread.getAllStackTraces().keySet().stream()
              .map(Thread::getName)
              .filter(name -> name.startsWith("incumbent-") || name.startsWith("engine-"))
              .toList();
      if (names.isEmpty()) {
        return names;
      }
      for (Thread thread : Thread.getAllStackTraces().keySet()) {
        if (names.contains(thread.getName())) {
          thread.join(100);
        }
      }
    }
    return names;
  }
}
