package dev.incumbent.coordinator.host;

import dev.incumbent.error.Failure;
import dev.incumbent.error.FailureCode;
import dev.incumbent.session.ClientMessage;
import dev.incumbent.session.ServerMessage;
import dev.incumbent.session.SessionId;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The clients' streams and their handshake.
 *
 * <pre>
 * stream    event                          next      sent
 * -         StreamOpened                   opened    -
 * opened    Hello, known                   greeted   Welcome, Leader
 * opened    Hello of another format or
 *           cluster; any other message     -         Refused, end
 * greeted   Hello; another session's       -         Refused, end
 * greeted   who leads changes              same      Leader
 * any       Stopping                       -         Moving, end
 * </pre>
 */
final class Streams {
  /** One stream; it carries at most one session. */
  static final class Stream {
    private final long id;
    private boolean greeted;
    private boolean congested;
    private Optional<SessionId> session = Optional.empty();

    private Stream(long id) {
      this.id = id;
    }

    long id() {
      return id;
    }

    boolean greeted() {
      return greeted;
    }

    boolean congested() {
      return congested;
    }

    void congested(boolean now) {
      congested = now;
    }

    Optional<SessionId> session() {
      return session;
    }

    /** Returns false if the stream carries another session. */
    boolean carry(SessionId carried) {
      if (session.isPresent() && !session.get().equals(carried)) {
        return false;
      }
      session = Optional.of(carried);
      return true;
    }
  }

  private final Situation situation;
  private final Outbox outbox;
  private final TreeMap<Long, Stream> streams = new TreeMap<>();
  private ServerMessage.Leader told;

  Streams(Situation situation, Outbox outbox) {
    this.situation = situation;
    this.outbox = outbox;
    this.told = situation.leaderMessage();
  }

  void opened(long id) {
    if (situation.stopping()) {
      outbox.send(id, new ServerMessage.Moving());
      outbox.add(new HostAction.CloseStream(id));
      return;
    }
    streams.put(id, new Stream(id));
  }

  Optional<Stream> find(long id) {
    return Optional.ofNullable(streams.get(id));
  }

  /** Forgets a stream that is gone. */
  Optional<Stream> gone(long id) {
    return Optional.ofNullable(streams.remove(id));
  }

  int count() {
    return streams.size();
  }

  /** Returns why the stream is refused, if it is. */
  Optional<Failure> greet(Stream stream, ClientMessage.Hello hello) {
    HostConfig config = situation.config();
    if (stream.greeted) {
      return Optional.of(Failure.of(FailureCode.REJECTED, "a stream has one Hello, its first"));
    }
    if (hello.formatVersion() != config.formatVersion()) {
      return Optional.of(
          Failure.rejected(
              "format version",
              Integer.toString(hello.formatVersion()),
              Integer.toString(config.formatVersion())));
    }
    if (hello.cluster().isPresent() && !hello.cluster().get().equals(config.cluster())) {
      return Optional.of(Failure.rejected("cluster", hello.cluster().get(), config.cluster()));
    }
    stream.greeted = true;
    List<String> addresses = situation.members().stream().map(HostEvent.Member::address).toList();
    outbox.send(
        stream.id,
        new ServerMessage.Welcome(
            config.formatVersion(), config.cluster(), config.node(), addresses));
    tellLeader(stream);
    return Optional.empty();
  }

  void refuse(Stream stream, Failure failure) {
    outbox.send(stream.id, new ServerMessage.Refused(failure));
    outbox.add(new HostAction.CloseStream(stream.id));
  }

  void tellLeader(Stream stream) {
    outbox.send(stream.id, situation.leaderMessage());
  }

  /** Tells every client who leads, if that has changed since it was last told. */
  void tellLeaderChange() {
    ServerMessage.Leader now = situation.leaderMessage();
    if (now.equals(told)) {
      return;
    }
    told = now;
    streams.values().stream().filter(Stream::greeted).forEach(this::tellLeader);
  }

  /** Ends every stream in good order, and returns them: they are to be forgotten. */
  List<Long> stop() {
    for (Stream stream : streams.values()) {
      outbox.send(stream.id, new ServerMessage.Moving());
      outbox.add(new HostAction.CloseStream(stream.id));
    }
    return List.copyOf(streams.keySet());
  }
}
