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
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * How nodes with empty folders and one peer list become a cluster, once.
 *
 * <p>Guarantees (S-11): one node decides, the one with the lowest address of the list, and only
 * when every listed node answered it, in one round, with an empty folder, the same list and the
 * same settings. Its durable write of the group is the moment at which the cluster exists. The
 * others take the group from any peer whose group lists their own id. So:
 *
 * <ul>
 *   <li>a crash of any node before that write leaves every folder without a group; started again,
 *       all keep their ids and the round is repeated;
 *   <li>a crash of the deciding node after it leaves the group in its folder: started again it
 *       tells it; meanwhile those that took it tell it too;
 *   <li>a crash of another node before it took the group leaves it with the id that the group
 *       lists: started again it takes the group;
 *   <li>a node whose folder was emptied after the write has an id that the group does not list, and
 *       is refused by every peer that has the group; it cannot decide either, because those peers
 *       do not answer with an empty folder.
 * </ul>
 *
 * <p>A cluster that is formed from a backup keeps that cluster's id, and every node has the same
 * backup: it is one of the settings.
 *
 * <p>NOT guaranteed: progress while a listed node does not answer or was given another list. If the
 * folders of all nodes that had the group are emptied, the others cannot know, and a new cluster
 * with another id is formed.
 *
 * <pre>
 * event                               decides   action
 * start, or the pause is over         any       ask every peer
 * peer has a group that lists me      any       write it, done
 * peer has a group without me         any       refuse, for good
 * all answered: empty, same list      yes       draw the cluster id, write the group, done
 * all answered or failed, otherwise   any       pause with jitter
 * </pre>
 *
 * <p>Threads: none; one caller at a time. Time: the nanoseconds of the caller's monotonic clock.
 */
final class Formation {
  private static final long MIN_PAUSE_NANOS = 20_000_000L;
  private static final long MAX_PAUSE_NANOS = 1_000_000_000L;

  private final NodeState self;
  private final RandomSource random;
  private final Map<Address, NodeState> answers = new TreeMap<>();
  private final TreeSet<Address> pending = new TreeSet<>();
  private final Pauses pauses = new Pauses(MIN_PAUSE_NANOS, MAX_PAUSE_NANOS);
  private String lastSaid = "";
  private boolean done;

  Formation(NodeState self, RandomSource random) {
    this.self = self;
    this.random = random;
  }

  /** What is to be done, in this order. */
  sealed interface Action {
    /** Ask the node there; answer with {@link #answered} or {@link #failed}. */
    record Ask(Address peer) implements Action {}

    /** Write the group durably; the cluster exists, and this node is in it. */
    record Write(Group group) implements Action {}

    /** This node never can be a member. */
    record Refuse(Failure why) implements Action {}

    /** Call {@link #start} again after so long. */
    record Pause(long nanos) implements Action {}

    /** A line for people. */
    record Say(String line) implements Action {}

    /** Takes the closed set apart, one method a case. */
    default void match(Cases cases) {
      if (this instanceof Ask action) {
        cases.ask(action.peer());
      } else if (this instanceof Write action) {
        cases.write(action.group());
      } else if (this instanceof Refuse action) {
        cases.refuse(action.why());
      } else if (this instanceof Pause action) {
        cases.pause(action.nanos());
      } else if (this instanceof Say action) {
        cases.say(action.line());
      }
    }

    /** One method a case. */
    interface Cases {
      void ask(Address peer);

      void write(Group group);

      void refuse(Failure why);

      void pause(long nanos);

      void say(String line);
    }
  }

  /** Begins a round. */
  List<Action> start() {
    List<Action> actions = new ArrayList<>();
    answers.clear();
    pending.clear();
    if (done) {
      return actions;
    }
    for (Address peer : self.peers()) {
      if (!peer.equals(self.front())) {
        pending.add(peer);
        actions.add(new Action.Ask(peer));
      }
    }
    endRoundIfAnswered(actions);
    return actions;
  }

  /** A peer answered in this round. */
  List<Action> answered(Address peer, NodeState state) {
    List<Action> actions = heard(state);
    if (!done && pending.remove(peer)) {
      answers.put(peer, state);
      endRoundIfAnswered(actions);
    }
    return actions;
  }

