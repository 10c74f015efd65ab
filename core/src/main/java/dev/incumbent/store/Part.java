package dev.incumbent.store;

import dev.incumbent.coordinator.Command;
import dev.incumbent.coordinator.Operation;
import dev.incumbent.coordinator.OperationResult;
import dev.incumbent.coordinator.RecordEntry;
import dev.incumbent.coordinator.RecordState;
import dev.incumbent.coordinator.RecordWrite;
import dev.incumbent.error.Failure;
import dev.incumbent.store.Attempt.Asked;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The client's part in one election: what it asked for, and which write comes next.
 *
 * <p>Guarantees: S-1 (a new token is above the largest that this process has seen), S-9 ({@link
 * Doubts}), lease rule 1 (a renewal counts once a write that began after it had arrived has taken
 * effect), L-4 ({@link Turn}).
 */
final class Part {
  /** A version lasts for four thousand million writes. */
  private static final long MAX_VERSION_STEP = 1L << 30;

  private static final int MAX_BODY_BYTES = 1 << 20;

  /** What an operation may not make a record grow beyond, so that renewals always fit. */
  private static final int MAX_GROWN_BYTES = MAX_BODY_BYTES - (64 << 10);

  private final Desk desk;
  private final OwnSession session;
  private final Told told;
  private final Doubts doubts;
  private final ArrayDeque<Asked> asked = new ArrayDeque<>();
  private long renewalStamp;
  private long writtenStamp;

  Part(Desk desk, OwnSession session) {
    this.desk = desk;
    this.session = session;
    this.told = new Told(session);
    this.doubts = new Doubts();
  }

  OwnSession session() {
    return session;
  }

  Told told() {
    return told;
  }

  boolean isActive() {
    return told.hasPart() || !asked.isEmpty() || !doubts.isEmpty();
  }

  void ask(Command command, long sequence, Optional<Operation> operation) {
    boolean pending = sequence > 0 && asked.stream().anyMatch(it -> it.sequence() == sequence);
    if (!pending) {
      asked.add(new Asked(command, sequence, operation, desk.stamp()));
    }
  }

  boolean hasAsked() {
    return !asked.isEmpty();
  }

  /** A renewal that arrived then is to be acknowledged. */
  void renew(long renewal) {
    renewalStamp = renewal;
  }

  /** The session closes: nothing is entered any more, and what the record knows of it ends. */
  void close(boolean known) {
    told.forgetStanding();
    if (known || isActive()) {
      ask(new Command.CloseSession(session.id()), 0, Optional.empty());
    }
  }

  /** Whether a renewal that arrived then may not be acknowledged yet. */
  boolean holdsUp(Optional<Known> known, long renewal) {
    return writtenStamp < renewal && binds(known);
  }

  /** Whether the session holds the election, or may come to hold it by a write under way. */
  private boolean binds(Optional<Known> known) {
    return told.held().isPresent()
        || doubts.mayGrant(session.id())
        || known.filter(it -> it.state().heldBy(session.id()).isPresent()).isPresent();
  }

  /** The time at which {@link #next} may have something more to write. */
  OptionalLong wakeAt(Known known, Watches watches, long guardNanos) {
    if (!isActive()) {
      return OptionalLong.empty();
    }
    Turn turn = turn(known, watches, guardNanos);
    OptionalLong decided =
        told.hasPart() ? watches.next(known.state(), session.id()) : OptionalLong.empty();
    if (decided.isPresent()) {
      decided = OptionalLong.of(decided.getAsLong() + patience(turn));
    }
    boolean waits = !told.queued().isEmpty() || !asked.isEmpty();
    OptionalLong own = waits ? turn.atNanos() : OptionalLong.empty();
    return Times.earlier(decided, own);
  }

  /** The write that is due now, if any is. */
  Optional<Attempt> next(Known known, Watches watches, Circumstances now) {
    while (true) {
      Turn turn = turn(known, watches, now.guardNanos());
      Optional<Asked> first = ready(known, turn);
      RecordEntry entry = entry(known, watches, turn, now, first);
      if (!isDue(known, turn, now, entry)) {
        return Optional.empty();
      }
      RecordWrite write = known.state().apply(entry);
      Optional<Failure> failed = first.isPresent() ? failure(write) : Optional.empty();
      if (failed.isEmpty() || !entry.decided().isEmpty() || now.mustHeal()) {
        return Optional.of(attempt(known, write, first));
      }
      if (known.stamp() < first.orElseThrow().stamp()) {
        now.readFirst().accept(first.get().stamp());
        return Optional.empty();
      }
      settle(first.get(), new OperationResult.Failed(failed.get()));
    }
  }

  private Turn turn(Known known, Watches watches, long guardNanos) {
    return Turn.of(watches, known.state(), session, desk.pollNanos(), guardNanos);
  }

