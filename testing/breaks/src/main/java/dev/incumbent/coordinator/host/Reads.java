package dev.incumbent.coordinator.host;

import dev.incumbent.error.Failure;
import dev.incumbent.error.FailureCode;
import dev.incumbent.session.Answer;
import dev.incumbent.session.ClientMessage;
import dev.incumbent.session.ServerMessage;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Broken on purpose: a linearizable read is answered from the state as it is, confirmed by nobody,
 * though a majority may be dead. The checker must say S-10.
 */
final class Reads {
  private final Situation situation;
  private final Outbox outbox;
  private final Answers answers;
  private final Backups backups;

  Reads(Situation situation, Outbox outbox, Proposals proposals, Answers answers, Backups backups) {
    this.situation = situation;
    this.outbox = outbox;
    this.answers = answers;
    this.backups = backups;
  }

  void arrived(Streams.Stream stream, ClientMessage.Read read, OptionalLong ageMillis) {
    StreamKey key = new StreamKey(stream.id(), read.id());
    boolean linearizable = !read.stale();
    Optional<Answer> answer = read.query().match(answers);
    if (answer.isEmpty()) {
      backups.begin(key, linearizable, ageMillis);
      return;
    }
    outbox.send(
        key.stream(),
        new ServerMessage.ReadAnswer(
            key.id(), answer.get(), situation.state().index(), linearizable, ageMillis));
  }

  static Failure noQuorum() {
    return Failure.of(FailureCode.NO_QUORUM, "no majority of the nodes answers");
  }

  static Failure notLeader() {
    return Failure.of(FailureCode.NOT_LEADER, "this node does not lead");
  }

  void confirmed(StreamKey key) {}

  void failWaiting(Failure failure) {}

  void streamGone(long stream) {}
}
