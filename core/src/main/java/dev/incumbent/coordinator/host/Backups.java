package dev.incumbent.coordinator.host;

import dev.incumbent.codec.Bytes;
import dev.incumbent.error.Failure;
import dev.incumbent.error.FailureCode;
import dev.incumbent.session.Answer;
import dev.incumbent.session.ServerMessage;
import java.util.Iterator;
import java.util.OptionalLong;
import java.util.TreeMap;

/**
 * Backups under way: of the state as it was when each began, a piece at a time, and none while what
 * was sent on the stream piles up. At most {@value #MAX_UNDER_WAY} at once.
 */
final class Backups {
  static final int MAX_UNDER_WAY = 2;

  private record UnderWay(
      Iterator<Bytes> pieces, long index, boolean linearizable, OptionalLong ageMillis) {}

  private final Situation situation;
  private final HostPorts ports;
  private final Outbox outbox;
  private final Streams streams;
  private final TreeMap<StreamKey, UnderWay> underWay = new TreeMap<>();

  Backups(Situation situation, HostPorts ports, Outbox outbox, Streams streams) {
    this.situation = situation;
    this.ports = ports;
    this.outbox = outbox;
    this.streams = streams;
  }

  void begin(StreamKey key, boolean linearizable, OptionalLong ageMillis) {
    if (underWay.size() >= MAX_UNDER_WAY) {
      outbox.send(
          key.stream(),
          new ServerMessage.ReadFailed(
              key.id(),
              Failure.of(FailureCode.UNAVAILABLE, MAX_UNDER_WAY + " other backups are under way")));
      return;
    }
    underWay.put(
        key,
        new UnderWay(
            ports.backups().pieces(situation.state()),
            situation.state().index(),
            linearizable,
            ageMillis));
  }

  void streamGone(long stream) {
    underWay.subMap(StreamKey.firstOf(stream), true, StreamKey.lastOf(stream), true).clear();
  }

  /** Sends one piece of each that can take one. */
  void settle() {
    new TreeMap<>(underWay)
        .forEach(
            (key, backup) -> {
              if (isFlowing(key)) {
                send(key, backup);
              }
            });
  }

  private void send(StreamKey key, UnderWay backup) {
    Bytes piece = Bytes.EMPTY;
    if (backup.pieces().hasNext()) {
      piece = backup.pieces().next();
    } else {
      underWay.remove(key);
    }
    outbox.send(
        key.stream(),
        new ServerMessage.ReadAnswer(
            key.id(),
            new Answer.Piece(piece),
            backup.index(),
            backup.linearizable(),
            backup.ageMillis()));
  }

  private boolean isFlowing(StreamKey key) {
    return streams.find(key.stream()).filter(stream -> !stream.congested()).isPresent();
  }

  /** Now, if there is more to send. */
  OptionalLong next() {
    return underWay.keySet().stream().anyMatch(this::isFlowing)
        ? OptionalLong.of(situation.now())
        : OptionalLong.empty();
  }
}
