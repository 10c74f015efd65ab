package dev.incumbent.coordinator;

import dev.incumbent.codec.ByteReader;
import dev.incumbent.codec.Bytes;
import dev.incumbent.election.CandidateName;
import dev.incumbent.election.ElectionEvent;
import dev.incumbent.election.ElectionName;
import dev.incumbent.election.ElectionView;
import dev.incumbent.election.EndReason;
import dev.incumbent.error.FailureCode;
import dev.incumbent.fencing.FencingToken;
import dev.incumbent.session.ServerMessage;
import dev.incumbent.session.SessionId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * One election as a record of a storage keeps it: the state machine's own state, of this election
 * alone, and what its writers need to know of each other.
 *
 * <p>Each write of a record is an entry in a term of its own, so that only the writer's session is
 * present in it (L-5): a writer grants the election to its own candidates, or to nobody. The index
 * of the writer's last entry is its session's <i>beat</i>: who holds the election renews by
 * writing.
 *
 * <p>Threads: immutable, safe for use by any thread.
 */
public final class RecordState {
  /** The longest time to live of a session that writes. */
  public static final Duration LONGEST_TTL = RecordMachine.CONFIG.maxTtl();

  /** How many of the last writes are known by name. */
  static final int MAX_MARKS = 64;

  /** How many of the last events are kept for observers. */
  static final int MAX_EVENTS = 48;

  private final ElectionName name;
  private final CoordinatorState state;
  private final Extras extras;

  /**
   * What is kept beside the state.
   *
   * @param reserved who is granted the election next, if it still stands
   * @param marks the last writes, oldest first
   * @param events the last events, oldest first
   * @param forgottenUpTo the index up to which events are not kept
   */
  record Extras(
      Optional<Operation.Successor> reserved,
      List<Mark> marks,
      List<ElectionEvent> events,
      long forgottenUpTo) {
    static final Extras NONE = new Extras(Optional.empty(), List.of(), List.of(), 0);

    Extras {
      marks = List.copyOf(marks);
      events = List.copyOf(events);
    }

    Extras withReserved(Optional<Operation.Successor> now) {
      return new Extras(now, marks, events, forgottenUpTo);
    }
  }

  /** A write, by its index and the number that its writer drew for it. */
  public record Mark(long index, long id) {}

  /**
   * The holder's lease: over when its beat has not changed for the time to live, as an observer
   * counts it from when it first read that beat.
   */
  public record Lease(SessionId session, FencingToken token, long beat, long ttlMillis) {}

  RecordState(ElectionName name, CoordinatorState state, Extras extras) {
    this.name = name;
    this.state = state;
    this.extras = extras;
  }

  /** The election before anybody stood in it: there is no record. */
  public static RecordState none(ElectionName name) {
    return new RecordState(name, CoordinatorState.empty(RecordMachine.CONFIG), Extras.NONE);
  }

  /**
   * Reads a record's body.
   *
   * @throws dev.incumbent.codec.CodecException if it is none of that election's, or of a format
   *     that is not known
   */
  public static RecordState decode(ElectionName name, Bytes body) {
    return RecordCodec.read(name, new ByteReader(body));
  }

  /** The record's body. Equal states have equal bytes. */
  public Bytes encode() {
    return RecordCodec.write(this);
  }

  /** What one entry makes of it. */
  public RecordWrite apply(RecordEntry entry) {
    return RecordMachine.apply(this, entry);
  }

  public ElectionName name() {
    return name;
  }

  /** The number of writes so far; 0 if there is no record. */
  public long index() {
    return state.index();
  }

  /** The term of the next write: what its writer decides for it names this. */
  public long nextTerm() {
    return state.index() + 1;
  }

  /** The largest token granted, or the floor that was raised. */
  public long lastToken() {
    return state.lastToken();
  }

  /** The election as people see it; empty if nobody ever stood in it. */
  public Optional<ElectionView> view() {
    return state.election(name);
  }

  /** Whether a session has a part in it, or had until lately. */
  public boolean knows(SessionId session) {
    return state.summary(session).isPresent();
  }

  /** The leadership that the session holds. */
  public Optional<ServerMessage.Held> heldBy(SessionId session) {
    return state.session(session).flatMap(view -> view.held().stream().findFirst());
  }

  public Optional<Lease> lease() {
    return state
        .tables()
        .election(name)
        .flatMap(ElectionRecord::holder)
        .map(
            grant -> {
              SessionRecord session = state.tables().session(grant.session()).orElseThrow();
              return new Lease(
                  grant.session(), grant.token(), session.presentTerm(), session.ttlMillis());
            });
  }

  /** The current leadership, if it must end before its lease. */
  public Optional<StateView.Withdrawn> withdrawn() {
    for (StateView.Withdrawn one : state.withdrawn()) {
      return Optional.of(one);
    }
    return Optional.empty();
  }

  /** What has to pass before something is allowed again. */
  public List<Delay.Running> delays() {
    return state.delays();
  }

