package dev.incumbent.coordinator.host;

import dev.incumbent.error.Failure;
import dev.incumbent.error.FailureCode;
import dev.incumbent.session.ClientMessage;
import dev.incumbent.session.ServerMessage;
import dev.incumbent.session.SessionId;
import java.util.Optional;

/**
 * One client's message on one stream. Each case returns why the stream is refused, if it is.
 *
 * <p>Where a message about a session goes: refused if the stream carries another session; dropped
 * if a newer attachment has superseded this one; at a leader on the session's main attachment to
 * the role that it concerns; anywhere else the client is told who leads (and, of a change that it
 * asked for, that this attempt was not submitted).
 */
final class FromClient implements ClientMessage.Cases<Optional<Failure>> {
  private final Roles roles;
  private final Streams.Stream stream;

  FromClient(Roles roles, Streams.Stream stream) {
    this.roles = roles;
    this.stream = stream;
  }

  static void received(Roles roles, Streams.Stream stream, ClientMessage message) {
    Optional<Failure> refused =
        stream.greeted() || message instanceof ClientMessage.Hello
            ? message.match(new FromClient(roles, stream))
            : refusal("the first message of a stream is a Hello");
    if (refused.isPresent()) {
      roles.streams.refuse(stream, refused.get());
      roles.streamGone(stream.id(), false);
    }
  }

  private static Optional<Failure> refusal(String why) {
    return Optional.of(Failure.of(FailureCode.REJECTED, why));
  }

  @Override
  public Optional<Failure> hello(ClientMessage.Hello message) {
    return roles.streams.greet(stream, message);
  }

  @Override
  public Optional<Failure> attach(ClientMessage.Attach message) {
    if (!stream.carry(message.session())) {
      return refusal("this stream carries another session than " + message.session());
    }
    if (roles.attachments.attach(message.session(), message.attachment(), stream.id())) {
      roles.attachments.find(message.session()).ifPresent(roles.peers::changed);
      if (roles.situation.leads()) {
        roles.sessions.attached(message, stream.id());
      }
    }
    return Optional.empty();
  }

  @Override
  public Optional<Failure> open(ClientMessage.Open message) {
    return route(
        message.session(),
        () -> {
          if (roles.situation.quorum()) {
            roles.sessions.open(message, stream.id());
          } else {
            refuseOpen(message.session());
          }
        },
        () -> refuseOpen(message.session()));
  }

  private void refuseOpen(SessionId session) {
    roles.outbox.send(stream.id(), new ServerMessage.OpenRefused(session, whyNot()));
  }

  @Override
  public Optional<Failure> renew(ClientMessage.Renew message) {
    return route(
        message.session(),
        () -> {
          roles.silences.renewed(message.session());
          roles.leases.renew(message);
        },
        () -> {});
  }

  @Override
  public Optional<Failure> request(ClientMessage.Request message) {
    return route(
        message.session(),
        () -> {
          if (roles.situation.quorum()) {
            roles.requests.arrived(message);
          } else {
            refuseRequest(message);
          }
        },
        () -> refuseRequest(message));
  }

  private void refuseRequest(ClientMessage.Request message) {
    roles.outbox.send(
        stream.id(),
        new ServerMessage.RequestRefused(message.session(), message.sequence(), whyNot()));
  }

  private Failure whyNot() {
    return roles.situation.quorum() ? Reads.notLeader() : Reads.noQuorum();
  }

  @Override
  public Optional<Failure> close(ClientMessage.Close message) {
    return route(message.session(), () -> roles.sessions.close(message.session()), () -> {});
  }

  private Optional<Failure> route(SessionId session, Runnable atLeader, Runnable elsewhere) {
    if (!stream.session().equals(Optional.of(session))) {
      return refusal("session " + session + " is not attached on this stream");
    }
    if (!roles.attachments.isNewest(session, stream.id())) {
      return Optional.empty();
    }
    if (roles.situation.leads() && roles.attachments.mainStream(session).isPresent()) {
      atLeader.run();
    } else {
      elsewhere.run();
      roles.streams.tellLeader(stream);
    }
    return Optional.empty();
  }

  @Override
  public Optional<Failure> read(ClientMessage.Read message) {
    roles.reads.arrived(stream, message, roles.freshness.ageMillis());
    if (message.stale() && roles.freshness.isOlderThan(Peers.MAX_STALE_MILLIS)) {
      if (roles.situation.leads()) {
        roles.proposals.waiters().confirm();
      } else {
        roles.peers.refresh();
      }
    }
    return Optional.empty();
  }

  @Override
  public Optional<Failure> observe(ClientMessage.Observe message) {
    roles.observers.observe(stream.id(), message);
    return Optional.empty();
  }

  @Override
  public Optional<Failure> unobserve(ClientMessage.Unobserve message) {
    roles.observers.unobserve(stream.id(), message.id());
    return Optional.empty();
  }
}
