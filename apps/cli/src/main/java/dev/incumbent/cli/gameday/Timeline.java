package dev.incumbent.cli.gameday;

import dev.incumbent.cli.output.Output;
import dev.incumbent.election.ElectionEvent;
import dev.incumbent.election.ElectionObserver;
import dev.incumbent.election.ElectionView;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * All that happened in a game day, in the order in which it was seen here, and who leads now.
 *
 * <p>A leader that is stopped or cut off does not lead for as long: the time without a leader
 * counts from then, or from the end of a leadership, until the next promotion, or until the old
 * leader goes on.
 *
 * <p>Threads: safe; told by the observer's thread and the play's.
 */
final class Timeline implements ElectionObserver {
  /** More than any game day has; what is beyond is not kept, and counted. */
  private static final int MAX_MARKS = 10_000;

  private final long startNanos = System.nanoTime();
  private final List<Mark> marks = new ArrayList<>();
  private final Consumer<Mark> listener;
  private final List<Span> leaderless = new ArrayList<>();
  private long dropped;
  private boolean known;
  private @Nullable Holding holding;
  private @Nullable Long downSince;

  /** Who holds the election. */
  record Holding(String candidate, long token, boolean promoted) {}

  /** A stretch of time, on {@code System.nanoTime}. */
  record Span(long fromNanos, long toNanos) {
    long nanos() {
      return toNanos - fromNanos;
    }
  }

  /**
   * An empty one, which starts now.
   *
   * @param listener is handed each mark, under the lock: it must not block
   */
  Timeline(Consumer<Mark> listener) {
    this.listener = listener;
  }

  long startNanos() {
    return startNanos;
  }

  /** Adds what somebody else than the coordinator saw. */
  synchronized Mark add(Mark.Kind kind, String candidate, long token, String text) {
    Mark mark = new Mark(System.nanoTime(), kind, candidate, token, text);
    if (marks.size() < MAX_MARKS) {
      marks.add(mark);
      listener.accept(mark);
    } else {
      dropped++;
    }
    notifyAll();
    return mark;
  }

  /** The leader does not work from now on, whatever the coordinator says. */
  synchronized void leaderDown() {
    if (downSince == null) {
      downSince = System.nanoTime();
    }
  }

  /** The leader works again; nothing changes if it is no longer the leader. */
  synchronized void leaderUp(long token) {
    if (holding != null && holding.token == token && holding.promoted) {
      up();
    }
  }

  private void up() {
    if (downSince != null) {
      leaderless.add(new Span(downSince, System.nanoTime()));
      downSince = null;
    }
  }

  /** For how long nobody has led by now; 0 if somebody leads. */
  synchronized long leaderlessNanos() {
    return downSince == null ? 0 : System.nanoTime() - downSince;
  }

  /** The stretches without a leader, the current one last. */
  synchronized List<Span> leaderless() {
    List<Span> all = new ArrayList<>(leaderless);
    if (downSince != null) {
      all.add(new Span(downSince, System.nanoTime()));
    }
    return all;
  }

  synchronized List<Mark> marks() {
    return List.copyOf(marks);
  }

  synchronized long dropped() {
    return dropped;
  }

  synchronized Optional<Holding> holding() {
    return Optional.ofNullable(holding);
  }

  /** Waits until the first resync has come; whether it has. */
  synchronized boolean awaitKnown(Duration atMost) throws InterruptedException {
    return await(() -> known, atMost);
  }

  /** Waits until the holder is as wanted; whether it came to that in time. */
  synchronized boolean awaitHolding(Predicate<Holding> wanted, Duration atMost)
      throws InterruptedException {
    return await(() -> holding != null && wanted.test(holding), atMost);
  }

  /** Waits for a mark that is there or comes. */
  synchronized Optional<Mark> awaitMark(Predicate<Mark> wanted, Duration atMost)
      throws InterruptedException {
    boolean unused = await(() -> marks.stream().anyMatch(wanted), atMost);
    return marks.stream().filter(wanted).findFirst();
  }

  private boolean await(java.util.function.BooleanSupplier condition, Duration atMost)
      throws InterruptedException {
    long start = System.nanoTime();
    while (!condition.getAsBoolean()) {
      long left = atMost.toNanos() - (System.nanoTime() - start);
      if (left <= 0) {
        return false;
      }
      wait(Math.max(1, left / 1_000_000));
    }
    return true;
  }

  @Override
  public synchronized void resync(ElectionEvent.Position at, List<ElectionView> views) {
    Optional<ElectionView.Holder> held =
        views.stream().flatMap(view -> view.holder().stream()).findFirst();
    holding =
        held.map(h -> new Holding(h.candidate().value(), h.token().value(), h.promoted()))
            .orElse(null);
    known = true;
    if (holding == null) {
      leaderDown();
    }
    String who = held.map(h -> "'" + h.candidate() + "' leads").orElse("nobody leads");
    Mark unused =
        add(
            Mark.Kind.RESYNC,
            held.map(h -> h.candidate().value()).orElse(""),
            held.map(h -> h.token().value()).orElse(0L),
            "as of index " + at.index() + ": " + who);
  }

  @Override
  public synchronized void event(ElectionEvent event) {
    String candidate = event.candidate().value();
    long token = event.token().map(t -> t.value()).orElse(0L);
    follow(event.kind(), candidate, token);
    String reason = event.reason().map(r -> ": " + Output.word(r)).orElse("");
    if (event.kind() != ElectionEvent.Kind.UPDATED) {
      Mark unused =
          add(
              Mark.Kind.valueOf(event.kind().name()),
              candidate,
              token,
              Output.word(event.kind()) + reason);
    }
  }

  private void follow(ElectionEvent.Kind kind, String candidate, long token) {
    switch (kind) {
      case GRANTED -> holding = new Holding(candidate, token, false);
      case PROMOTED -> {
        holding = new Holding(candidate, token, true);
        up();
      }
      case ENDED -> {
        holding = null;
        leaderDown();
      }
      case JOINED, LEFT, WITHDRAWN, UPDATED -> {}
    }
  }

  @Override
  public void connected(boolean connected) {
    Mark unused =
        add(Mark.Kind.CONNECTION, "", 0, connected ? "connected" : "connection lost, reconnecting");
  }
}
