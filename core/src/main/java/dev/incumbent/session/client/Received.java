package dev.incumbent.session.client;

import dev.incumbent.coordinator.OperationResult;
import dev.incumbent.error.FailureCode;
import dev.incumbent.session.ServerMessage;

/**
 * Hands each message of a node to the role that it is for. The result tells whether it had any
 * effect: what is stale, or for a session that is no more, has none.
 */
final class Received {
  private final Links links;
  private final SessionProtocol session;
  private final Requests requests;
  private final Reads reads;
  private final Subscriptions subscriptions;

  Received(
      Links links,
      SessionProtocol session,
      Requests requests,
      Reads reads,
      Subscriptions subscriptions) {
    this.links = links;
    this.session = session;
    this.requests = requests;
    this.reads = reads;
    this.subscriptions = subscriptions;
  }

  boolean on(Link link, ServerMessage message) {
    return message.match(new From(link));
  }

  private final class From implements ServerMessage.Cases<Boolean> {
    private final Link link;

    From(Link link) {
      this.link = link;
    }

    @Override
    public Boolean welcome(ServerMessage.Welcome message) {
      return links.welcome(link, message);
    }

    @Override
    public Boolean refused(ServerMessage.Refused message) {
      return links.refused(link, message.failure());
    }

    @Override
    public Boolean leader(ServerMessage.Leader message) {
      return links.leader(link, message);
    }

    @Override
    public Boolean sessionState(ServerMessage.SessionState message) {
      return session.state(link, message);
    }

    @Override
    public Boolean opened(ServerMessage.Opened message) {
      return session.opened(message);
    }

    @Override
    public Boolean openRefused(ServerMessage.OpenRefused message) {
      return session.openRefused(message);
    }

    @Override
    public Boolean renewed(ServerMessage.Renewed message) {
      return session.renewed(message);
    }

    @Override
    public Boolean sessionGone(ServerMessage.SessionGone message) {
      return session.gone(link, message);
    }

    @Override
    public Boolean event(ServerMessage.Event message) {
      return session.happened(message);
    }

    @Override
    public Boolean response(ServerMessage.Response message) {
      if (message.result() instanceof OperationResult.Failed failed
          && (failed.failure().code() == FailureCode.NO_QUORUM
              || failed.failure().code() == FailureCode.NOT_LEADER)) {
        return requests.refused(
            new ServerMessage.RequestRefused(
                message.session(), message.sequence(), failed.failure()));
      }
      return requests.answered(message);
    }

    @Override
    public Boolean requestRefused(ServerMessage.RequestRefused message) {
      return requests.refused(message);
    }

    @Override
    public Boolean readAnswer(ServerMessage.ReadAnswer message) {
      return reads.answered(message);
    }

    @Override
    public Boolean readFailed(ServerMessage.ReadFailed message) {
      return reads.failed(message) || subscriptions.failed(message);
    }

    @Override
    public Boolean resync(ServerMessage.Resync message) {
      return subscriptions.resync(message);
    }

    @Override
    public Boolean events(ServerMessage.Events message) {
      return subscriptions.happened(message);
    }

    @Override
    public Boolean moving(ServerMessage.Moving message) {
      return links.moving(link);
    }
  }
}