  /** Whether nothing but the lack of a candidate keeps it from being granted. */
  public boolean isOpen() {
    return state
        .tables()
        .election(name)
        .filter(e -> e.holder().isEmpty() && isOpenOnceVacant(e))
        .isPresent();
  }

  /** The same, once its holder's leadership has ended. */
  public boolean isOpenOnceVacant() {
    return state.tables().election(name).filter(RecordState::isOpenOnceVacant).isPresent();
  }

  private static boolean isOpenOnceVacant(ElectionRecord election) {
    return !election.upkeep().paused() && election.upkeep().lockDelay().isEmpty();
  }

  /** The sessions whose candidates wait, in the order in which it is their turn. */
  public List<SessionId> turns() {
    LinkedHashSet<SessionId> order = new LinkedHashSet<>();
    reserved().ifPresent(candidate -> order.add(candidate.session()));
    state
        .tables()
        .election(name)
        .ifPresent(e -> e.queue().values().forEach(candidate -> order.add(candidate.session())));
    return List.copyOf(order);
  }

  /** Whether that candidate waits, or leads. */
  public boolean stands(SessionId session, CandidateName candidate) {
    Candidate.Standing standing = new Candidate.Standing(name, candidate);
    return state
        .tables()
        .session(session)
        .filter(s -> s.candidacies().containsKey(standing))
        .isPresent();
  }

  /** The candidates of a session that wait, or lead. */
  public List<CandidateName> candidatesOf(SessionId session) {
    List<CandidateName> names = new ArrayList<>();
    state
        .tables()
        .session(session)
        .ifPresent(s -> s.candidacies().values().forEach(it -> names.add(it.name())));
    return names;
  }

  /**
   * What the session's operation was answered with, if that is kept; otherwise that it is not
   * known.
   */
  public OperationResult answerTo(SessionId session, long sequence) {
    return state
        .answered(session, sequence)
        .orElseGet(
            () ->
                Results.failed(
                    FailureCode.OUTCOME_UNKNOWN,
                    "the record of election '" + name + "' was changed too often to tell"));
  }

  /** Why that leadership ended, if the history still has it. */
  public Optional<EndReason> endOf(FencingToken token) {
    return state.tables().election(name).map(ElectionRecord::history).orElse(List.of()).stream()
        .filter(past -> past.token().equals(token))
        .map(ElectionView.Past::reason)
        .findFirst();
  }

  /** Whether that write is one of those that made it; empty if that is too long ago to tell. */
  public Optional<Boolean> has(Mark mark) {
    List<Mark> marks = extras.marks();
    boolean told = !marks.isEmpty() && marks.get(0).index() <= mark.index();
    return told && mark.index() <= index() ? Optional.of(marks.contains(mark)) : Optional.empty();
  }

  /** The name of the write that made it. */
  public Optional<Mark> lastMark() {
    List<Mark> marks = extras.marks();
    return marks.isEmpty() ? Optional.empty() : Optional.of(marks.get(marks.size() - 1));
  }

  /** All events after that index, in order; empty if not all of them are kept. */
  public Optional<List<ElectionEvent>> eventsAfter(long index) {
    if (index < extras.forgottenUpTo() || index > index()) {
      return Optional.empty();
    }
    return Optional.of(extras.events().stream().filter(e -> e.position().index() > index).toList());
  }

  /**
   * The time left to the holder's lease.
   *
   * @param watchedNanos how long its beat has not changed, as the observer counts it
   */
  public OptionalLong leaseLeftMillis(long watchedNanos) {
    return lease()
        .map(lease -> OptionalLong.of(Math.max(0, lease.ttlMillis() - watchedNanos / 1_000_000)))
        .orElse(OptionalLong.empty());
  }

  /**
   * This record, which went back, with what {@code seen} knows better: each of that holder's
   * leaderships that it lost has ended, {@code RESTORED}, and not cleanly.
   */
  public RecordState healedBy(RecordState seen, long atMillis) {
    return RecordMachine.heal(this, seen, atMillis);
  }

  /** The candidate that the election is reserved for, while it waits. */
  Optional<Candidate> reserved() {
    return extras
        .reserved()
        .flatMap(
            to ->
                state
                    .tables()
                    .session(to.session())
                    .flatMap(
                        s -> s.candidacies().find(new Candidate.Standing(name, to.candidate()))))
        .filter(
            candidate ->
                state
                    .tables()
                    .election(name)
                    .filter(e -> e.queue().containsKey(candidate.place()))
                    .isPresent());
  }

  CoordinatorState state() {
    return state;
  }

  Extras extras() {
    return extras;
  }

  /** The marks of this record and one more. */
  List<Mark> marksAnd(Mark mark) {
    List<Mark> longer = new ArrayList<>(extras.marks());
    longer.add(mark);
    return longer.subList(Math.max(0, longer.size() - MAX_MARKS), longer.size());
  }
}
