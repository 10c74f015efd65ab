package dev.incumbent.history;

import dev.incumbent.history.RegisterSteps.Step;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Searches an order of one register's steps that respects their calls and returns and that a
 * register could have gone through: places a step that was called before any unplaced one had
 * returned, and takes it back where that leads nowhere. What was placed and what the register then
 * held is never tried twice.
 *
 * <p>Source: J. M. Wing and C. Gong, "Testing and Verifying Concurrent Objects" (1993), section 4;
 * the memory of what was tried is G. Lowe's, "Testing for Linearizability" (2017), section 3.
 */
final class LinearizationSearch {
  /** Beyond this the search gives up, and says so: what it cannot decide is no clean history. */
  static final int MOST_PLACEMENTS = 5_000_000;

  private final List<Step> steps;
  private final Entry head;
  private final Set<Tried> tried = new HashSet<>();
  private final Deque<Placed> placed = new ArrayDeque<>();
  private final BitSet done = new BitSet();
  private String state = "";
  private int placements;
  private int furthest = -1;
  private Optional<Step> obstacle = Optional.empty();

  /** What was placed: all steps before the first unplaced one, and some beyond it. */
  private record Tried(int allBefore, BitSet beyond, String state) {}

  private record Placed(Entry call, String stateBefore) {}

  /**
   * Looks at steps in the order of their calls.
   *
   * @param steps sorted by call
   */
  LinearizationSearch(List<Step> steps) {
    this.steps = steps;
    this.head = Entry.listOf(steps);
  }

  /** Why there is no such order; empty if there is one. */
  Optional<String> findObstacle() {
    Entry entry = head.next();
    while (placed.size() < steps.size()) {
      if (placements > MOST_PLACEMENTS) {
        return Optional.of("not decided after " + MOST_PLACEMENTS + " placements");
      }
      if (entry.isCall()) {
        entry = place(entry) ? head.next() : entry.next();
      } else {
        note(steps.get(entry.index()));
        if (placed.isEmpty()) {
          return obstacle.map(LinearizationSearch::tell);
        }
        entry = takeBack().next();
      }
    }
    return Optional.empty();
  }

  private boolean place(Entry call) {
    Step step = steps.get(call.index());
    if (!step.fits(state)) {
      return false;
    }
    placements++;
    done.set(call.index());
    int allBefore = done.nextClearBit(0);
    BitSet beyond = done.get(allBefore, Math.max(allBefore, done.length()));
    if (!tried.add(new Tried(allBefore, beyond, step.after(state)))) {
      done.clear(call.index());
      return false;
    }
    placed.push(new Placed(call, state));
    state = step.after(state);
    call.lift();
    return true;
  }

  private Entry takeBack() {
    Placed last = placed.pop();
    done.clear(last.call().index());
    state = last.stateBefore();
    last.call().unlift();
    return last.call();
  }

  /** Remembers what stood in the way where the search came furthest. */
  private void note(Step unplaced) {
    if (placed.size() > furthest) {
      furthest = placed.size();
      obstacle = Optional.of(unplaced);
    }
  }

  private static String tell(Step step) {
    HistoryEvent.RegisterUse use = step.use();
    String what =
        switch (use.action()) {
          case READ -> "read '" + use.value() + "'";
          case WRITE -> "wrote '" + use.value() + "'";
          case COMPARE_AND_SET ->
              (use.outcome() == HistoryEvent.Outcome.REFUSED ? "did not find '" : "found '")
                  + use.expected()
                  + "' to replace by '"
                  + use.value()
                  + "'";
        };
    return use.process()
        + " "
        + what
        + " between "
        + use.callNanos()
        + " and "
        + use.returnNanos()
        + ": no order of the operations explains it";
  }

  /** A call or a return in a list by time, from which a placed step is lifted. */
  private static final class Entry {
    private final int index;
    private final long nanos;
    private final Optional<Entry> back;
    private Entry previous = this;
    private Entry next = this;

    /**
     * Stands alone.
     *
     * @param back of a call, its return
     */
    private Entry(int index, long nanos, Optional<Entry> back) {
      this.index = index;
      this.nanos = nanos;
      this.back = back;
    }

    /** The head of the list, a ring: calls before returns of the same instant. */
    static Entry listOf(List<Step> steps) {
      List<Entry> entries = new ArrayList<>();
      for (int i = 0; i < steps.size(); i++) {
        Entry back = new Entry(i, steps.get(i).returnNanos(), Optional.empty());
        entries.add(new Entry(i, steps.get(i).callNanos(), Optional.of(back)));
        entries.add(back);
      }
      entries.sort(Comparator.comparingLong((Entry e) -> e.nanos).thenComparing(e -> !e.isCall()));
      Entry head = new Entry(-1, 0, Optional.empty());
      entries.forEach(head::insertBefore);
      return head;
    }

    private void insertBefore(Entry entry) {
      entry.previous = previous;
      entry.next = this;
      entry.reinsert();
    }

    boolean isCall() {
      return back.isPresent();
    }

    int index() {
      return index;
    }

    Entry next() {
      return next;
    }

    /** Takes a call and its return out of the list. */
    void lift() {
      remove();
      back.ifPresent(Entry::remove);
    }

    /** Puts them where they were: the last that were lifted first. */
    void unlift() {
      back.ifPresent(Entry::reinsert);
      reinsert();
    }

    private void remove() {
      previous.next = next;
      next.previous = previous;
    }

    private void reinsert() {
      previous.next = this;
      next.previous = this;
    }
  }
}
