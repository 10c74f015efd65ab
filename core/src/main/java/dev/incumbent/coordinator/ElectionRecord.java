package dev.incumbent.coordinator;

import dev.incumbent.coordinator.persistent.PersistentMap;
import dev.incumbent.election.ElectionName;
import dev.incumbent.election.ElectionView;
import dev.incumbent.fencing.FencingToken;
import dev.incumbent.fencing.GrantId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

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
    long deletedVersion,
    Upkeep upkeep) {
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
        0,
        Upkeep.NONE);
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

  /**
   * Every fence that a leader may come to claim: those of the predecessors, of the holder, of all
   * who wait, and {@code own}.
   */
  Set<String> fencesWith(List<String> own) {
    TreeSet<String> all = new TreeSet<>(predecessors.fencesWith(own));
    holder.ifPresent(grant -> all.addAll(grant.candidate().fences()));
    queue.values().forEach(candidate -> all.addAll(candidate.fences()));
    return all;
  }

  int candidates() {
    return queue.size() + (holder.isPresent() ? 1 : 0);
  }

  /** The same with its current leadership changed. */
  ElectionRecord withHolder(Grant grant) {
    return new ElectionRecord(
        name, Optional.of(grant), queue, history, lastGrant, predecessors, deletedVersion, upkeep);
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
        deletedVersion,
        upkeep);
  }

  /** The same without that holder, and with its end in the history. */
  ElectionRecord ended(Grant grant, End end, long atMillis, int historyKept) {
    Candidate candidate = grant.candidate();
    List<ElectionView.Past> newHistory = new ArrayList<>();
    newHistory.add(
        new ElectionView.Past(
            candidate.name(),
            candidate.session(),
            grant.token(),
            grant.id(),
            end.reason(),
            grant.grantedAtMillis(),
            atMillis,
            end.detail()));
    newHistory.addAll(history);
    return new ElectionRecord(
        name,
        Optional.empty(),
        queue,
        newHistory.subList(0, Math.min(newHistory.size(), historyKept)),
        lastGrant,
        end.clean() ? predecessors : predecessors.plus(grant),
        deletedVersion,
        upkeep.after(grant, end, atMillis));
  }

  ElectionRecord withQueue(PersistentMap<Candidate.Place, Candidate> newQueue) {
    return new ElectionRecord(
        name, holder, newQueue, history, lastGrant, predecessors, deletedVersion, upkeep);
  }

  ElectionRecord withPredecessors(Predecessors newPredecessors) {
    return new ElectionRecord(
        name, holder, queue, history, lastGrant, newPredecessors, deletedVersion, upkeep);
  }

  ElectionRecord withDeletedVersion(long version) {
    return new ElectionRecord(
        name,
        holder,
        queue,
        history,
        lastGrant,
        predecessors,
        Math.max(version, deletedVersion),
        upkeep);
  }

  ElectionRecord withUpkeep(Upkeep newUpkeep) {
    return new ElectionRecord(
        name, holder, queue, history, lastGrant, predecessors, deletedVersion, newUpkeep);
  }
}
