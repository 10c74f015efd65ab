package dev.incumbent.cluster.formation;

import dev.incumbent.cluster.folder.Address;
import dev.incumbent.cluster.folder.Group;
import dev.incumbent.cluster.folder.RandomId;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** Node states and groups by small numbers: node n has id n, front port 7000 + n. */
final class Nodes {
  static final Group.Settings SETTINGS = new Group.Settings(16, 60_000);

  private Nodes() {}

  static Address front(int number) {
    return new Address("127.0.0.1", 7_000 + number);
  }

  static Group.Member member(int number) {
    return member(number, new RandomId(0, number));
  }

  static Group.Member member(int number, RandomId id) {
    return new Group.Member(id, front(number), new Address("127.0.0.1", 8_000 + number));
  }

  static List<Address> fronts(int count) {
    return IntStream.range(0, count).mapToObj(Nodes::front).toList();
  }

  /** Node {@code number} of {@code count}, with an empty folder. */
  static NodeState empty(int number, int count) {
    return new NodeState(member(number), fronts(count), SETTINGS, Optional.empty());
  }

  static Group group(int cluster, int count) {
    return new Group(
        new RandomId(cluster, cluster),
        SETTINGS,
        IntStream.range(0, count).mapToObj(Nodes::member).toList());
  }
}