  /** What was asked first, unless it has to wait for its turn. */
  private Optional<Asked> ready(Known known, Turn turn) {
    Optional<Asked> first = Optional.ofNullable(asked.peekFirst());
    boolean waits =
        first.filter(Asked::isOnlyIfVacant).isPresent()
            && known.state().isOpen()
            && !turn.ahead().isEmpty()
            && !turn.hasCome(desk.nanos());
    return waits ? Optional.empty() : first;
  }

  private boolean isDue(Known known, Turn turn, Circumstances now, RecordEntry entry) {
    return now.mustHeal()
        || !entry.asked().isEmpty()
        || !entry.decided().isEmpty()
        || !entry.rejoins().isEmpty()
        || (isWaiting() && turn.hasCome(desk.nanos()))
        || holdsUp(Optional.of(known), renewalStamp);
  }

  private boolean isWaiting() {
    return !told.queued().isEmpty() && !session.isClosing();
  }

  private RecordEntry entry(
      Known known, Watches watches, Turn turn, Circumstances now, Optional<Asked> first) {
    boolean entersNow = first.filter(Asked::isOnlyIfVacant).isPresent();
    List<Command> decided = new ArrayList<>();
    if (told.isGhost(known.state())) {
      decided.add(new Command.ExpireSession(session.id(), known.state().nextTerm()));
    }
    if (told.hasPart() || entersNow) {
      long past = desk.nanos() - patience(turn);
      decided.addAll(watches.decided(known.state(), session.id(), past));
    }
    if ((isWaiting() || entersNow) && turn.hasCome(desk.nanos())) {
      decided.addAll(turn.passesOver(known.state().nextTerm()));
    }
    return new RecordEntry(
        new RecordEntry.Writer(
            session.id(), session.ttlMillis(), session.client(), desk.wallMillis()),
        desk.random().nextLong(),
        desk.random().nextLong(),
        now.floor(),
        now.guardNanos() - desk.nanos() <= 0 && !session.isClosing(),
        decided,
        session.isClosing() ? List.of() : told.missingIn(known.state()),
        first.map(it -> List.of(it.command())).orElse(List.of()));
  }

  /** Who holds the election decides at once; of those who wait each in its turn. */
  private long patience(Turn turn) {
    return told.held().isPresent() ? 0 : turn.patienceNanos();
  }

  private Optional<Failure> failure(RecordWrite write) {
    for (OperationResult result : write.results()) {
      if (result instanceof OperationResult.Failed failed) {
        return Optional.of(failed.failure());
      }
    }
    int bytes = write.after().encode().length();
    return bytes <= MAX_GROWN_BYTES
        ? Optional.empty()
        : Optional.of(
            Failure.rejected("record", bytes + " bytes", "up to " + MAX_GROWN_BYTES + " bytes"));
  }

  private Attempt attempt(Known known, RecordWrite write, Optional<Asked> first) {
    RecordState after = write.after();
    long version = nextVersion(known.version());
    String holder =
        after.view().flatMap(view -> view.holder().map(it -> it.candidate().value())).orElse("");
    StoredRecord next = new StoredRecord(version, after.lastToken(), holder, after.encode());
    return new Attempt(known.version(), next, write, first, desk.stamp());
  }

  /**
   * Another one than any other write of that record draws, of what was put back to an old copy,
   * too.
   */
  private long nextVersion(long version) {
    return version == 0
        ? (desk.random().nextLong() >>> 2) + 1
        : version + 1 + desk.random().nextLong(MAX_VERSION_STEP);
  }

  void sent(Attempt attempt) {
    doubts.add(attempt);
  }

  /** The last write surely changed nothing. */
  void surelyNot(Attempt attempt) {
    doubts.remove(attempt);
  }

  /** A write is known to have taken effect. */
  void confirmed(Attempt attempt) {
    writtenStamp = Math.max(writtenStamp, attempt.stamp());
    doubts.clear();
    attempt
        .asked()
        .ifPresent(
            it -> {
              OperationResult result = attempt.write().results().get(0);
              it.operation().ifPresent(operation -> told.applied(operation, result));
            });
    told.sync(attempt.write().after(), true);
    attempt.asked().ifPresent(it -> settle(it, attempt.write().results().get(0)));
  }

  /** A record was read: what became of the writes that were not answered. */
  void resolve(Known read) {
    doubts.confirmedBy(read.state()).ifPresent(this::confirmed);
    for (Asked lost : doubts.unclearIn(read)) {
      OperationResult result = read.state().answerTo(session.id(), lost.sequence());
      lost.operation().ifPresent(operation -> told.applied(operation, result));
      settle(lost, result);
    }
  }

  /** Nothing was to be had from the storage: what was surely not tried is refused. */
  void unavailable(Failure failure) {
    for (Asked one : List.copyOf(asked)) {
      if (one.operation().isPresent() && !doubts.contain(one)) {
        asked.remove(one);
        session.refuse(one.sequence(), failure);
      }
    }
  }

  private void settle(Asked it, OperationResult result) {
    asked.remove(it);
    if (it.operation().isPresent()) {
      session.answer(it.sequence(), result);
    }
  }
}
