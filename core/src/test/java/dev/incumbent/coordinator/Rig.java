package dev.incumbent.coordinator;

import dev.incumbent.election.CandidateName;
import dev.incumbent.election.Conditions;
import dev.incumbent.election.ElectionEvent;
import dev.incumbent.election.ElectionName;
import dev.incumbent.election.ElectionView;
import dev.incumbent.election.OperatorAct;
import dev.incumbent.error.Failure;
import dev.incumbent.fencing.FencingToken;
import dev.incumbent.session.SessionId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/** A state machine with the log in front of it: numbers entries and operations by itself. */
final class Rig {
  static final SessionId S1 = new SessionId(0, 1);
  static final SessionId S2 = new SessionId(0, 2);
  static final SessionId S3 = new SessionId(0, 3);
  static final SessionId S4 = new SessionId(0, 4);
  static final long TTL_MILLIS = 5_000;

  final CoordinatorStateMachine machine;
  private final TreeMap<SessionId, Long> sequences = new TreeMap<>();
  private final List<Applied> log = new ArrayList<>();
  private long term = 1;
  private long index;

  Rig() {
    this(StateConfig.defaults());
  }

  Rig(StateConfig config) {
    machine = new CoordinatorStateMachine(config);
  }

  /** A rig in which these sessions are open and present. */
  static Rig open(SessionId... sessions) {
    Rig rig = new Rig();
    for (SessionId session : sessions) {
      rig.openSession(session);
    }
    return rig;
  }

  /** Goes on from that state. */
  void goOnFrom(CoordinatorState state) {
    machine.restore(state);
    index = state.index();
  }

  /** A new leader is ready: nobody is present until it says so. */
  void nextTerm() {
    term++;
  }

  long term() {
    return term;
  }

  long index() {
    return index;
  }

  Applied applyAll(Command... commands) {
    index++;
    LogEntry entry = new LogEntry(31 * index, 17 * index, 1_000 * index, List.of(commands));
    Applied applied = machine.apply(term, index, entry);
    log.add(applied);
    return applied;
  }

  OperationResult apply(Command command) {
    return applyAll(command).results().get(0);
  }

  OperationResult openSession(SessionId session) {
    return apply(new Command.OpenSession(session, TTL_MILLIS, "test"));
  }

  void present(SessionId session) {
    apply(new Command.SessionPresent(session, term));
  }

  void expire(SessionId session) {
    apply(new Command.ExpireSession(session, term));
  }

  Command.Sequenced numbered(SessionId session, Operation operation) {
    long sequence = sequences.merge(session, 1L, Long::sum);
    return new Command.Sequenced(session, sequence, 0, operation);
  }

  OperationResult ask(SessionId session, Operation operation) {
    return apply(numbered(session, operation));
  }

  Failure failure(SessionId session, Operation operation) {
    return failure(ask(session, operation));
  }

  static Failure failure(OperationResult result) {
    return ((OperationResult.Failed) result).failure();
  }

  OperationResult operate(SessionId session, ElectionName election, OperatorAct act) {
    return ask(session, new Operation.Operate(election, act));
  }

  Conditions conditions(ElectionName election) {
    return machine.state().election(election).orElseThrow().conditions();
  }

  void elapsed(Delay delay) {
    apply(new Command.Elapsed(delay, term));
  }

  Optional<ElectionView.Holder> findHolder(ElectionName election) {
    return machine.state().election(election).flatMap(ElectionView::holder);
  }

  ElectionView.Holder holder(ElectionName election) {
    return findHolder(election).orElseThrow();
  }

  FencingToken token(ElectionName election) {
    return holder(election).token();
  }

  CandidateName leader(ElectionName election) {
    return holder(election).candidate();
  }

  List<CandidateName> queue(ElectionName election) {
    return machine.state().election(election).orElseThrow().queue().stream()
        .map(ElectionView.Waiting::candidate)
        .toList();
  }

  List<ElectionView.Past> history(ElectionName election) {
    return machine.state().election(election).orElseThrow().history();
  }

  StateView.SessionView session(SessionId session) {
    return machine.state().session(session).orElseThrow();
  }

  Applied last() {
    return log.get(log.size() - 1);
  }

  /** What the session was told so far. */
  List<SessionEvent> told(SessionId session) {
    return log.stream()
        .flatMap(applied -> applied.sessionEvents().stream())
        .filter(told -> told.session().equals(session))
        .map(Applied.Told::event)
        .toList();
  }

  /** The kinds of events that the last entry told observers. */
  List<ElectionEvent.Kind> lastKinds() {
    return last().electionEvents().stream().map(ElectionEvent::kind).toList();
  }

  SessionEvent.Granted lastGrant(SessionId session) {
    return told(session).stream()
        .filter(SessionEvent.Granted.class::isInstance)
        .map(SessionEvent.Granted.class::cast)
        .reduce((first, second) -> second)
        .orElseThrow();
  }
}
