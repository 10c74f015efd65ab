package dev.incumbent.coordinator;

import dev.incumbent.coordinator.persistent.PersistentMap;
import dev.incumbent.election.ElectionName;
import dev.incumbent.election.ElectionView;
import dev.incumbent.fencing.FencingToken;
import dev.incumbent.fencing.GrantId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * An election as the replicated state keeps it. It outlives its candidates, because its history and
 * its last token do.
 *
 * @param history the newest end first
 * @param lastGrant the newest grant, ended or not: the claim on its scope of the fenced store
 * @param deletedVersion the largest version that a deleted key of its had; a key made anew goes on
 *     from there, so that no compare-and-set meant for the deleted one succeeds on it
 */
record ElectionRecord(
    ElectionName name,
    Optional<Grant> holder,
    PersistentMap<Candidate.Place, Candidate> queue,
    List<ElectionView.Past> history,
    Optional<Claimed> lastGrant,
    Predecessors predecessors,
    long deletedVersion) {
  ElectionRecord {
    history = List.copyOf(history);
  }

  /** The token and grant that the election's scope of the fenced store was claimed with. */
  record Claimed(FencingToken token, GrantId grant) {}

  static ElectionRecord unknown(ElectionName name) {
    return new ElectionRecord(
        name,
        Optional.empty(),
        PersistentMap.empty(),
        List.of(),
        Optional.empty(),
        Predecessors.NONE,
        0);
  }

  /**
   * Elections in order of name, from the first that can have the prefix and is larger than {@code
   * after}.
   */
  static Iterable<ElectionRecord> from(
      PersistentMap<ElectionName, ElectionRecord> elections, String prefix, String after) {
    return elections.valuesFrom(
        name -> {
          String text = name.value();
          return text.compareTo(after) > 0 && text.compareTo(prefix) >= 0;
        });
  }

  /** The leadership with that token, if it is the current one. */
  Optional<Grant> holderWith(FencingToken token) {
    return holder.filter(grant -> grant.token().equals(token));
  }

  int candidates() {
    return queue.size() + (holder.isPresent() ? 1 : 0);
  }

  /** The same with its current leadership changed. */
  ElectionRecord withHolder(Grant grant) {
    return new ElectionRecord(
        name, Optional.of(grant), queue, history, lastGrant, predecessors, deletedVersion);
  }

  /** The same with a waiting candidate turned into the holder. */
  ElectionRecord granted(Grant grant) {
    return new ElectionRecord(
        name,
        Optional.of(grant),
        queue.remove(grant.candidate().place()),
        history,
        Optional.of(new Claimed(grant.token(), grant.id())),
        predecessors,
        deletedVersion);
  }

  /** The same without a holder, and with its end in the history. */
  ElectionRecord ended(ElectionView.Past past, int historyKept, Predecessors newPredecessors) {
    List<ElectionView.Past> newHistory = new ArrayList<>(historyKept);
    if (historyKept > 0) {
      newHistory.add(past);
      newHistory.addAll(history.subList(0, Math.min(history.size(), historyKept - 1)));
    }
    return new ElectionRecord(
        name, Optional.empty(), queue, newHistory, lastGrant, newPredecessors, deletedVersion);
  }

  ElectionRecord withQueue(PersistentMap<Candidate.Place, Candidate> newQueue) {
    return new ElectionRecord(
        name, holder, newQueue, history, lastGrant, predecessors, deletedVersion);
  }

  ElectionRecord withPredecessors(Predecessors newPredecessors) {
    return new ElectionRecord(
        name, holder, queue, history, lastGrant, newPredecessors, deletedVersion);
  }

  ElectionRecord withDeletedVersion(long version) {
    return new ElectionRecord(
        name, holder, queue, history, lastGrant, predecessors, Math.max(version, deletedVersion));
  }
}
