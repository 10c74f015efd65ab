package dev.incumbent.coordinator.host;

import dev.incumbent.coordinator.Applied;
import dev.incumbent.coordinator.Command;
import dev.incumbent.coordinator.SessionEvent;
import dev.incumbent.coordinator.StateView.SessionView;
import dev.incumbent.coordinator.StateView.Suspectable;
import dev.incumbent.election.EndReason;
import dev.incumbent.fencing.FencingToken;
import dev.incumbent.session.SessionId;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Ends the {@code ON_SUSPICION} leaderships of a session whose silence is suspicious, one by one:
 * never the session, and never another leadership. Each session's renewals are counted from the
 * moment at which this node leads; {@link Arrivals} judges them, by {@link OwnTime}.
 *
 * <pre>
 * session   event                                                    next      what follows
 * -         ready, or the session opened                             counted
 * counted   a renewal arrives                                        counted
 * counted   holds such a leadership, silent for longer than a fuse   silent    EndLeadership for each
 * silent    a grant                                                  silent    EndLeadership
 * silent    EndLeadership failed, same term                          silent    EndLeadership
 * silent    a renewal arrives                                        counted
 * any       the session ended, or the term did                       -
 * </pre>
 *
 * <p>Judged at a tick only, never between: at a tick everything was read that had reached the node
 * by the tick's time.
 */
final class Silences {
  /** A tick that is later than this is counted as late. */
  static final long LATE_NANOS = 20_000_000;

  private static final double NANOS_PER_MILLI = 1e6;

  private static final class Counted {
    private final Arrivals arrivals = new Arrivals();
    private final TreeSet<FencingToken> held = new TreeSet<>();
  }

  private final Situation situation;
  private final HostPorts ports;
  private final Outbox outbox;
  private final Proposals proposals;
  private final OwnTime time = new OwnTime();
  private final TreeMap<SessionId, Counted> sessions = new TreeMap<>();
  private final TreeSet<SessionId> silent = new TreeSet<>();
  private final TreeSet<FencingToken> proposed = new TreeSet<>();

  /** By own time, and a lower bound only: it is not moved at each renewal. */
  private final Deadlines<SessionId> due = new Deadlines<>();

  private long held;

  Silences(Situation situation, HostPorts ports, Outbox outbox, Proposals proposals) {
    this.situation = situation;
    this.ports = ports;
    this.outbox = outbox;
    this.proposals = proposals;
  }

  /** A term begins; the sessions that there are follow. */
  void begin() {
    end();
    time.begin(situation.now());
  }

  void end() {
    sessions.clear();
    silent.clear();
    proposed.clear();
    due.clear();
    time.stop();
    held = 0;
  }

  /** It is another time: told at each event. */
  void at() {
    time.at(situation.now());
  }

  /** Something of some client was read. */
  void heard() {
    time.heard();
  }

  /** A session is open as a term begins. */
  void open(SessionView view) {
    opened(view.session());
    view.suspectable().forEach(one -> hold(view.session(), one.token()));
  }

  void opened(SessionId session) {
    sessions.putIfAbsent(session, new Counted());
  }

  void ended(SessionId session) {
    Counted gone = sessions.remove(session);
    if (gone != null) {
      silent.remove(session);
      due.remove(session);
      holdLess(gone.held.size());
    }
  }

  /** A renewal arrived on the session's main stream. */
  void renewed(SessionId session) {
    Counted counted = sessions.get(session);
    if (counted != null) {
      counted.arrivals.arrived(time.nanos());
      silent.remove(session);
      watch(session, counted);
    }
  }

  /** An entry told a session something: perhaps that it holds, or no longer holds, a leadership. */
  void applied(Applied.Told told) {
    if (told.event() instanceof SessionEvent.Granted grant
        && situation.state().isSuspectable(grant.election(), grant.token())) {
      hold(told.session(), grant.token());
    } else if (told.event() instanceof SessionEvent.Ended ended) {
      proposed.remove(ended.token());
      Counted counted = sessions.get(told.session());
      if (counted != null && counted.held.remove(ended.token())) {
        holdLess(1);
      }
    }
  }

  private void hold(SessionId session, FencingToken token) {
    Counted counted = sessions.computeIfAbsent(session, s -> new Counted());
    if (counted.held.add(token)) {
      held++;
      time.start();
      watch(session, counted);
      if (silent.contains(session)) {
        suspect(session);
      }
    }
  }

  private void holdLess(int tokens) {
    held -= tokens;
    if (held == 0) {
      time.stop();
    }
  }

  private void watch(SessionId session, Counted counted) {
    boolean watched = due.of(session).isPresent() || silent.contains(session);
    if (!watched && !counted.held.isEmpty() && counted.arrivals.isEnough()) {
      due.set(session, counted.arrivals.lastNanos() + counted.arrivals.fuseNanos());
    }
  }

  /** The host was woken: judges every silence that may be suspicious, if it is a tick. */
  void woken() {
    OptionalLong late = time.tickLateNanos();
    if (late.isEmpty()) {
      return;
    }
    if (late.getAsLong() > LATE_NANOS) {
      ports.counters().add("wakeups.late", 1);
    }
    for (var one = due.pollDue(time.nanos()); one.isPresent(); one = due.pollDue(time.nanos())) {
      judge(one.get());
    }
    time.nextTick(due.next());
  }

  private void judge(SessionId session) {
    Counted counted = sessions.get(session);
    if (counted == null || counted.held.isEmpty()) {
      return;
    }
    long silence = time.nanos() - counted.arrivals.lastNanos();
    if (silence < counted.arrivals.fuseNanos()) {
      watch(session, counted);
      return;
    }
    silent.add(session);
    outbox.warn(describe(session, counted, silence));
    suspect(session);
  }

  private static String describe(SessionId session, Counted counted, long silenceNanos) {
    return String.format(
        Locale.ROOT,
        "session %s is silent: phi %.1f after %.0f ms; its last %d renewals came each %.0f ms,"
            + " deviation %.0f ms, which allows for %.0f ms; it holds %d that end",
        session,
        counted.arrivals.phi(silenceNanos),
        silenceNanos / NANOS_PER_MILLI,
        counted.arrivals.count(),
        counted.arrivals.meanNanos() / NANOS_PER_MILLI,
        counted.arrivals.deviationNanos() / NANOS_PER_MILLI,
        counted.arrivals.fuseNanos() / NANOS_PER_MILLI,
        counted.held.size());
  }

  private void suspect(SessionId session) {
    List<Suspectable> all =
        situation.state().session(session).map(SessionView::suspectable).orElse(List.of());
    for (Suspectable one : all) {
      if (proposed.add(one.token())) {
        ports.counters().add("suspicions.silent", 1);
        proposals.propose(
            new Command.EndLeadership(
                one.election(), one.token(), EndReason.SILENT, situation.term()));
      }
    }
  }

  /** An end that was proposed did not get into the log: it is judged anew. */
  void failed(Command.EndLeadership command) {
    proposed.remove(command.token());
    silent.forEach(this::suspect);
  }

  OptionalLong next() {
    return time.tickAt();
  }
}
