package dev.incumbent.cluster.node;

import static org.assertj.core.api.Assertions.assertThat;

import dev.incumbent.codec.Bytes;
import dev.incumbent.coordinator.Operation;
import dev.incumbent.coordinator.OperationResult;
import dev.incumbent.coordinator.SessionEvent;
import dev.incumbent.election.CandidateName;
import dev.incumbent.election.ElectionName;
import dev.incumbent.election.ElectionView;
import dev.incumbent.election.Revocation;
import dev.incumbent.error.FailureCode;
import dev.incumbent.session.Answer;
import dev.incumbent.session.ClientMessage;
import dev.incumbent.session.Query;
import dev.incumbent.session.ServerMessage;
import dev.incumbent.session.SessionId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;

/** A session by hand: a stream to each of some nodes, and a main attachment at the leader. */
final class TestSession implements AutoCloseable {
  private static final long TTL_MILLIS = 60_000;

  private final SessionId id;
  private final Map<String, RawClient> streams = new LinkedHashMap<>();
  private RawClient main;
  private String leader = "";
  private long attachments;
  private long sequence;
  private long reads;
  private long renewals = 1;

  /** Greets the nodes, and finds the leader among them. */
  TestSession(long number, List<String> addresses) throws InterruptedException {
    id = new SessionId(number, number);
    for (String address : addresses) {
      streams.put(address, RawClient.greeted(address));
    }
    main = findLeader();
  }

  private RawClient findLeader() throws InterruptedException {
    while (true) {
      for (Map.Entry<String, RawClient> stream : streams.entrySet()) {
        if (stream.getValue().leads()) {
          leader = stream.getKey();
          return stream.getValue();
        }
      }
      Thread.onSpinWait();
    }
  }

  String leader() {
    return leader;
  }

  RawClient stream(String address) {
    return Objects.requireNonNull(streams.get(address));
  }

  /** Attaches at all, last at the leader, and opens the session there. */
  TestSession open() throws InterruptedException {
    for (RawClient stream : streams.values()) {
      if (stream != main) {
        stream.send(new ClientMessage.Attach(id, ++attachments, 0));
      }
    }
    return openAtLeader();
  }

  TestSession openAtLeader() throws InterruptedException {
    main.send(new ClientMessage.Attach(id, ++attachments, 0));
    main.send(new ClientMessage.Open(id, 1, TTL_MILLIS, "test"));
    main.await(ServerMessage.Opened.class);
    return this;
  }

  /** Leads an election from now on. */
  SessionEvent.Granted lead(String election, Revocation revocation) throws InterruptedException {
    List<String> fences = revocation == Revocation.ON_SUSPICION ? List.of("f") : List.of();
    request(
        new Operation.Campaign(
            new ElectionName(election),
            new CandidateName("me"),
            0,
            revocation,
            fences,
            "here",
            Bytes.EMPTY,
            false,
            0));
    return (SessionEvent.Granted) main.await(ServerMessage.Event.class).event();
  }

  void renew() {
    main.send(new ClientMessage.Renew(id, ++renewals, 0));
  }

  /** The next end of one of its leaderships. */
  SessionEvent.Ended awaitEnd() throws InterruptedException {
    return (SessionEvent.Ended) main.await(ServerMessage.Event.class).event();
  }

  OperationResult put(SessionEvent.Granted grant, String key, String value)
      throws InterruptedException {
    request(
        new Operation.Put(
            grant.election(),
            grant.token(),
            grant.grant(),
            key,
            Bytes.utf8(value),
            OptionalLong.empty()));
    return main.await(ServerMessage.Response.class).result();
  }

  private void request(Operation operation) {
    main.send(new ClientMessage.Request(id, ++sequence, 0, operation));
  }

  /** The election as the leader knows it, linearizable. */
  ElectionView election(String name) throws InterruptedException {
    Answer answer = read(main, new Query.Election(new ElectionName(name)));
    return ((Answer.Elections) answer).views().get(0);
  }

  String get(String key) throws InterruptedException {
    Answer answer = read(main, new Query.Key(key));
    return ((Answer.Value) answer).stored().orElseThrow().value().toUtf8();
  }

  private Answer read(RawClient stream, Query query) throws InterruptedException {
    stream.send(new ClientMessage.Read(++reads, query, false));
    ServerMessage.ReadAnswer answer = stream.await(ServerMessage.ReadAnswer.class);
    assertThat(answer.linearizable()).isTrue();
    return answer.answer();
  }

  /** Reads at one node until the read fails for that reason. */
  void awaitFailure(String address, FailureCode code) throws InterruptedException {
    RawClient stream = stream(address);
    FailureCode seen;
    do {
      stream.send(new ClientMessage.Read(++reads, new Query.Key("k"), false));
      seen = stream.await(ServerMessage.ReadFailed.class).failure().code();
    } while (seen != code);
  }

  ServerMessage.ReadAnswer staleRead(String address, String key) throws InterruptedException {
    RawClient stream = stream(address);
    stream.send(new ClientMessage.Read(++reads, new Query.Key(key), true));
    return stream.await(ServerMessage.ReadAnswer.class);
  }

  /** Closes every stream, as a process does that ends. */
  @Override
  public void close() {
    streams.values().forEach(RawClient::close);
  }
}
