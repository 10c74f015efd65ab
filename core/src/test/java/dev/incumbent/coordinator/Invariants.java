package dev.incumbent.coordinator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.incumbent.election.CandidateName;
import dev.incumbent.election.Conditions;
import dev.incumbent.election.ElectionEvent;
import dev.incumbent.election.ElectionName;
import dev.incumbent.election.ElectionView;
import dev.incumbent.election.Revocation;
import dev.incumbent.session.Answer;
import dev.incumbent.session.ServerMessage;
import dev.incumbent.session.SessionId;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What must hold after each entry, checked against a history that is made of the events alone and
 * so knows nothing of how the state machine keeps it.
 */
final class Invariants {
  private final int historyKept;
  private final TreeMap<ElectionName, Contest> contests = new TreeMap<>();
  private final TreeMap<SessionId, Long> changes = new TreeMap<>();
  private final TreeMap<String, Long> grants = new TreeMap<>();
  private final TreeMap<String, Answer.Stored> keys = new TreeMap<>();
  private final TreeMap<ElectionName, Long> largestDeleted = new TreeMap<>();
  private long lastToken;
  private long ends;

  Invariants(int historyKept) {
    this.historyKept = historyKept;
  }

  /** An election as its events tell it. */
  private static final class Contest {
    private Optional<ElectionEvent> holder = Optional.empty();
    private final TreeSet<Who> waiting = new TreeSet<>();
    private final Deque<ElectionEvent> ended = new ArrayDeque<>();

    private boolean stands(Who who) {
      boolean holds =
          holder.filter(h -> new Who(h.session(), h.candidate()).compareTo(who) == 0).isPresent();
      return holds || waiting.contains(who);
    }
  }

  /** A candidate. */
  private record Who(SessionId session, CandidateName name) implements Comparable<Who> {
    @Override
    public int compareTo(Who other) {
      int bySession = session.compareTo(other.session);
      return bySession != 0 ? bySession : name.compareTo(other.name);
    }
  }

  long grantCount() {
    return grants.size();
  }

  long endCount() {
    return ends;
  }

  void check(CoordinatorState before, Applied applied, CoordinatorState after) {
    applied.electionEvents().forEach(this::observe);
    checkChanges(applied, after);
    checkElections(applied, after);
    checkSessions(after);
    checkCommand(before, applied, after);
    checkFloor(before, applied, after);
    assertThat(applied.results()).hasSameSizeAs(applied.entry().commands());
  }

  private void observe(ElectionEvent event) {
    Contest contest = contests.computeIfAbsent(event.election(), name -> new Contest());
    Who who = new Who(event.session(), event.candidate());
    switch (event.kind()) {
      case JOINED -> assertThat(contest.waiting.add(who)).as("joined twice: %s", event).isTrue();
      case LEFT -> assertThat(contest.waiting.remove(who)).as("left twice: %s", event).isTrue();
      case GRANTED -> granted(contest, who, event);
      case UPDATED -> assertThat(contest.stands(who)).as("stands: %s", event).isTrue();
      case PROMOTED, WITHDRAWN -> assertIsHolders(contest, event);
      case ENDED -> {
        assertIsHolders(contest, event);
        contest.holder = Optional.empty();
        contest.ended.addFirst(event);
        ends++;
      }
    }
  }

  private void granted(Contest contest, Who who, ElectionEvent event) {
    assertThat(contest.waiting.remove(who)).as("granted from the queue: %s", event).isTrue();
    assertThat(contest.holder).as("one holder: %s", event).isEmpty();
    long token = event.token().orElseThrow().value();
    assertThat(token).as("tokens only grow").isGreaterThan(lastToken);
    assertThat(grants.put(event.grant().orElseThrow().toString(), token)).isNull();
    lastToken = token;
    contest.holder = Optional.of(event);
  }

  private static void assertIsHolders(Contest contest, ElectionEvent event) {
    assertThat(contest.holder.flatMap(ElectionEvent::token)).isEqualTo(event.token());
    assertThat(contest.holder.flatMap(ElectionEvent::grant)).isEqualTo(event.grant());
  }

  private void checkChanges(Applied applied, CoordinatorState after) {
    for (Applied.Told told : applied.sessionEvents()) {
      assertThat(told.change()).isEqualTo(changes.getOrDefault(told.session(), 0L) + 1);
      changes.put(told.session(), told.change());
    }
    applied.endedSessions().forEach(changes::remove);
    for (StateView.SessionView session : after.sessions()) {
      assertThat(session.change()).isEqualTo(changes.getOrDefault(session.session(), 0L));
    }
  }

