package dev.incumbent.coordinator.host;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Which nodes the leader hears: itself always, and those that are connected, have told all their
 * attachments, and gave a sign of life within the last three seconds.
 *
 * <pre>
 * node         event                                       next
 * -            connected                                   connected
 * connected    a probe                                     heard (it follows the full telling)
 * heard        a probe, attachments                        heard, for three seconds from now
 * heard        three seconds pass                          silent
 * silent       a probe, attachments                        heard
 * any          connected anew, this node leads no more     connected
 * any          disconnected                                -
 * </pre>
 */
final class Hearing {
  static final long SILENCE_NANOS = 3_000_000_000L;

  private final Situation situation;
  private final TreeMap<String, Optional<Long>> heardAt = new TreeMap<>();

  Hearing(Situation situation) {
    this.situation = situation;
  }

  void connected(String node, boolean connected) {
    if (connected) {
      heardAt.put(node, Optional.empty());
    } else {
      heardAt.remove(node);
    }
  }

  /** This node does not lead: nobody keeps it up to date. */
  void forget() {
    heardAt.replaceAll((node, at) -> Optional.empty());
  }

  void probe(String node) {
    if (heardAt.containsKey(node)) {
      heardAt.put(node, Optional.of(situation.now()));
    }
  }

  void attachments(String node) {
    heardAt.computeIfPresent(node, (n, at) -> at.map(before -> situation.now()));
  }

  boolean isConnected(String node) {
    return heardAt.containsKey(node);
  }

  /** The members heard now, this node included, in order of id. */
  List<String> heard() {
    return Stream.concat(Stream.of(situation.config().node()), others())
        .filter(node -> situation.members().stream().anyMatch(one -> one.node().equals(node)))
        .sorted()
        .toList();
  }

  private Stream<String> others() {
    return heardAt.entrySet().stream()
        .filter(node -> node.getValue().filter(this::isRecent).isPresent())
        .map(node -> node.getKey());
  }

  private boolean isRecent(long at) {
    return situation.now() - at < SILENCE_NANOS;
  }

  /** When a node that is heard now will have fallen silent, if it gives no more sign. */
  OptionalLong next() {
    OptionalLong left =
        heardAt.values().stream()
            .flatMap(Optional::stream)
            .filter(this::isRecent)
            .mapToLong(at -> at + SILENCE_NANOS - situation.now())
            .min();
    return left.isEmpty() ? left : OptionalLong.of(situation.now() + left.getAsLong());
  }
}
