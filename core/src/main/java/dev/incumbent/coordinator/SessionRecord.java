package dev.incumbent.coordinator;

import dev.incumbent.coordinator.persistent.PersistentMap;
import dev.incumbent.session.SessionId;

/**
 * A session as the replicated state keeps it.
 *
 * @param change how many events it was told
 * @param presentTerm the newest term in which it opened or was logged as present
 * @param acknowledged the client has seen every answer up to this number
 * @param replies the answers that it may not have seen, by sequence
 * @param candidacies where it waits or holds; a standing at most once
 */
record SessionRecord(
    SessionId id,
    long ttlMillis,
    String client,
    long change,
    long presentTerm,
    long acknowledged,
    PersistentMap<Long, OperationResult> replies,
    PersistentMap<Candidate.Standing, Candidate> candidacies) {

  static SessionRecord opened(SessionId id, long ttlMillis, String client, long term) {
    return new SessionRecord(
        id, ttlMillis, client, 0, term, 0, PersistentMap.empty(), PersistentMap.empty());
  }

  SessionRecord withChange(long newChange) {
    return new SessionRecord(
        id, ttlMillis, client, newChange, presentTerm, acknowledged, replies, candidacies);
  }

  SessionRecord withPresentTerm(long term) {
    return new SessionRecord(
        id, ttlMillis, client, change, term, acknowledged, replies, candidacies);
  }

  SessionRecord withReply(long sequence, OperationResult result) {
    return new SessionRecord(
        id,
        ttlMillis,
        client,
        change,
        presentTerm,
        acknowledged,
        replies.put(sequence, result),
        candidacies);
  }

  /** The same without the answers up to {@code sequence}, which the client has seen. */
  SessionRecord withAcknowledged(long sequence) {
    if (sequence <= acknowledged) {
      return this;
    }
    PersistentMap<Long, OperationResult> left = replies;
    while (left.first().filter(entry -> entry.key() <= sequence).isPresent()) {
      left = left.remove(left.first().orElseThrow().key());
    }
    return new SessionRecord(
        id, ttlMillis, client, change, presentTerm, sequence, left, candidacies);
  }

  SessionRecord withCandidacies(PersistentMap<Candidate.Standing, Candidate> newCandidacies) {
    return new SessionRecord(
        id, ttlMillis, client, change, presentTerm, acknowledged, replies, newCandidacies);
  }
}
