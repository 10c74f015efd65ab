package dev.incumbent.coordinator;

import dev.incumbent.election.ElectionEvent;
import dev.incumbent.election.EndReason;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Applies entries to records: the state machine's rules, and those of a coordinator in which each
 * writer grants for itself.
 *
 * <p>Guarantees: S-1 (a token is above the record's last one and the writer's floor; nothing here
 * lowers it), L-4 (a named successor is next, if it still stands). A writer's candidate is granted
 * the election by an entry only if it is the first whose turn it is.
 */
final class RecordMachine {
  static final StateConfig CONFIG =
      StateConfig.defaults().withBounds(new StateConfig.Bounds(256, 1, 100, 0, 0, 1_024));

  /** How many sessions are kept that stand nowhere, so that what they asked again is answered. */
  private static final int IDLE_SESSIONS_KEPT = 16;

  private final RecordState before;
  private final RecordEntry entry;
  private final Draft draft;
  private final Commands commands;
  private final Leaderships leaderships;

  private RecordMachine(RecordState before, RecordEntry entry) {
    this.before = before;
    this.entry = entry;
    long term = before.nextTerm();
    LogEntry log =
        new LogEntry(
            entry.randomHigh(), entry.randomLow(), entry.writer().atMillis(), entry.asked());
    draft = new Draft(before.state(), term, term, log);
    commands = new Commands(draft);
    leaderships = new Leaderships(draft);
  }

  static RecordWrite apply(RecordState before, RecordEntry entry) {
    return new RecordMachine(before, entry).apply();
  }

  private RecordWrite apply() {
    new Floor(draft, leaderships).raiseTo(entry.floor());
    hold(true);
    entry.decided().forEach(commands::apply);
    enter();
    for (Operation.Campaign campaign : entry.rejoins()) {
      new Contest(draft, leaderships).campaign(entry.writer().session(), campaign);
    }
    hold(!mayGrantWithin());
    List<OperationResult> results = new ArrayList<>();
    for (Command command : entry.asked()) {
      results.add(commands.apply(command));
    }
    Optional<Operation.Successor> reserved = grantIfItsTurn();
    hold(false);
    forgetIdle();
    RecordState.Mark mark = new RecordState.Mark(draft.index(), entry.randomLow());
    return new RecordWrite(after(mark, results, reserved), mark, results);
  }

  /** Nothing is granted while it is held off. */
  private void hold(boolean off) {
    draft.set(draft.totals().withHeldOff(off));
  }

  private void enter() {
    RecordEntry.Writer writer = entry.writer();
    commands.apply(new Command.OpenSession(writer.session(), writer.ttlMillis(), writer.client()));
  }

  /**
   * Whether the asked commands may grant by themselves: the raise of a floor grants anew, and who
   * enters only if vacant must find nobody waiting.
   */
  private boolean mayGrantWithin() {
    boolean raises =
        entry.asked().stream()
            .anyMatch(
                it ->
                    it instanceof Command.Sequenced numbered
                        && numbered.operation() instanceof Operation.RaiseFloor);
    return entry.mayGrant() && (raises || (now().isOpenOrNew() && now().othersWait().isEmpty()));
  }

  /** Grants the election to the writer's candidate if that is the first; who is to be the next. */
  private Optional<Operation.Successor> grantIfItsTurn() {
    Now now = now();
    Optional<Operation.Successor> next = now.reserved();
    Optional<Candidate> first = now.first();
    boolean own = first.filter(c -> c.session().equals(entry.writer().session())).isPresent();
    if (entry.mayGrant() && own) {
      hold(false);
      Candidate candidate = first.orElseThrow();
      leaderships.grantNext(
          before.name(), new Operation.Successor(candidate.session(), candidate.name()));
    }
    boolean vacant = draft.election(before.name()).filter(e -> e.holder().isEmpty()).isPresent();
    return vacant ? next : Optional.empty();
  }

  private Now now() {
    return new Now();
  }

  /** The contest as it is within this entry. */
  private final class Now {
    private final Optional<ElectionRecord> election = draft.election(before.name());