  /**
   * S-1: the counter never goes back, and moves only by a grant and by a raise of the floor, which
   * a holder does at most so far and so often.
   */
  private void checkFloor(CoordinatorState before, Applied applied, CoordinatorState after) {
    long grantsNow =
        applied.electionEvents().stream()
            .filter(event -> event.kind() == ElectionEvent.Kind.GRANTED)
            .count();
    long raised = after.lastToken() - before.lastToken() - grantsNow;
    assertThat(raised).as("the counter goes on").isNotNegative();
    assertThat(after.lastToken()).isGreaterThanOrEqualTo(lastToken);
    Operation operation =
        applied.entry().commands().get(0) instanceof Command.Sequenced sequenced
            ? sequenced.operation()
            : new Operation.Cancel(new ElectionName("e0"), new CandidateName("c0"));
    if (operation instanceof Operation.RaiseFloor) {
      assertThat(raised).as("how far one raise goes").isLessThanOrEqualTo(1L << 32);
    } else if (!(operation instanceof Operation.Operate)) {
      assertThat(raised).as("raised by nobody").isZero();
    }
  }

  private void checkConditions(ElectionView view, Applied applied) {
    Conditions conditions = view.conditions();
    assertThat(conditions.raises()).as("raises that count").isBetween(0, 3);
    assertThat(conditions.notes()).hasSizeLessThanOrEqualTo(historyKept);
    boolean granted =
        applied.electionEvents().stream()
            .anyMatch(
                event ->
                    event.kind() == ElectionEvent.Kind.GRANTED
                        && event.election().equals(view.election()));
    assertThat(granted && isKept(conditions)).as("granted though kept: %s", conditions).isFalse();
    assertThat(conditions.lockDelay().isPresent() && view.holder().isPresent()).isFalse();
    conditions.lockDelay().ifPresent(delay -> assertUnclean(view, delay));
  }

  /** Whether something keeps the election from being granted. */
  private static boolean isKept(Conditions conditions) {
    return conditions.paused() || conditions.heldOff() || conditions.lockDelay().isPresent();
  }

  private static void assertUnclean(ElectionView view, Conditions.LockDelay delay) {
    assertThat(view.conditions().inherited().known())
        .as("whose end is followed by a lock delay is a predecessor, or was forgotten")
        .allMatch(one -> one.token().compareTo(delay.token()) <= 0);
    view.history().stream()
        .findFirst()
        .ifPresent(past -> assertThat(past.token()).isEqualTo(delay.token()));
  }

  private void checkElections(Applied applied, CoordinatorState after) {
    List<ElectionName> withdrawn = new ArrayList<>();
    for (ElectionName name : RandomCommands.elections()) {
      Contest contest = contests.computeIfAbsent(name, n -> new Contest());
      Optional<ElectionView> view = after.election(name);
      assertQueue(view, contest);
      assertThat(view.flatMap(ElectionView::holder).map(ElectionView.Holder::token))
          .isEqualTo(contest.holder.flatMap(ElectionEvent::token));
      assertHistory(view, contest);
      view.ifPresent(v -> assertNobodyPresentWaits(v, after));
      view.ifPresent(v -> checkConditions(v, applied));
      view.flatMap(ElectionView::holder)
          .flatMap(ElectionView.Holder::withdrawn)
          .ifPresent(reason -> withdrawn.add(name));
    }
    assertThat(after.withdrawn()).extracting(StateView.Withdrawn::election).isEqualTo(withdrawn);
  }

  private static void assertQueue(Optional<ElectionView> view, Contest contest) {
    TreeSet<Who> waiting = new TreeSet<>();
    for (ElectionView.Waiting candidate : view.map(ElectionView::queue).orElse(List.of())) {
      Who who = new Who(candidate.session(), candidate.candidate());
      assertThat(waiting.add(who)).as("waits twice: %s", who).isTrue();
    }
    assertThat(waiting).isEqualTo(contest.waiting);
  }

  private void assertHistory(Optional<ElectionView> view, Contest contest) {
    List<ElectionView.Past> history = view.map(ElectionView::history).orElse(List.of());
    assertThat(history).hasSize(Math.min(historyKept, contest.ended.size()));
    Iterator<ElectionEvent> ended = contest.ended.iterator();
    for (ElectionView.Past past : history) {
      ElectionEvent end = ended.next();
      assertThat(end.token()).hasValue(past.token());
      assertThat(end.reason()).hasValue(past.reason());
    }
  }

