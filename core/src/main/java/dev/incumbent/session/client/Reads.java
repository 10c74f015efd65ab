package dev.incumbent.session.client;

import dev.incumbent.codec.Bytes;
import dev.incumbent.error.Failure;
import dev.incumbent.error.FailureCode;
import dev.incumbent.session.Answer;
import dev.incumbent.session.ClientMessage;
import dev.incumbent.session.ServerMessage;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;

/**
 * Reads: asked of the main node, of any, or of a given one, and asked again elsewhere when a stream
 * is lost, because they change nothing.
 *
 * <p>Errors: {@code NO_QUORUM} when a node says so, or no node led in time; {@code UNAVAILABLE}
 * when none answered in time. Bound: 16,384 at once. Not for use by several threads.
 */
final class Reads {
  static final int MAX_PENDING = 16_384;

  private static final Timers.Key RETRY = new Timers.Key(Timers.Kind.READ_RETRY, 0);
  private static final long RETRY_NANOS = 50_000_000;

  /** How long one node may take to say how it is. */
  private static final long MAX_STATUS_NANOS = 2_000_000_000;

  private static final class Pending {
    final long id;
    final ClientEvent.Ask ask;
    final ByteArrayOutputStream pieces = new ByteArrayOutputStream();
    Optional<Link> askedOf = Optional.empty();

    Pending(long id, ClientEvent.Ask ask) {
      this.id = id;
      this.ask = ask;
    }

    Timers.Key timer() {
      return new Timers.Key(Timers.Kind.READ_TIMEOUT, id);
    }
  }

  private final Environment env;
  private final Links links;
  private final TreeMap<Long, Pending> pending = new TreeMap<>();
  private boolean closed;

  Reads(Environment env, Links links) {
    this.env = env;
    this.links = links;
  }

  /**
   * Begins a read.
   *
   * @param id its number, unique on every stream
   */
  void ask(long id, ClientEvent.Ask ask) {
    if (closed) {
      env.act(new ClientAction.Fail(ask.call(), closedFailure()));
      return;
    }
    if (pending.size() >= MAX_PENDING) {
      env.act(new ClientAction.Fail(ask.call(), tooMany()));
      return;
    }
    Pending read = new Pending(id, ask);
    pending.put(id, read);
    startTimeout(read);
    send(read);
  }

  /** A stream is up, or another node leads: whatever waits for one is sent. */
  void pump() {
    pending.values().stream().filter(read -> read.askedOf.isEmpty()).forEach(this::send);
  }

  void down(Link link) {
    for (Pending read : pending.values()) {
      if (read.askedOf.filter(asked -> asked == link).isPresent()) {
        forget(read);
      }
    }
    pump();
  }

  boolean answered(ServerMessage.ReadAnswer message) {
    Pending read = pending.get(message.id());
    if (read == null) {
      return false;
    }
    Optional<Bytes> piece = pieceOf(message.answer());
    if (piece.isPresent() && piece.get().length() > 0) {
      read.pieces.writeBytes(piece.get().toArray());
      startTimeout(read);
      return true;
    }
    remove(read);
    env.act(new ClientAction.AnswerRead(read.ask.call(), whole(read, message, piece)));
    return true;
  }

  /** Whether the read was this one's, and what became of it. */
  boolean failed(ServerMessage.ReadFailed message) {
    Pending read = pending.get(message.id());
    if (read == null) {
      return false;
    }
    boolean elsewhere =
        read.ask.node().isEmpty()
            && (message.failure().code() == FailureCode.NOT_LEADER
                || message.failure().code() == FailureCode.UNAVAILABLE);
    if (elsewhere) {
      forget(read);
      env.timers().setUnlessEarlier(RETRY, env.nanos() + RETRY_NANOS, this::pump);
    } else {
      fail(read, message.failure());
    }
    return true;
  }

  void close() {
    closed = true;
    new ArrayList<>(pending.values()).forEach(read -> fail(read, closedFailure()));
  }

  private void send(Pending read) {
    ClientEvent.Ask ask = read.ask;
    Optional<Link> link;
    if (ask.node().isPresent()) {
      link = links.at(ask.node().get()).filter(Link::isUp);
    } else {
      link = ask.stale() ? links.mainOrAnyUp() : links.forChanges();
    }
    link.ifPresent(
        to -> {
          read.askedOf = link;
          env.send(to, new ClientMessage.Read(read.id, ask.query(), ask.stale()));
        });
  }

  private void startTimeout(Pending read) {
    OptionalLong timeout = env.settings().timeoutNanos();
    if (read.ask.node().isPresent()) {
      timeout = OptionalLong.of(Math.min(timeout.orElse(MAX_STATUS_NANOS), MAX_STATUS_NANOS));
    }
    if (timeout.isPresent()) {
      env.after(read.timer(), timeout.getAsLong(), () -> fail(read, silent(read)));
    }
  }

  private Failure silent(Pending read) {
    if (read.ask.node().isEmpty()) {
      return links.unreachable();
    }
    String address = read.ask.node().get();
    String why =
        links
            .at(address)
            .filter(link -> !link.isUp())
            .map(Link::trouble)
            .orElse("no answer in time");
    return Failure.of(FailureCode.UNAVAILABLE, "node " + address + " does not answer: " + why);
  }

  private static ServerMessage.ReadAnswer whole(
      Pending read, ServerMessage.ReadAnswer last, Optional<Bytes> piece) {
    if (piece.isEmpty()) {
      return last;
    }
    return new ServerMessage.ReadAnswer(
        last.id(),
        new Answer.Piece(Bytes.copyOf(read.pieces.toByteArray())),
        last.index(),
        last.linearizable(),
        last.ageMillis());
  }

  private static Optional<Bytes> pieceOf(Answer answer) {
    return answer.match(
        new Answer.Cases<>() {
          @Override
          public Optional<Bytes> elections(Answer.Elections it) {
            return Optional.empty();
          }

          @Override
          public Optional<Bytes> value(Answer.Value it) {
            return Optional.empty();
          }

          @Override
          public Optional<Bytes> status(Answer.Status it) {
            return Optional.empty();
          }

          @Override
          public Optional<Bytes> piece(Answer.Piece it) {
            return Optional.of(it.bytes());
          }
        });
  }

  /** Forgets whom it was asked of, and what came of it so far. */
  private static void forget(Pending read) {
    read.askedOf = Optional.empty();
    read.pieces.reset();
  }

  private void fail(Pending read, Failure failure) {
    remove(read);
    env.act(new ClientAction.Fail(read.ask.call(), failure));
  }

  private void remove(Pending read) {
    pending.remove(read.id);
    env.timers().cancel(read.timer());
  }

  private static Failure closedFailure() {
    return Failure.of(FailureCode.UNAVAILABLE, "the client is closed");
  }

  private static Failure tooMany() {
    return new Failure(
        FailureCode.UNAVAILABLE,
        MAX_PENDING + " reads wait already: allowed up to " + MAX_PENDING,
        Integer.toString(MAX_PENDING),
        "up to " + MAX_PENDING);
  }
}
