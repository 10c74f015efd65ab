package dev.incumbent.coordinator.host;

import dev.incumbent.error.Failure;
import dev.incumbent.error.FailureCode;
import dev.incumbent.session.Answer;
import dev.incumbent.session.ClientMessage;
import dev.incumbent.session.Query;
import dev.incumbent.session.ServerMessage;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;

/**
 * Reads (S-10): stale ones at once and with their age, linearizable ones from the leader's state
 * once it is confirmed that it led after the read arrived.
 *
 * <pre>
 * read            at                            answer
 * NodeStatus      any node                      at once
 * stale           any node                      at once, with the state's age
 * linearizable    a node without quorum         ReadFailed(NO_QUORUM)
 * linearizable    a node that does not lead     ReadFailed(NOT_LEADER)
 * linearizable    the leader                    waits
 * waiting         confirmed                     from the state as confirmed
 * waiting         quorum lost                   ReadFailed(NO_QUORUM)
 * waiting         leadership lost               ReadFailed(NOT_LEADER)
 * </pre>
 */
final class Reads {
  private static final int MAX_LIMIT = 1_000;

  private final Situation situation;
  private final Outbox outbox;
  private final Proposals proposals;
  private final Answers answers;
  private final Backups backups;
  private final TreeMap<StreamKey, Query> waiting = new TreeMap<>();

  Reads(Situation situation, Outbox outbox, Proposals proposals, Answers answers, Backups backups) {
    this.situation = situation;
    this.outbox = outbox;
    this.proposals = proposals;
    this.answers = answers;
    this.backups = backups;
  }

  void arrived(Streams.Stream stream, ClientMessage.Read read, OptionalLong ageMillis) {
    StreamKey key = new StreamKey(stream.id(), read.id());
    Optional<Failure> refused = refusal(stream, key, read);
    if (refused.isPresent()) {
      fail(key, refused.get());
    } else if (read.stale() || isStatus(read.query())) {
      answer(key, read.query(), false, ageMillis);
    } else {
      waiting.put(key, read.query());
      proposals.waiters().read(key);
    }
  }

  private Optional<Failure> refusal(Streams.Stream stream, StreamKey key, ClientMessage.Read read) {
    int limit = limit(read.query());
    if (limit < 1 || limit > MAX_LIMIT) {
      return Optional.of(Failure.rejected("limit", Integer.toString(limit), "1 to " + MAX_LIMIT));
    }
    if (waiting.containsKey(key)) {
      return Optional.of(
          Failure.rejected("read number", Long.toString(key.id()), "one not in use"));
    }
    if (stream.congested()) {
      return unavailable("answers pile up on this stream");
    }
    if (read.stale() || isStatus(read.query())) {
      return Optional.empty();
    }
    return linearizableRefusal();
  }

  private Optional<Failure> linearizableRefusal() {
    if (!situation.quorum()) {
      return Optional.of(noQuorum());
    }
    if (!situation.leads()) {
      return Optional.of(notLeader());
    }
    return waiting.size() >= situation.config().limits().maxWaitingReads()
        ? unavailable(waiting.size() + " reads are waiting")
        : Optional.empty();
  }

  static Failure noQuorum() {
    return Failure.of(FailureCode.NO_QUORUM, "no majority of the nodes answers");
  }

  static Failure notLeader() {
    return Failure.of(FailureCode.NOT_LEADER, "this node does not lead");
  }

  private static Optional<Failure> unavailable(String why) {
    return Optional.of(Failure.of(FailureCode.UNAVAILABLE, why));
  }

  private static int limit(Query query) {
    if (query instanceof Query.Elections page) {
      return page.limit();
    }
    return query instanceof Query.Notable notable ? notable.limit() : MAX_LIMIT;
  }

  private static boolean isStatus(Query query) {
    return query instanceof Query.NodeStatus;
  }

  /** This node led after the read arrived, and the state has everything up to then. */
  void confirmed(StreamKey key) {
    Query query = waiting.remove(key);
    if (query != null) {
      answer(key, query, true, OptionalLong.empty());
    }
  }

  /** Answers all that wait for a confirmation which is not to be expected any more. */
  void failWaiting(Failure failure) {
    for (StreamKey key : List.copyOf(waiting.keySet())) {
      waiting.remove(key);
      fail(key, failure);
    }
  }

  void streamGone(long stream) {
    waiting.subMap(StreamKey.firstOf(stream), true, StreamKey.lastOf(stream), true).clear();
  }

  private void answer(StreamKey key, Query query, boolean linearizable, OptionalLong ageMillis) {
    Optional<Answer> answer = query.match(answers);
    if (answer.isEmpty()) {
      backups.begin(key, linearizable, ageMillis);
      return;
    }
    outbox.send(
        key.stream(),
        new ServerMessage.ReadAnswer(
            key.id(), answer.get(), situation.state().index(), linearizable, ageMillis));
  }

  private void fail(StreamKey key, Failure failure) {
    outbox.send(key.stream(), new ServerMessage.ReadFailed(key.id(), failure));
  }
}
