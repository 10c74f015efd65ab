package dev.incumbent.client;

import dev.incumbent.session.client.ClientAction;
import dev.incumbent.session.client.ClientEvent;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;

/**
 * Does what the protocol says, on the protocol thread; nothing here waits.
 *
 * <p>The result of each case tells whether there was anything to do it to.
 */
final class ClientHands implements ClientAction.Cases<Boolean> {
  private static final Logger LOG = System.getLogger("dev.incumbent.client");

  private final Transport transport;
  private final Calls calls;
  private final Candidacies candidacies;
  private final Observations observations;
  private final Reachability reachability;
  private boolean closed;

  ClientHands(
      Transport transport,
      Calls calls,
      Candidacies candidacies,
      Observations observations,
      Reachability reachability) {
    this.transport = transport;
    this.calls = calls;
    this.candidacies = candidacies;
    this.observations = observations;
    this.reachability = reachability;
  }

  /** The protocol is done with an event. */
  void taken(ClientEvent event) {
    if (event instanceof ClientEvent.Received received) {
      transport.taken(received.connection());
    } else if (event instanceof ClientEvent.Disconnected disconnected) {
      transport.disconnect(disconnected.connection());
    }
  }

  /** Whether the connections are closed for good. */
  boolean isClosed() {
    return closed;
  }

  @Override
  public Boolean connect(ClientAction.Connect action) {
    transport.connect(action.connection(), action.address());
    return true;
  }

  @Override
  public Boolean disconnect(ClientAction.Disconnect action) {
    transport.disconnect(action.connection());
    return true;
  }

  @Override
  public Boolean send(ClientAction.Send action) {
    transport.send(action.connection(), action.message());
    return true;
  }

  @Override
  public Boolean leaseMoved(ClientAction.LeaseMoved action) {
    return candidacies.leaseMoved(action.generation(), action.lease());
  }

  @Override
  public Boolean leaseLost(ClientAction.LeaseLost action) {
    return candidacies.leaseLost(action.generation());
  }

  @Override
  public Boolean jeopardy(ClientAction.Jeopardy action) {
    return candidacies.jeopardy(action);
  }

  @Override
  public Boolean availability(ClientAction.Availability action) {
    reachability.changed(action);
    return true;
  }

  @Override
  public Boolean checkHealth(ClientAction.CheckHealth action) {
    return candidacies.checkHealth(action);
  }

  @Override
  public Boolean answer(ClientAction.Answer action) {
    calls.answered(action.call(), action.result());
    return true;
  }

  @Override
  public Boolean answerRead(ClientAction.AnswerRead action) {
    calls.answered(action.call(), action.answer());
    return true;
  }

  @Override
  public Boolean fail(ClientAction.Fail action) {
    calls.failed(action.call(), action.failure());
    return true;
  }

  @Override
  public Boolean resync(ClientAction.Resync action) {
    return observations.resync(action);
  }

  @Override
  public Boolean told(ClientAction.Told action) {
    return observations.told(action);
  }

  @Override
  public Boolean observerConnected(ClientAction.ObserverConnected action) {
    return observations.connected(action);
  }

  @Override
  public Boolean promote(ClientAction.Promote action) {
    return candidacies.promote(action);
  }

  @Override
  public Boolean lead(ClientAction.Lead action) {
    return candidacies.with(action.candidacy(), action.token(), Term::lead);
  }

  @Override
  public Boolean freeze(ClientAction.Freeze action) {
    return candidacies.with(action.candidacy(), action.token(), term -> term.leadership().freeze());
  }

  @Override
  public Boolean stop(ClientAction.Stop action) {
    return candidacies.with(
        action.candidacy(), action.token(), term -> term.leadership().stop(action.cause()));
  }

  @Override
  public Boolean ended(ClientAction.Ended action) {
    return candidacies.ended(action);
  }

  @Override
  public Boolean leaveReturns(ClientAction.LeaveReturns action) {
    return candidacies.leaveReturns(action.candidacy());
  }

  @Override
  public Boolean finished(ClientAction.Finished action) {
    return candidacies.finished(action);
  }

  @Override
  public Boolean log(ClientAction.Log action) {
    LOG.log(action.warning() ? Level.WARNING : Level.INFO, action.message());
    return true;
  }

  @Override
  public Boolean closed(ClientAction.Closed action) {
    closed = true;
    calls.close();
    observations.close();
    transport.close();
    return true;
  }
}
