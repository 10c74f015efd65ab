package dev.incumbent.cluster.formation;

import dev.incumbent.cluster.folder.Address;
import dev.incumbent.cluster.folder.Group;
import dev.incumbent.cluster.folder.RandomId;
import dev.incumbent.cluster.folder.Refusals;
import dev.incumbent.error.Failure;
import dev.incumbent.time.RandomSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * How a member is let into Raft at each start: it shows its starts, and waits until a majority of
 * the voters, itself counted, remembers the newest.
 *
 * <p>Guarantees (S-11): a peer that remembers a start which is not among those shown refuses, and
 * that is for good. Peers are only asked to look first, so that a folder which one of them refuses
 * leaves no trace at the others.
 *
 * <p>NOT guaranteed: a copy is found out only if a peer that saw a later start answers.
 *
 * <pre>
 * phase   event                                      action
 * any     a peer answers that the folder is a copy   refuse, for good
 * any     so many peers are of other clusters that
 *         no majority is left                        refuse
 * look    all answered or failed, majority vouches   ask those to store
 * store   all answered or failed, majority stored    done
 * any     all answered or failed, otherwise          pause with jitter, then look
 * </pre>
 *
 * <p>Threads: none; one caller at a time.
 */
final class Joining {
  private static final long MIN_PAUSE_NANOS = 50_000_000L;
  private static final long MAX_PAUSE_NANOS = 2_000_000_000L;

  private final Group group;
  private final Group.Member self;
  private final RandomSource random;
  private final Pauses pauses = new Pauses(MIN_PAUSE_NANOS, MAX_PAUSE_NANOS);
  private final TreeSet<Address> pending = new TreeSet<>();
  private final TreeSet<Address> vouching = new TreeSet<>();
  private final Map<Address, String> strangers = new TreeMap<>();
  private String lastSaid = "";
  private boolean storing;
  private boolean done;

  Joining(Group group, RandomId node, RandomSource random) {
    this.group = group;
    this.self = group.member(node).orElseThrow();
    this.random = random;
  }

  /** What is to be done, in this order. */
  sealed interface Action {
    /** Show the starts to the node there; answer with {@link #answered} or {@link #failed}. */
    record Show(Address peer, boolean store) implements Action {}

    /** The node may take part in Raft. */
    record Enter() implements Action {}

    /**
     * The node does not start.
     *
     * @param forEver the folder must never be started again
     */
    record Refuse(Failure why, boolean forEver) implements Action {}

    /** Call {@link #start} again after so long. */
    record Pause(long nanos) implements Action {}

    /** A line for people. */
    record Say(String line) implements Action {}

    /** Takes the closed set apart, one method a case. */
    default void match(Cases cases) {
      if (this instanceof Show action) {
        cases.show(action.peer(), action.store());
      } else if (this instanceof Enter) {
        cases.enter();
      } else if (this instanceof Refuse action) {
        cases.refuse(action.why(), action.forEver());
      } else if (this instanceof Pause action) {
        cases.pause(action.nanos());
      } else if (this instanceof Say action) {
        cases.say(action.line());
      }
    }

    /** One method a case. */
    interface Cases {
      void show(Address peer, boolean store);

      void enter();

      void refuse(Failure why, boolean forEver);

      void pause(long nanos);

      void say(String line);
    }
  }

  /** Begins a round. */
  List<Action> start() {
    storing = false;
    strangers.clear();
    return ask(group.fronts());
  }

  /** A peer answered. */
  List<Action> answered(Address peer, FormReply reply) {
    if (done || !pending.remove(peer)) {
      return List.of();
    }
    return reply.match(
        self -> endRoundIfAnswered(),
        vouched -> {
          vouching.add(peer);
          return endRoundIfAnswered();
        },
        copied -> refuse(copy(peer, copied), true),
        cannot -> {
          if (cannot.otherCluster()) {
            strangers.put(peer, cannot.why());
          }
          return endRoundIfAnswered();
        });
  }

  /** A peer did not answer. */
  List<Action> failed(Address peer) {
    return !done && pending.remove(peer) ? endRoundIfAnswered() : List.of();
  }

  private List<Action> ask(Iterable<Address> peers) {
    List<Action> actions = new ArrayList<>();
    if (done) {
      return actions;
    }
    vouching.clear();
    for (Address peer : peers) {
      if (!peer.equals(self.front())) {
        pending.add(peer);
        actions.add(new Action.Show(peer, storing));
      }
    }
    actions.addAll(endRoundIfAnswered());
    return actions;
  }

  private List<Action> endRoundIfAnswered() {
    if (!pending.isEmpty()) {
      return List.of();
    }
    if (vouching.size() + 1 >= group.majority()) {
      return storing || group.members().size() == 1 ? enter() : store();
    }
    if (group.members().size() - strangers.size() < group.majority()) {
      return refuse(otherCluster(), false);
    }
    List<Action> actions = new ArrayList<>();
    String line = waiting();
    if (!line.equals(lastSaid)) {
      lastSaid = line;
      actions.add(new Action.Say(line));
    }
    actions.add(new Action.Pause(pauses.next(random)));
    return actions;
  }

  private List<Action> store() {
    storing = true;
    return ask(List.copyOf(vouching));
  }

  private List<Action> enter() {
    done = true;
    return List.of(new Action.Enter());
  }

  private List<Action> refuse(Failure why, boolean forEver) {
    done = true;
    return List.of(new Action.Refuse(why, forEver));
  }

  private String waiting() {
    String strange = strangers.isEmpty() ? "" : "; " + String.join("; ", strangers.values());
    return "waiting for a majority of "
        + String.join(", ", group.fronts().stream().map(Address::toString).toList())
        + " to know of this start: "
        + (vouching.size() + 1)
        + " of "
        + group.majority()
        + strange;
  }

  private Failure copy(Address peer, FormReply.Copied copied) {
    return Refusals.failure(
        "the data folder of node "
            + self.node()
            + " is a copy, or was put back from one: "
            + peer
            + " was shown its start "
            + copied.lastShown()
            + ", which this folder does not know",
        self.node().toString(),
        "a node that forgot its votes must not vote; start it on its own, newest folder");
  }

  private Failure otherCluster() {
    return Refusals.failure(
        "the data folder of node "
            + self.node()
            + " belongs to cluster "
            + group.cluster()
            + ", but "
            + String.join("; ", strangers.values()),
        group.cluster().toString(),
        "start the node on the data folder that it had in that cluster");
  }
}
