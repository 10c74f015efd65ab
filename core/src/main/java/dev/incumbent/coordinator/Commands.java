package dev.incumbent.coordinator;

import dev.incumbent.session.SessionId;

/** Which rule each command and operation falls under. */
final class Commands {
  private final Sessions sessions;
  private final Contest contest;
  private final HolderOperations holders;
  private final KeyValues keyValues;
  private final Delays delays;
  private final Floor floor;
  private final OperatorActs operators;
  private final StandingOperations standings;

  Commands(Draft draft) {
    Leaderships leaderships = new Leaderships(draft);
    this.sessions = new Sessions(draft, leaderships);
    this.contest = new Contest(draft, leaderships);
    this.holders = new HolderOperations(draft, leaderships);
    this.keyValues = new KeyValues(draft);
    this.delays = new Delays(draft, leaderships);
    this.floor = new Floor(draft, leaderships);
    this.operators = new OperatorActs(draft, leaderships, floor);
    this.standings = new StandingOperations(draft, leaderships);
  }

  OperationResult apply(Command command) {
    return command.match(
        noop -> done(),
        sessions::open,
        sessions::close,
        expire -> {
          sessions.expire(expire);
          return done();
        },
        present -> {
          sessions.present(present);
          return done();
        },
        end -> {
          holders.end(end);
          return done();
        },
        elapsed -> {
          delays.elapsed(elapsed);
          return done();
        },
        sequenced -> sessions.once(sequenced, this::apply));
  }

  private OperationResult apply(SessionId session, Operation operation) {
    return operation.match(
        campaign -> contest.campaign(session, campaign),
        cancel -> contest.cancel(session, cancel),
        release -> holders.release(session, release),
        promoted -> holders.reportPromoted(session, promoted),
        abandon -> holders.abandon(session, abandon),
        raise -> floor.raise(session, raise),
        contest::requestHandover,
        revoke -> revoke(session, revoke),
        operate -> operators.operate(session, operate),
        keyValues::put,
        keyValues::delete,
        prefer -> standings.prefer(session, prefer),
        metadata -> standings.updateMetadata(session, metadata));
  }

  private OperationResult revoke(SessionId session, Operation.Revoke revoke) {
    OperationResult result = holders.revoke(revoke);
    if (result instanceof OperationResult.Noted) {
      operators.noteRevoked(session, revoke);
    }
    return result;
  }

  private static OperationResult done() {
    return new OperationResult.Done();
  }
}
