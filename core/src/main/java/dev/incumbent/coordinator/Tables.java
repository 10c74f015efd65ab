package dev.incumbent.coordinator;

import dev.incumbent.coordinator.persistent.PersistentMap;
import dev.incumbent.election.ElectionName;
import dev.incumbent.session.Answer;
import dev.incumbent.session.SessionId;
import java.util.Optional;

/**
 * All that the replicated state holds, by key.
 *
 * @param withdrawn the elections whose current leadership is withdrawn: an index of {@code
 *     elections}
 * @param notable those with something in their upkeep that is counted or to be known: another index
 */
record Tables(
    PersistentMap<SessionId, SessionRecord> sessions,
    PersistentMap<ElectionName, ElectionRecord> elections,
    PersistentMap<ElectionName, Grant> withdrawn,
    PersistentMap<ElectionName, ElectionName> notable,
    PersistentMap<String, Answer.Stored> keys) {

  static Tables empty() {
    return new Tables(
        PersistentMap.empty(),
        PersistentMap.empty(),
        PersistentMap.empty(),
        PersistentMap.empty(),
        PersistentMap.empty());
  }

  Optional<SessionRecord> session(SessionId id) {
    return sessions.find(id);
  }

  Optional<ElectionRecord> election(ElectionName name) {
    return elections.find(name);
  }

  Tables with(SessionRecord session) {
    return new Tables(sessions.put(session.id(), session), elections, withdrawn, notable, keys);
  }

  Tables withoutSession(SessionId id) {
    return new Tables(sessions.remove(id), elections, withdrawn, notable, keys);
  }

  Tables with(ElectionRecord election) {
    Optional<Grant> withdrawnGrant = election.holder().filter(g -> g.withdrawal().isPresent());
    return new Tables(
        sessions,
        elections.put(election.name(), election),
        withdrawnGrant
            .map(grant -> withdrawn.put(election.name(), grant))
            .orElseGet(() -> withdrawn.remove(election.name())),
        election.upkeep().isNotable()
            ? notable.put(election.name(), election.name())
            : notable.remove(election.name()),
        keys);
  }

  Tables withKey(String key, Answer.Stored stored) {
    return new Tables(sessions, elections, withdrawn, notable, keys.put(key, stored));
  }

  Tables withoutKey(String key) {
    return new Tables(sessions, elections, withdrawn, notable, keys.remove(key));
  }

  /**
   * What only counts.
   *
   * @param lastToken the largest token granted; 0 for none
   * @param lastOrder the number of the newest campaign
   * @param storedBytes the length of all values in the fenced store together
   * @param heldOff the cluster was restored, and grants nothing until its hold-off has passed
   */
  record Totals(long lastToken, long lastOrder, long storedBytes, boolean heldOff) {
    static final Totals ZERO = new Totals(0, 0, 0, false);

    Totals withLastToken(long token) {
      return new Totals(token, lastOrder, storedBytes, heldOff);
    }

    Totals withLastOrder(long order) {
      return new Totals(lastToken, order, storedBytes, heldOff);
    }

    Totals withStoredBytes(long bytes) {
      return new Totals(lastToken, lastOrder, bytes, heldOff);
    }

    Totals withHeldOff(boolean now) {
      return new Totals(lastToken, lastOrder, storedBytes, now);
    }
  }
}
