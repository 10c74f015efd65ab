package dev.incumbent.faults.kind;

import dev.incumbent.faults.Member;
import dev.incumbent.faults.Stage;
import dev.incumbent.faults.lab.Host;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Cuts between hosts, each in one direction: the receiver drops what comes. */
record Partition(Shape shape) implements Fault {
  /** From whom nobody hears any more. */
  record Cut(Host from, Host to) {}

  /** Draws the cuts. */
  @FunctionalInterface
  interface Shape {
    Split draw(Stage stage, Random random) throws InterruptedException;
  }

  /** The cuts, and how they are told. */
  record Split(String told, List<Cut> cuts) {}

  @Override
  public Layer layer() {
    return Layer.NETWORK;
  }

  @Override
  public Injected inject(Stage stage, Random random) throws InterruptedException {
    Split split = shape.draw(stage, random);
    split.cuts().forEach(cut -> cut.to().deafTo(cut.from()));
    return new Filtered(
        split.told(), split.cuts().stream().map(Cut::to).distinct().toList(), "dropped");
  }

  /** The node that leads in Raft, alone. */
  static Split isolatedLeader(Stage stage, Random random) throws InterruptedException {
    Member leader = stage.raftLeader();
    return split(List.of(leader), others(stage.members(), List.of(leader)));
  }

  /** The nodes in two parts, every candidate with one of them. */
  static Split halves(Stage stage, Random random) throws InterruptedException {
    List<Member> minority = new ArrayList<>(stage.followers().subList(0, stage.nodes().size() / 2));
    for (Member candidate : stage.clients()) {
      if (random.nextBoolean()) {
        minority.add(candidate);
      }
    }
    return split(minority, others(stage.members(), minority));
  }

  /** The node that leads in Raft and the candidate that leads, alone together. */
  static Split minority(Stage stage, Random random) throws InterruptedException {
    List<Member> together = List.of(stage.raftLeader(), stage.leader());
    return split(together, others(stage.members(), together));
  }

  /** The node that leads in Raft is heard and hears nobody, or the other way round. */
  static Split oneWay(Stage stage, Random random) throws InterruptedException {
    Member leader = stage.raftLeader();
    boolean deaf = random.nextBoolean();
    List<Cut> cuts = new ArrayList<>();
    for (Member other : others(stage.members(), List.of(leader))) {
      cuts.add(deaf ? new Cut(other.host(), leader.host()) : new Cut(leader.host(), other.host()));
    }
    return new Split(leader + (deaf ? " hears nobody" : " is heard by nobody"), cuts);
  }

  /** Two parts of the nodes that only one node reaches both of, one that does not lead. */
  static Split bridge(Stage stage, Random random) throws InterruptedException {
    List<Member> followers = stage.followers();
    Member middle = followers.get(random.nextInt(followers.size()));
    List<Cut> cuts = new ArrayList<>();
    List<Member> rest = others(stage.nodes(), List.of(middle));
    List<Member> left = rest.subList(0, rest.size() / 2);
    List<Member> right = rest.subList(rest.size() / 2, rest.size());
    both(left, right, cuts);
    return new Split(left + " | " + right + " over " + middle, cuts);
  }

  /** Each node hears only one neighbour of three, or two of five. */
  static Split ring(Stage stage, Random random) {
    List<Member> nodes = stage.nodes();
    int size = nodes.size();
    List<Cut> cuts = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      for (int away = 2; away < (size == 3 ? 3 : size - 1); away++) {
        cuts.add(new Cut(nodes.get((i + away) % size).host(), nodes.get(i).host()));
      }
    }
    return new Split("a ring of " + nodes, cuts);
  }

  private static Split split(List<Member> some, List<Member> rest) {
    List<Cut> cuts = new ArrayList<>();
    both(some, rest, cuts);
    return new Split(some + " | " + rest, cuts);
  }

  private static void both(List<Member> some, List<Member> rest, List<Cut> cuts) {
    for (Member one : some) {
      for (Member other : rest) {
        cuts.add(new Cut(one.host(), other.host()));
        cuts.add(new Cut(other.host(), one.host()));
      }
    }
  }

  static List<Member> others(List<Member> all, List<Member> without) {
    return all.stream().filter(m -> !without.contains(m)).toList();
  }
}
