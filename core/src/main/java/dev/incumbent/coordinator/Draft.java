package dev.incumbent.coordinator;

import dev.incumbent.codec.Bytes;
import dev.incumbent.election.ElectionEvent;
import dev.incumbent.election.ElectionName;
import dev.incumbent.election.EndReason;
import dev.incumbent.session.Answer;
import dev.incumbent.session.SessionId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The state while one log entry is applied to it, and what that told whom.
 *
 * <p>The only mutable part of the state machine; it lives as long as one {@code apply}.
 */
final class Draft {
  private final StateConfig config;
  private final long term;
  private final long index;
  private final LogEntry entry;
  private Tables tables;
  private Tables.Totals totals;
  private final List<Applied.Told> told = new ArrayList<>();
  private final List<ElectionEvent> observed = new ArrayList<>();
  private final List<SessionId> endedSessions = new ArrayList<>();
  private final List<Delay.Running> delays = new ArrayList<>();

  Draft(CoordinatorState before, long term, long index, LogEntry entry) {
    this.config = before.config();
    this.term = term;
    this.index = index;
    this.entry = entry;
    this.tables = before.tables();
    this.totals = before.totals();
  }

  StateConfig config() {
    return config;
  }

  long term() {
    return term;
  }

  long index() {
    return index;
  }

  LogEntry entry() {
    return entry;
  }

  Tables tables() {
    return tables;
  }

  Tables.Totals totals() {
    return totals;
  }

  void set(Tables.Totals newTotals) {
    totals = newTotals;
  }

  Optional<SessionRecord> session(SessionId id) {
    return tables.session(id);
  }

  Optional<ElectionRecord> election(ElectionName name) {
    return tables.election(name);
  }

  void put(SessionRecord session) {
    tables = tables.with(session);
  }

  void put(ElectionRecord election) {
    tables = tables.with(election);
  }

  void putKey(String key, Answer.Stored stored) {
    tables = tables.withKey(key, stored);
  }

  void removeKey(String key) {
    tables = tables.withoutKey(key);
  }

  void removeSession(SessionId id) {
    tables = tables.withoutSession(id);
    endedSessions.add(id);
  }

  /** From now on the Raft leader counts it. */
  void begin(Delay delay, long millis) {
    delays.add(new Delay.Running(delay, millis));
  }

  /** Tells a session what happened, which raises its change number by one (lease rule 5). */
  void tell(SessionId id, SessionEvent event) {
    SessionRecord session = session(id).orElseThrow();
    long change = session.change() + 1;
    put(session.withChange(change));
    told.add(new Applied.Told(id, change, event));
  }

  /** Tells observers what happened to a candidate that leads, or led. */
  void observe(
      ElectionEvent.Kind kind, ElectionName election, Grant grant, Optional<EndReason> reason) {
    observed.add(
        new ElectionEvent(
            nextPosition(),
            election,
            kind,
            grant.candidate().name(),
            grant.session(),
            Optional.of(grant.token()),
            Optional.of(grant.id()),
            reason,
            kind == ElectionEvent.Kind.GRANTED ? grant.candidate().metadata() : Bytes.EMPTY));
  }

  /** Tells observers what happened to a candidate that stands, or stood, whoever leads. */
  void observe(ElectionEvent.Kind kind, ElectionName election, Candidate candidate) {
    observed.add(
        new ElectionEvent(
            nextPosition(),
            election,
            kind,
            candidate.name(),
            candidate.session(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            kind == ElectionEvent.Kind.LEFT ? Bytes.EMPTY : candidate.metadata()));
  }

  CoordinatorState toState() {
    return new CoordinatorState(config, term, index, totals, tables);
  }

  Applied toApplied(List<OperationResult> results) {
    return new Applied(term, index, entry, results, told, observed, endedSessions, delays);
  }

  private ElectionEvent.Position nextPosition() {
    return new ElectionEvent.Position(index, observed.size());
  }
}
