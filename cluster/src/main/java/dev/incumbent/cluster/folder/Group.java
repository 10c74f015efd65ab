package dev.incumbent.cluster.folder;

import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * A cluster as it was formed: its id, its settings and its voters, in order of their front
 * addresses.
 *
 * @param cluster random, drawn once when the cluster was formed; that of the backup if it was
 *     formed from one
 * @param settings what the state depends on, and so all nodes have alike
 * @param members 1, 3, 5 or 7
 */
public record Group(RandomId cluster, Settings settings, List<Member> members) {
  /** The largest number of voters. */
  public static final int MAX_MEMBERS = 7;

  /**
   * A voter.
   *
   * @param node its random id, made with its data folder
   * @param front where its clients and peers reach it
   * @param raft where its peers' Raft engines reach it
   */
  public record Member(RandomId node, Address front, Address raft) {}

  /**
   * What every node of the cluster has set alike, because the replicated state depends on it.
   *
   * @param historyKept ended leaderships kept an election
   * @param maxTtlMillis the longest time to live of a session
   * @param copy the backup from which the cluster goes on; empty if it began with nothing
   */
  public record Settings(int historyKept, long maxTtlMillis, Optional<Copy> copy) {
    /** Those of a cluster that begins with nothing. */
    public Settings(int historyKept, long maxTtlMillis) {
      this(historyKept, maxTtlMillis, Optional.empty());
    }

    /** The same with a backup from which the cluster goes on. */
    public Settings withCopy(Optional<Copy> newCopy) {
      return new Settings(historyKept, maxTtlMillis, newCopy);
    }

    @Override
    public String toString() {
      return "history "
          + historyKept
          + ", maximum TTL "
          + maxTtlMillis
          + " ms, "
          + copy.map(Copy::toString).orElse("no backup");
    }
  }

  /**
   * A backup, by which nodes find out that they have the same one.
   *
   * @param cluster the id of the cluster that it is of
   * @param digest the SHA-256 of its bytes: 64 hexadecimal digits
   */
  public record Copy(RandomId cluster, String digest) {
    private static final Pattern DIGEST = Pattern.compile("[0-9a-f]{64}");

    public Copy {
      if (!DIGEST.matcher(digest).matches()) {
        throw new IllegalArgumentException(
            "digest '" + digest + "' is malformed: allowed 64 hexadecimal digits");
      }
    }

    @Override
    public String toString() {
      return "backup " + digest + " of cluster " + cluster;
    }
  }

  public Group {
    members = List.copyOf(members);
    if (members.size() % 2 == 0 || members.size() > MAX_MEMBERS) {
      throw new IllegalArgumentException(members.size() + " members: allowed 1, 3, 5 or 7");
    }
    TreeSet<RandomId> nodes = new TreeSet<>();
    TreeSet<Address> addresses = new TreeSet<>();
    for (Member member : members) {
      if (!nodes.add(member.node())
          || !addresses.add(member.front())
          || !addresses.add(member.raft())) {
        throw new IllegalArgumentException(
            "member " + member + " has an id or an address that another use of it excludes");
      }
    }
  }

  /** How many voters are a majority. */
  public int majority() {
    return members.size() / 2 + 1;
  }

  /** The member with that id. */
  public Optional<Member> member(RandomId node) {
    return members.stream().filter(m -> m.node().equals(node)).findFirst();
  }

  /** The member at that front address. */
  public Optional<Member> memberAt(Address front) {
    return members.stream().filter(m -> m.front().equals(front)).findFirst();
  }

  /** The front addresses of all members, in order. */
  public List<Address> fronts() {
    return members.stream().map(Member::front).toList();
  }
}
