package dev.incumbent.store;

import dev.incumbent.codec.CodecException;
import dev.incumbent.coordinator.RecordState;
import dev.incumbent.election.ElectionName;
import dev.incumbent.error.Failure;
import dev.incumbent.error.FailureCode;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * One election's record: read while anybody here cares for it, written when the client's part in it
 * needs that. One call at a time.
 *
 * <pre>
 * state     event                                   next      done
 * idle      never read, hint, poll due, doubt       busy      read
 * idle      a write is due                          busy      compare-and-set
 * busy      read: what was known, or follows it     idle      accepted
 * busy      read: it went back (see below)          idle      a write must show whether that is so
 * busy      set                                     idle      confirmed, accepted
 * busy      not set: another version                idle      read
 * busy      nothing took effect                     waiting   what was asked is refused; back-off
 * busy      not known                               waiting   kept in doubt; read after a back-off
 * waiting   its time has come                       idle
 * </pre>
 *
 * <p>A record <i>went back</i> if it is gone, has a smaller token or fewer writes than one that was
 * seen before, or lacks its last write. That may be a stale answer: only a write that replaces it
 * shows that it is so, and heals it (S-1: no token up to the largest seen is granted again). Until
 * the lease is over that was seen to run, nothing is granted in it.
 */
final class Track {
  /** Who is told of each record that is accepted. */
  interface Listener {
    void accepted(Track track);

    /** A call was answered, or failed: {@link #step} may have something to do. */
    void touched(Track track);
  }

  private final Desk desk;
  private final Calls calls;
  private final Listener listener;
  private final ElectionName name;
  private Watches watches = new Watches();
  private final Retrying retrying;
  private final Seen seen;
  private Optional<Part> part = Optional.empty();
  private Optional<Known> known = Optional.empty();
  private Optional<RecordState> doubted = Optional.empty();
  private boolean observed;
  private boolean busy;
  private long wantedStamp;
  private long pollNanos;
  private long askedNanos;

  Track(Desk desk, Calls calls, Listener listener, ElectionName name) {
    this.desk = desk;
    this.calls = calls;
    this.listener = listener;
    this.name = name;
    this.retrying = new Retrying(desk);
    this.seen = new Seen(desk.nanos());
  }

  ElectionName name() {
    return name;
  }

  /** The record as it was accepted last. */
  Optional<RecordState> state() {
    return doubted.isPresent() ? doubted : known.map(Known::state);
  }

  Optional<Part> part() {
    return part;
  }

  /** The part of that session, which had none here or replaces the one that had. */
  Part partOf(OwnSession session) {
    if (part.filter(it -> it.session() == session).isEmpty()) {
      part = Optional.of(new Part(desk, session));
    }
    return part.orElseThrow();
  }

  void leave() {
    part = Optional.empty();
  }

  void observe(boolean value) {
    observed = value;
  }

  boolean isActive() {
    return observed || part.filter(Part::isActive).isPresent();
  }

  /** Whether a renewal that arrived then may not be acknowledged yet. */
  boolean holdsUp(long renewal) {
    return part.filter(it -> it.holdsUp(known, renewal)).isPresent();
  }

  /** Asks for a read that begins now or later. */
  void want() {
    wantedStamp = desk.stamp();
  }

  /** The time left to the holder's lease as it is counted here. */
  OptionalLong leaseLeftMillis() {
    if (known.isEmpty()) {
      return OptionalLong.empty();
    }
    OptionalLong end = watches.leaseEnd(known.get().state());
    return end.isEmpty()
        ? end
        : OptionalLong.of(Math.max(0, (end.getAsLong() - desk.nanos()) / 1_000_000));
  }

  /** How old the record as it is known can be: counted from when it was asked for last. */
  long ageMillis() {
    return Math.max(0, desk.nanos() - askedNanos) / 1_000_000;
  }

  /** When {@link #step} may have something to do, if nothing happens before. */
  OptionalLong wakeAt() {
    if (busy) {
      return OptionalLong.empty();
    }
    if (retrying.isWaiting()) {
      return OptionalLong.of(retrying.atNanos());
    }
    OptionalLong poll = isActive() ? OptionalLong.of(pollNanos) : OptionalLong.empty();
    if (part.isEmpty() || known.isEmpty()) {
      return poll;
    }
    return Times.earlier(poll, part.get().wakeAt(known.get(), watches, seen.guardNanos()));
  }

  /** Begins the call that is due, if any is. */
  void step() {
    if (busy || retrying.isWaiting()) {
      return;
    }
    if (!mustRead() && known.isPresent() && part.isPresent()) {
      part.get().next(known.get(), watches, circumstances()).ifPresent(this::write);
    }
    if (!busy && mustRead()) {
      read();
    }
  }

