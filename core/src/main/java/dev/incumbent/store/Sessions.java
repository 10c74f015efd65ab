package dev.incumbent.store;

import dev.incumbent.coordinator.Command;
import dev.incumbent.coordinator.Operation;
import dev.incumbent.coordinator.OperationResult;
import dev.incumbent.coordinator.RecordState;
import dev.incumbent.election.ElectionName;
import dev.incumbent.error.Failure;
import dev.incumbent.lease.LeaseTimings;
import dev.incumbent.session.ClientMessage;
import dev.incumbent.session.ServerMessage;
import dev.incumbent.session.SessionId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The client's session: opened here, renewed by the records in which it holds, and closed in all
 * that know it.
 */
final class Sessions {
  private final Desk desk;
  private final Tracks tracks;
  private final Renewing renewing;
  private Optional<OwnSession> session = Optional.empty();

  Sessions(Desk desk, Tracks tracks, Renewing renewing) {
    this.desk = desk;
    this.tracks = tracks;
    this.renewing = renewing;
  }

  void attach(long connection, ClientMessage.Attach message) {
    find(message.session())
        .ifPresent(
            it -> {
              it.attach(connection);
              it.send(stateOf(it));
            });
  }

  void open(long connection, ClientMessage.Open message) {
    Optional<Failure> refusal = refusal(message);
    if (refusal.isPresent()) {
      desk.send(connection, new ServerMessage.OpenRefused(message.session(), refusal.get()));
      return;
    }
    if (find(message.session()).isEmpty()) {
      tracks.all().forEach(Track::leave);
      session =
          Optional.of(
              new OwnSession(
                  desk, connection, message.session(), message.ttlMillis(), message.client()));
      renewing.begin(session);
    }
    session.orElseThrow().attach(connection);
    renewing.arrived(message.renewal(), true);
  }

  void renew(long connection, ClientMessage.Renew message) {
    if (known(connection, message.session()).isPresent()) {
      renewing.arrived(message.renewal(), false);
    }
  }

  void request(long connection, ClientMessage.Request message) {
    known(connection, message.session())
        .filter(it -> !it.answersAgain(message.sequence(), message.acknowledged()))
        .ifPresent(it -> ask(it, message));
  }

  private void ask(OwnSession it, ClientMessage.Request message) {
    Operation operation = message.operation();
    if (operation instanceof Operation.Put || operation instanceof Operation.Delete) {
      it.answer(message.sequence(), new OperationResult.Failed(Unoffered.storage()));
      return;
    }
    Command command =
        new Command.Sequenced(it.id(), message.sequence(), message.acknowledged(), operation);
    tracks
        .at(electionOf(operation))
        .partOf(it)
        .ask(command, message.sequence(), Optional.of(operation));
  }

  void close(long connection, ClientMessage.Close message) {
    Optional<OwnSession> closing = known(connection, message.session());
    if (closing.isPresent() && !closing.get().isClosing()) {
      closing.get().close();
      renewing.begin(Optional.empty());
      for (Track track : tracks.all()) {
        boolean known = track.state().filter(it -> it.knows(message.session())).isPresent();
        track.part().ifPresent(it -> it.close(known));
        tracks.at(track.name());
      }
    }
  }

  /** Tells the client once nothing is left to be closed. */
  void settle() {
    boolean closed =
        session.filter(OwnSession::isClosing).isPresent()
            && tracks.all().stream().noneMatch(it -> it.part().filter(Part::hasAsked).isPresent());
    if (closed) {
      OwnSession it = session.orElseThrow();
      session = Optional.empty();
      tracks.all().forEach(Track::leave);
      it.send(new ServerMessage.SessionGone(it.id()));
    }
  }

  private Optional<OwnSession> find(SessionId id) {
    return session.filter(it -> it.id().equals(id));
  }

  private Optional<OwnSession> known(long connection, SessionId id) {
    Optional<OwnSession> found = find(id);
    found.ifPresent(it -> it.attach(connection));
    if (found.isEmpty()) {
      desk.send(connection, new ServerMessage.SessionGone(id));
    }
    return found;
  }

  private Optional<Failure> refusal(ClientMessage.Open message) {
    Duration least = LeaseTimings.MIN_TTL;
    if (desk.capabilities().smallestLease().compareTo(least) > 0) {
      least = desk.capabilities().smallestLease();
    }
    long longest = RecordState.LONGEST_TTL.toMillis();
    boolean inRange = message.ttlMillis() >= least.toMillis() && message.ttlMillis() <= longest;
    return inRange
        ? Optional.empty()
        : Optional.of(
            Failure.rejected(
                "ttl in ms",
                Long.toString(message.ttlMillis()),
                least.toMillis() + " to " + longest + " with this storage"));
  }

  private ServerMessage stateOf(OwnSession it) {
    List<ServerMessage.Held> held = new ArrayList<>();
    List<ServerMessage.Queued> queued = new ArrayList<>();
    for (Track track : tracks.all()) {
      Optional<Told> told = track.part().map(Part::told);
      told.flatMap(Told::held).ifPresent(held::add);
      told.map(Told::queued)
          .orElse(List.of())
          .forEach(name -> queued.add(new ServerMessage.Queued(track.name(), name)));
    }
    return new ServerMessage.SessionState(it.id(), it.change(), held, queued);
  }

  private static ElectionName electionOf(Operation operation) {
    return operation.match(
        Operation.Campaign::election,
        Operation.Cancel::election,
        Operation.Release::election,
        Operation.ReportPromoted::election,
        Operation.Abandon::election,
        Operation.RaiseFloor::election,
        Operation.RequestHandover::election,
        Operation.Revoke::election,
        Operation.Operate::election,
        Operation.Put::election,
        Operation.Delete::election,
        Operation.Prefer::election,
        Operation.UpdateMetadata::election);
  }
}
