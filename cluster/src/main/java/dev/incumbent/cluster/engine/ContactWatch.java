package dev.incumbent.cluster.engine;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.apache.ratis.protocol.RaftPeer;
import org.apache.ratis.server.leader.FollowerInfo;
import org.apache.ratis.server.leader.LeaderState;

/**
 * How long ago a leader's followers last answered, as a majority.
 *
 * <p>The library steps a cut-off leader down, but late under load and never at a stated bound; S-10
 * wants the age itself. It counts from the *sending* of the newest request that was answered: an
 * answer says nothing of the time after its request left.
 *
 * <p>Threads: followers are registered under the library's lock, ages are read from anywhere.
 */
final class ContactWatch {

  /** The followers of one leadership. */
  private record Followers(LeaderState leadership, Map<String, FollowerInfo> byId) {}

  private volatile Optional<Followers> current = Optional.empty();

  void onFollower(LeaderState leadership, FollowerInfo follower) {
    Followers followers =
        current
            .filter(known -> known.leadership() == leadership)
            .orElseGet(() -> new Followers(leadership, new ConcurrentHashMap<>()));
    followers.byId().put(follower.getId().toString(), follower);
    current = Optional.of(followers);
  }

  /**
   * The age of the oldest of the newest contacts that make a majority together with this node.
   *
   * @param voters including this node
   */
  long majorityAgeNanos(String self, Collection<RaftPeer> voters) {
    List<Long> ages = new ArrayList<>();
    for (RaftPeer voter : voters) {
      String id = voter.getId().toString();
      ages.add(id.equals(self) ? 0L : ageNanos(id));
    }
    ages.sort(null);
    return ages.get(ages.size() / 2);
  }

  /** The follower whose log reaches furthest, among the given voters. */
  Optional<String> mostCaughtUp(String self, Collection<RaftPeer> voters) {
    Optional<String> best = Optional.empty();
    long bestMatch = Long.MIN_VALUE;
    long bestAge = Long.MAX_VALUE;
    for (RaftPeer voter : voters) {
      String id = voter.getId().toString();
      Optional<FollowerInfo> follower = find(id);
      if (id.equals(self) || follower.isEmpty()) {
        continue;
      }
      long match = follower.get().getMatchIndex();
      long age = ageNanos(id);
      if (match > bestMatch || (match == bestMatch && age < bestAge)) {
        best = Optional.of(id);
        bestMatch = match;
        bestAge = age;
      }
    }
    return best;
  }

  private long ageNanos(String id) {
    return find(id)
        .map(
            follower ->
                follower
                    .getLastRespondedAppendEntriesSendTime()
                    .elapsedTime()
                    .toLong(TimeUnit.NANOSECONDS))
        .orElse(Long.MAX_VALUE);
  }

  private Optional<FollowerInfo> find(String id) {
    return current.map(followers -> followers.byId().get(id));
  }
}
