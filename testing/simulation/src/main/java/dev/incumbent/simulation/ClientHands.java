package dev.incumbent.simulation;

import dev.incumbent.session.client.ClientAction;
import dev.incumbent.session.client.ClientEvent;
import java.util.Optional;

/** Does what the protocol says, as the hands of the real client do. */
final class ClientHands implements ClientAction.Cases<Boolean> {
  private final World world;
  private final Client client;
  private final Standing standing;

  ClientHands(World world, Client client, Standing standing) {
    this.world = world;
    this.client = client;
    this.standing = standing;
  }

  @Override
  public Boolean connect(ClientAction.Connect action) {
    client.wire().connect(action.connection(), action.address());
    return true;
  }

  @Override
  public Boolean disconnect(ClientAction.Disconnect action) {
    client.wire().disconnect(action.connection());
    return true;
  }

  @Override
  public Boolean send(ClientAction.Send action) {
    client.send(action);
    return true;
  }

  @Override
  public Boolean leaseMoved(ClientAction.LeaseMoved action) {
    return standing.leases().moved(action.generation(), action.lease());
  }

  @Override
  public Boolean leaseLost(ClientAction.LeaseLost action) {
    return standing.leases().lost(action.generation());
  }

  @Override
  public Boolean jeopardy(ClientAction.Jeopardy action) {
    if (action.inJeopardy()) {
      world.tally.count(Exercised.JEOPARDY);
    }
    return true;
  }

  @Override
  public Boolean availability(ClientAction.Availability action) {
    return true;
  }

  @Override
  public Boolean checkHealth(ClientAction.CheckHealth action) {
    client
        .machine()
        .after(
            5 * Agenda.MILLI,
            () -> {
              Optional<String> why =
                  standing.isSick() ? Optional.of("it is sick") : Optional.empty();
              client.tell(new ClientEvent.Checked(action.candidacy(), action.check(), why));
            });
    return true;
  }

  @Override
  public Boolean answer(ClientAction.Answer action) {
    standing.calls().answered(action.call(), action.result());
    return true;
  }

  @Override
  public Boolean answerRead(ClientAction.AnswerRead action) {
    standing.calls().answered(action.call(), action.answer());
    return true;
  }

  @Override
  public Boolean fail(ClientAction.Fail action) {
    standing.calls().failed(action.call(), action.failure());
    return true;
  }

  @Override
  public Boolean resync(ClientAction.Resync action) {
    standing.observer().resync(action);
    return true;
  }

  @Override
  public Boolean told(ClientAction.Told action) {
    standing.observer().told(action);
    return true;
  }

  @Override
  public Boolean observerConnected(ClientAction.ObserverConnected action) {
    return true;
  }

  @Override
  public Boolean promote(ClientAction.Promote action) {
    return standing.promote(action);
  }

  @Override
  public Boolean lead(ClientAction.Lead action) {
    return standing.with(action.candidacy(), action.token(), Term::lead);
  }

  @Override
  public Boolean freeze(ClientAction.Freeze action) {
    return standing.with(action.candidacy(), action.token(), Term::freeze);
  }

  @Override
  public Boolean stop(ClientAction.Stop action) {
    return standing.with(action.candidacy(), action.token(), it -> it.stop(action.cause()));
  }

  @Override
  public Boolean ended(ClientAction.Ended action) {
    return standing.with(action.candidacy(), action.token(), it -> it.ended(action.reason()));
  }

  @Override
  public Boolean leaveReturns(ClientAction.LeaveReturns action) {
    return true;
  }

  @Override
  public Boolean finished(ClientAction.Finished action) {
    standing.finished(action.candidacy());
    return true;
  }

  @Override
  public Boolean log(ClientAction.Log action) {
    world.trace.line(client.machine(), 2, action::message);
    return true;
  }

  @Override
  public Boolean closed(ClientAction.Closed action) {
    return true;
  }
}