  private static void assertNobodyPresentWaits(ElectionView view, CoordinatorState after) {
    if (view.holder().isEmpty() && !isKept(view.conditions())) {
      assertThat(view.queue())
          .noneMatch(w -> after.session(w.session()).orElseThrow().presentTerm() == after.term());
    }
  }

  private void checkSessions(CoordinatorState after) {
    int standings = 0;
    for (StateView.SessionView session : after.sessions()) {
      for (ServerMessage.Held held : session.held()) {
        ElectionEvent holder =
            Objects.requireNonNull(contests.get(held.election())).holder.orElseThrow();
        assertThat(holder.session()).isEqualTo(session.session());
        assertThat(holder.candidate()).isEqualTo(held.candidate());
        assertThat(holder.token()).hasValue(held.token());
        assertThat(holder.grant()).hasValue(held.grant());
        assertSuspectable(session, held, after);
      }
      for (ServerMessage.Queued queued : session.queued()) {
        assertThat(Objects.requireNonNull(contests.get(queued.election())).waiting)
            .contains(new Who(session.session(), queued.candidate()));
      }
      standings += session.held().size() + session.queued().size();
    }
    int expected = 0;
    for (Contest contest : contests.values()) {
      expected += contest.waiting.size() + (contest.holder.isPresent() ? 1 : 0);
    }
    assertThat(standings).isEqualTo(expected);
  }

  private static void assertSuspectable(
      StateView.SessionView session, ServerMessage.Held held, CoordinatorState after) {
    Revocation revocation =
        after.election(held.election()).orElseThrow().holder().orElseThrow().revocation();
    assertThat(
            session
                .suspectable()
                .contains(new StateView.Suspectable(held.election(), held.token())))
        .isEqualTo(revocation == Revocation.ON_SUSPICION);
  }

  private void checkCommand(CoordinatorState before, Applied applied, CoordinatorState after) {
    assertThat(applied.entry().commands()).as("checked one by one").hasSize(1);
    if (applied.entry().commands().get(0) instanceof Command.Sequenced sequenced) {
      OperationResult result = applied.results().get(0);
      SessionId session = sequenced.session();
      Optional<OperationResult> known = before.answered(session, sequenced.sequence());
      if (known.isPresent()) {
        assertThat(known).hasValue(result);
        assertThat(applied.sessionEvents()).isEmpty();
        assertThat(applied.electionEvents()).isEmpty();
      } else if (result instanceof OperationResult.Written written) {
        checkWrite(before, sequenced.operation(), written.version());
      }
      after
          .answered(session, sequenced.sequence())
          .ifPresent(kept -> assertThat(kept).isEqualTo(result));
    }
    for (int i = 0; i < 5; i++) {
      String key = "k" + i;
      assertThat(after.value(key)).isEqualTo(Optional.ofNullable(keys.get(key)));
    }
  }

  /** Only the holder writes, and no version of a key's election comes twice. */
  private void checkWrite(CoordinatorState before, Operation operation, long version) {
    if (operation instanceof Operation.Put put) {
      ElectionView.Holder holder =
          before.election(put.election()).orElseThrow().holder().orElseThrow();
      assertThat(put.token()).isEqualTo(holder.token());
      assertThat(put.grant()).isEqualTo(holder.grant());
      Optional<Answer.Stored> stored = Optional.ofNullable(keys.get(put.key()));
      assertThat(version)
          .isGreaterThan(
              stored
                  .map(Answer.Stored::version)
                  .orElse(largestDeleted.getOrDefault(put.election(), 0L)));
      assertThat(stored.map(Answer.Stored::election).orElse(put.election()))
          .isEqualTo(put.election());
      keys.put(put.key(), new Answer.Stored(put.value(), version, put.election(), put.token()));
    } else if (operation instanceof Operation.Delete delete) {
      ElectionView.Holder holder =
          before.election(delete.election()).orElseThrow().holder().orElseThrow();
      assertThat(delete.token()).isEqualTo(holder.token());
      assertThat(delete.grant()).isEqualTo(holder.grant());
      assertThat(Optional.ofNullable(keys.remove(delete.key())).map(Answer.Stored::version))
          .hasValue(version);
      largestDeleted.merge(delete.election(), version, Math::max);
    }
  }
}