  /** A peer did not answer in this round. */
  List<Action> failed(Address peer) {
    List<Action> actions = new ArrayList<>();
    if (!done && pending.remove(peer)) {
      endRoundIfAnswered(actions);
    }
    return actions;
  }

  /** A peer told about itself, asked or not. */
  List<Action> heard(NodeState peer) {
    List<Action> actions = new ArrayList<>();
    if (done || peer.group().isEmpty()) {
      return actions;
    }
    Group group = peer.group().orElseThrow();
    if (group.members().contains(self.member())) {
      finish(group, actions);
    } else if (self.peers().contains(peer.front())) {
      done = true;
      actions.add(new Action.Refuse(notListed(peer, group)));
    }
    return actions;
  }

  private void endRoundIfAnswered(List<Action> actions) {
    if (!pending.isEmpty()) {
      return;
    }
    String obstacle = obstacle();
    if (obstacle.isEmpty() && self.peers().get(0).equals(self.front())) {
      finish(decide(), actions);
      return;
    }
    String line = obstacle.isEmpty() ? "for " + self.peers().get(0) + " to form it" : obstacle;
    if (!line.equals(lastSaid)) {
      lastSaid = line;
      actions.add(new Action.Say("the cluster is not formed yet: waiting " + line));
    }
    actions.add(new Action.Pause(pauses.next(random)));
  }

  private void finish(Group group, List<Action> actions) {
    done = true;
    actions.add(new Action.Write(group));
  }

  private Group decide() {
    List<Group.Member> members = new ArrayList<>();
    for (Address peer : self.peers()) {
      members.add(Optional.ofNullable(answers.get(peer)).orElse(self).member());
    }
    RandomId cluster =
        self.settings().copy().map(Group.Copy::cluster).orElseGet(() -> RandomId.draw(random));
    return new Group(cluster, self.settings(), members);
  }

  /** What keeps the round from forming the group, empty if nothing does. */
  private String obstacle() {
    List<NodeState> all = new ArrayList<>(List.of(self));
    List<String> silent = new ArrayList<>();
    for (Address peer : self.peers()) {
      NodeState answer = answers.get(peer);
      if (answer != null) {
        String misfit = misfit(peer, answer, all);
        if (!misfit.isEmpty()) {
          return misfit;
        }
        all.add(answer);
      } else if (!peer.equals(self.front())) {
        silent.add(peer.toString());
      }
    }
    return silent.isEmpty() ? "" : "for " + String.join(", ", silent);
  }

  /** Why an answer does not go together with this node and those before it, empty if it does. */
  private String misfit(Address peer, NodeState answer, List<NodeState> before) {
    if (!answer.peers().equals(self.peers())) {
      return "until all are given one list: " + differ(text(self), text(answer), peer);
    }
    if (!answer.settings().equals(self.settings())) {
      return "until all have the same settings: "
          + differ(self.settings(), answer.settings(), peer);
    }
    return isAnothers(answer, before) || !answer.front().equals(peer)
        ? "because " + peer + " answers as " + answer.member() + ", which is another's"
        : "";
  }

  private static String differ(Object here, Object there, Address peer) {
    return here + " here, " + there + " at " + peer;
  }

  private static boolean isAnothers(NodeState answer, List<NodeState> before) {
    return before.stream()
        .map(NodeState::member)
        .anyMatch(m -> m.node().equals(answer.node()) || m.raft().equals(answer.member().raft()));
  }

  private static String text(NodeState state) {
    return String.join(",", state.peers().stream().map(Address::toString).toList());
  }

  private Failure notListed(NodeState peer, Group group) {
    String known =
        group
            .member(self.node())
            .map(member -> "which lists the node at " + member.front() + " and " + member.raft())
            .or(
                () ->
                    group.memberAt(self.front()).map(m -> "which has node " + m.node() + " there"))
            .orElse("which has no node there");
    return Refusals.failure(
        "node "
            + self.node()
            + " at "
            + self.front()
            + " has a folder without a group, but "
            + peer.front()
            + " is in cluster "
            + group.cluster()
            + ", "
            + known,
        self.node().toString(),
        "a node that forgot its votes must not vote; start it on its own folder, or form a new"
            + " cluster from empty folders only");
  }
}