  private boolean mustRead() {
    boolean stale = known.isEmpty() || known.get().stamp() < wantedStamp;
    boolean due = isActive() && pollNanos - desk.nanos() <= 0;
    return (stale && (isActive() || wantedStamp > 0)) || due;
  }

  private Circumstances circumstances() {
    return new Circumstances(
        seen.floor(),
        seen.guardNanos(),
        doubted.isPresent(),
        stamp -> wantedStamp = Math.max(wantedStamp, stamp));
  }

  private void read() {
    busy = true;
    long stamp = desk.stamp();
    long sentNanos = desk.nanos();
    calls.read(
        name,
        new Calls.Reading() {
          @Override
          public void read(Optional<StoredRecord> stored) {
            answered();
            askedNanos = sentNanos;
            wasRead(stored, stamp);
          }

          @Override
          public void failed(Failure failure) {
            answered();
            backOff(failure);
          }
        });
  }

  private void wasRead(Optional<StoredRecord> stored, long stamp) {
    long version = stored.map(StoredRecord::version).orElse(0L);
    try {
      RecordState state =
          known
              .filter(it -> it.version() == version && doubted.isEmpty())
              .map(Known::state)
              .orElseGet(() -> decode(stored));
      retrying.succeeded();
      pollNanos = desk.nanos() + desk.pollNanos();
      readAs(new Known(version, state, stamp));
    } catch (CodecException e) {
      backOff(Failure.of(FailureCode.UNAVAILABLE, "record '" + name + "' is unreadable: " + e));
    }
  }

  private RecordState decode(Optional<StoredRecord> stored) {
    return stored
        .map(it -> RecordState.decode(name, it.body()))
        .orElseGet(() -> RecordState.none(name));
  }

  private void readAs(Known read) {
    Optional<RecordState> best = state();
    part.ifPresent(it -> it.resolve(read));
    if (best.filter(it -> seen.wentBack(read.state(), it)).isEmpty()) {
      doubted = Optional.empty();
      accept(read, false);
    } else if (part.filter(Part::isActive).isEmpty()) {
      doubted = Optional.empty();
      guard(best.get());
      accept(read, false);
    } else {
      doubt(read, best.get());
    }
  }

  /** Nothing is believed before a write has shown it. */
  private void doubt(Known read, RecordState best) {
    if (doubted.isEmpty()) {
      desk.warn("record '" + name + "' seems to have gone back: it is written anew");
      guard(best);
    }
    doubted = Optional.of(best);
    RecordState healed = read.state().healedBy(best, desk.wallMillis());
    known = Optional.of(new Known(read.version(), healed, read.stamp()));
    watches.see(healed, desk.nanos());
  }

  private void guard(RecordState best) {
    boolean own = part.filter(it -> best.heldBy(it.session().id()).isPresent()).isPresent();
    seen.guard(own ? OptionalLong.empty() : watches.leaseEnd(best));
    // Another write may have the number of one that was seen.
    watches = new Watches();
  }

  private void accept(Known now, boolean granting) {
    known = Optional.of(now);
    seen.accepted(now.state());
    watches.see(now.state(), desk.nanos());
    part.ifPresent(it -> it.told().sync(now.state(), granting));
    listener.accepted(this);
  }

  private void write(Attempt attempt) {
    busy = true;
    Part writer = part.orElseThrow();
    writer.sent(attempt);
    calls.set(name, attempt.baseVersion(), attempt.next(), new Writing(writer, attempt));
  }

  /** A write that is not answered yet. */
  private final class Writing implements Calls.Setting {
    private final Part writer;
    private final Attempt attempt;

    Writing(Part writer, Attempt attempt) {
      this.writer = writer;
      this.attempt = attempt;
    }

    @Override
    public void wasSet(boolean done) {
      answered();
      retrying.succeeded();
      Track.this.wasSet(writer, attempt, done);
    }

    @Override
    public void failed(Failure failure) {
      answered();
      wantedStamp = desk.stamp();
      if (failure.code().surelyNotApplied()) {
        writer.surelyNot(attempt);
      }
      backOff(failure);
    }
  }

  private void wasSet(Part writer, Attempt attempt, boolean done) {
    if (done) {
      doubted = Optional.empty();
      writer.confirmed(attempt);
      accept(new Known(attempt.next().version(), attempt.write().after(), attempt.stamp()), true);
    } else {
      writer.surelyNot(attempt);
      wantedStamp = desk.stamp();
    }
  }

  private void backOff(Failure failure) {
    // Whatever became of that call: it was none of what is not in doubt.
    part.ifPresent(it -> it.unavailable(desk.unavailable(failure)));
    retrying.failed();
  }

  private void answered() {
    busy = false;
    listener.touched(this);
  }
}