    boolean isOpenOrNew() {
      return election
          .map(
              e -> e.holder().isEmpty() && !e.upkeep().paused() && e.upkeep().lockDelay().isEmpty())
          .orElse(true);
    }

    List<Candidate> othersWait() {
      List<Candidate> others = new ArrayList<>();
      election.ifPresent(e -> e.queue().values().forEach(others::add));
      others.removeIf(c -> c.session().equals(entry.writer().session()));
      return others;
    }

    /** The successor that this entry, or an earlier one, named, if it waits. */
    Optional<Operation.Successor> reserved() {
      return named().or(() -> before.extras().reserved()).filter(to -> waiting(to).isPresent());
    }

    Optional<Candidate> first() {
      return reserved()
          .flatMap(this::waiting)
          .or(() -> election.flatMap(e -> e.queue().first().map(it -> it.value())));
    }

    private Optional<Candidate> waiting(Operation.Successor to) {
      return draft
          .session(to.session())
          .flatMap(s -> s.candidacies().find(new Candidate.Standing(before.name(), to.candidate())))
          .filter(c -> election.filter(e -> e.queue().containsKey(c.place())).isPresent());
    }
  }

  /** The successor that the writer named as it released the leadership in this entry. */
  private Optional<Operation.Successor> named() {
    for (Command command : entry.asked()) {
      if (command instanceof Command.Sequenced numbered
          && numbered.operation() instanceof Operation.Release release
          && release.successor().isPresent()
          && draft.election(before.name()).filter(e -> e.holder().isEmpty()).isPresent()) {
        return release.successor();
      }
    }
    return Optional.empty();
  }

  private void forgetIdle() {
    List<SessionRecord> idle = new ArrayList<>();
    for (SessionRecord session : draft.tables().sessions().values()) {
      if (session.candidacies().isEmpty() && !session.id().equals(entry.writer().session())) {
        idle.add(session);
      }
    }
    idle.sort(Comparator.comparingLong(SessionRecord::presentTerm));
    for (SessionRecord old : idle.subList(0, Math.max(0, idle.size() - IDLE_SESSIONS_KEPT))) {
      draft.removeSession(old.id());
    }
  }

  private RecordState after(
      RecordState.Mark mark,
      List<OperationResult> results,
      Optional<Operation.Successor> reserved) {
    List<ElectionEvent> events = new ArrayList<>(before.extras().events());
    events.addAll(draft.toApplied(results).electionEvents());
    int dropped = Math.max(0, events.size() - RecordState.MAX_EVENTS);
    long forgotten =
        dropped == 0 ? before.extras().forgottenUpTo() : events.get(dropped - 1).position().index();
    return new RecordState(
        before.name(),
        draft.toState(),
        new RecordState.Extras(
            reserved, before.marksAnd(mark), events.subList(dropped, events.size()), forgotten));
  }

  /** See {@link RecordState#healedBy}. */
  static RecordState heal(RecordState now, RecordState seen, long atMillis) {
    if (now.index() == 0) {
      return seen;
    }
    Optional<Grant> lost =
        seen.state()
            .tables()
            .election(seen.name())
            .flatMap(ElectionRecord::holder)
            .filter(grant -> grant.token().value() > now.lastToken());
    Optional<ElectionRecord> election = now.state().tables().election(now.name());
    return lost.isPresent() && election.isPresent()
        ? withLost(now, election.get(), lost.get(), atMillis)
        : now;
  }

  private static RecordState withLost(
      RecordState now, ElectionRecord election, Grant lost, long atMillis) {
    End end = End.decided(EndReason.RESTORED);
    ElectionRecord ended = election.ended(lost, end, atMillis, CONFIG.historyKept());
    ElectionRecord healed = election.holder().map(ended::withHolder).orElse(ended);
    CoordinatorState state = now.state();
    return new RecordState(
        now.name(),
        new CoordinatorState(
            CONFIG, state.term(), state.index(), state.totals(), state.tables().with(healed)),
        now.extras());
  }
}
