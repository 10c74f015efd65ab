package dev.incumbent.cluster.formation;

import dev.incumbent.cluster.folder.Address;
import dev.incumbent.cluster.folder.Group;
import dev.incumbent.cluster.folder.RandomId;
import dev.incumbent.error.Failure;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/**
 * Nodes that form a cluster, on a network that a test drives one event at a time, with folders that
 * survive crashes. One seed is one run.
 */
final class FormationWorld {
  /** A node: what is on its disk, and what is in its memory while it is up. */
  final class SimulatedNode {
    private final int number;
    RandomId id;
    Optional<Group> group = Optional.empty();
    Optional<Failure> refused = Optional.empty();
    private int incarnation;
    private Optional<Formation> formation = Optional.empty();

    private SimulatedNode(int number) {
      this.number = number;
      this.id = newId();
    }

    private NodeState state() {
      return new NodeState(
          Nodes.member(number, id), Nodes.fronts(nodes.size()), Nodes.SETTINGS, group);
    }

    boolean isUp() {
      return formation.isPresent();
    }

    void crash() {
      formation = Optional.empty();
      incarnation++;
    }

    void start() {
      incarnation++;
      refused = Optional.empty();
      formation = Optional.of(new Formation(state(), random::nextLong));
      if (group.isEmpty()) {
        obey(formation.orElseThrow().start());
      }
    }

    /** Its folder is emptied: it comes back with a new id. */
    void wipe() {
      crash();
      id = newId();
      group = Optional.empty();
    }

    private void obey(List<Formation.Action> actions) {
      int life = incarnation;
      for (Formation.Action action : actions) {
        if (life == incarnation) {
          action.match(new Obeying());
        }
      }
    }

    private final class Obeying implements Formation.Action.Cases {
      @Override
      public void ask(Address peer) {
        network.add(new Request(SimulatedNode.this, incarnation, peer, state()));
      }

      @Override
      public void write(Group formed) {
        crashBeforeWrite.run();
        if (isUp()) {
          group = Optional.of(formed);
        }
      }

      @Override
      public void refuse(Failure why) {
        refused = Optional.of(why);
        crash();
      }

      @Override
      public void pause(long nanos) {
        network.add(new Wake(SimulatedNode.this, incarnation));
      }

      @Override
      public void say(String line) {}
    }
  }

  private interface Event {
    void happen();

    /** It is lost, as far as it can be. */
    void fail();
  }

  private final class Request implements Event {
    private final SimulatedNode from;
    private final int life;
    private final Address to;
    private final NodeState told;

    Request(SimulatedNode from, int life, Address to, NodeState told) {
      this.from = from;
      this.life = life;
      this.to = to;
      this.told = told;
    }

    @Override
    public void happen() {
      SimulatedNode peer = peer(to);
      if (!peer.isUp()) {
        fail();
        return;
      }
      network.add(new Reply(this, peer.state()));
      if (peer.group.isEmpty()) {
        peer.obey(peer.formation.orElseThrow().heard(told));
      }
    }

    @Override
    public void fail() {
      Optional<NodeState> silence = undone.silence(peer(to).state());
      ifSameLife(
          from,
          life,
          formation ->
              silence
                  .map(state -> formation.answered(to, state))
                  .orElseGet(() -> formation.failed(to)));
    }
  }

  private final class Reply implements Event {
    private final Request request;
    private final NodeState answer;

    Reply(Request request, NodeState answer) {
      this.request = request;
      this.answer = answer;
    }

    @Override
    public void happen() {
      NodeState taken = undone.answer(request.told, answer);
      ifSameLife(request.from, request.life, formation -> formation.answered(request.to, taken));
    }

    @Override
    public void fail() {
      request.fail();
    }
  }

  private final class Wake implements Event {
    private final SimulatedNode node;
    private final int life;

    Wake(SimulatedNode node, int life) {
      this.node = node;
      this.life = life;
    }

    @Override
    public void happen() {
      ifSameLife(node, life, Formation::start);
    }

    @Override
    public void fail() {
      happen();
    }
  }

  private interface Step {
    List<Formation.Action> apply(Formation formation);
  }

  private final Undone undone;
  private final Random random;
  private final List<Event> network = new ArrayList<>();
  final List<SimulatedNode> nodes = new ArrayList<>();
  private Runnable crashBeforeWrite = () -> {};
  private int ids;

  FormationWorld(int size, long seed) {
    this(size, seed, Undone.NOTHING);
  }

  FormationWorld(int size, long seed, Undone undone) {
    this.undone = undone;
    this.random = new Random(seed);
    for (int number = 0; number < size; number++) {
      nodes.add(new SimulatedNode(number));
    }
  }

  private SimulatedNode peer(Address front) {
    return nodes.get(front.port() - Nodes.front(0).port());
  }

  private RandomId newId() {
    return new RandomId(1, ++ids);
  }

  private void ifSameLife(SimulatedNode node, int life, Step step) {
    if (node.isUp() && node.incarnation == life && node.group.isEmpty()) {
      node.obey(step.apply(node.formation.orElseThrow()));
    }
  }

  void startAll() {
    nodes.forEach(SimulatedNode::start);
  }

  void startThoseDown() {
    nodes.stream()
        .filter(node -> !node.isUp() && node.refused.isEmpty())
        .forEach(SimulatedNode::start);
  }

  /** What happens at the moment at which a group is about to be written. */
  void beforeWrite(Runnable what) {
    crashBeforeWrite = what;
  }

  /** The oldest event happens; false if there is none. */
  boolean stepInOrder() {
    if (network.isEmpty()) {
      return false;
    }
    network.remove(0).happen();
    return true;
  }

  /** Any event happens or, one in {@code oneIn}, is lost. */
  void stepAtRandom(int oneIn) {
    if (!network.isEmpty()) {
      Event event = network.remove(random.nextInt(network.size()));
      if (random.nextInt(oneIn) == 0) {
        event.fail();
      } else {
        event.happen();
      }
    }
  }

  int random(int bound) {
    return random.nextInt(bound);
  }

  /** Without faults, until every node that is not refused has a group; false if that never is. */
  boolean settles() {
    startThoseDown();
    for (int step = 0; step < 2_000; step++) {
      if (nodes.stream().allMatch(node -> node.group.isPresent() || node.refused.isPresent())) {
        return true;
      }
      if (!stepInOrder()) {
        return false;
      }
    }
    return false;
  }

  /** The groups that are on some disk. */
  List<Group> groups() {
    return nodes.stream().flatMap(node -> node.group.stream()).distinct().toList();
  }

  /** How many members of the group have it on their disk. */
  long holders(Group group) {
    return nodes.stream()
        .filter(node -> node.group.filter(group::equals).isPresent())
        .filter(node -> group.member(node.id).isPresent())
        .count();
  }
}
