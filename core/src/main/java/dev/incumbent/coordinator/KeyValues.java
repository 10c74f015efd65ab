package dev.incumbent.coordinator;

import dev.incumbent.codec.Bytes;
import dev.incumbent.election.ElectionName;
import dev.incumbent.error.Failure;
import dev.incumbent.error.FailureCode;
import dev.incumbent.fencing.FenceRule;
import dev.incumbent.fencing.FencingToken;
import dev.incumbent.fencing.GrantId;
import dev.incumbent.session.Answer;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The fenced key-value storage. All keys of an election are one scope, and the grant is the claim.
 *
 * <p>Guarantees: S-3: a write takes effect only with the token and the grant id of the election's
 * newest grant, and only while that leadership lasts; check and effect are one command. A writer
 * above the newest grant is told to stop: the coordinator was put back from a copy. A withdrawn
 * leadership may write until its end: its work is draining.
 *
 * <p>NOT guaranteed: that a key stays with its election once deleted: another may then make it.
 */
final class KeyValues {
  private final Draft draft;

  KeyValues(Draft draft) {
    this.draft = draft;
  }

  OperationResult put(Operation.Put put) {
    Optional<Answer.Stored> stored = draft.tables().keys().find(put.key());
    return refusal(new Write(put.election(), put.token(), put.grant()))
        .or(() -> foreign(put.key(), stored, put.election()))
        .or(() -> compareFailed(put.key(), stored, put.ifVersion()))
        .map(Results::failed)
        .orElseGet(() -> write(put, stored));
  }

  OperationResult delete(Operation.Delete delete) {
    Optional<Answer.Stored> stored = draft.tables().keys().find(delete.key());
    return refusal(new Write(delete.election(), delete.token(), delete.grant()))
        .or(() -> foreign(delete.key(), stored, delete.election()))
        .or(() -> missing(delete.key(), stored))
        .or(() -> compareFailed(delete.key(), stored, delete.ifVersion()))
        .map(Results::failed)
        .orElseGet(() -> remove(delete, stored.orElseThrow()));
  }

  /** Who writes. */
  private record Write(ElectionName election, FencingToken token, GrantId grant) {}

  private Optional<Failure> refusal(Write write) {
    Optional<ElectionRecord> election = draft.election(write.election());
    if (election.isEmpty()) {
      return Optional.of(
          new Failure(
              FailureCode.NOT_FOUND,
              "there is no election '" + write.election() + "'",
              write.election().value(),
              ""));
    }
    return stale(write, election.get())
        .or(() -> election.get().holder().isPresent() ? Optional.empty() : lost(write));
  }

  private static Optional<Failure> stale(Write write, ElectionRecord election) {
    Optional<ElectionRecord.Claimed> claimed = election.lastGrant();
    String where = "election '" + election.name() + "'";
    long highWater = claimed.map(c -> c.token().value()).orElse(0L);
    String grant = claimed.map(c -> c.grant().toString()).orElse("");
    if (FenceRule.admits(highWater, grant, write.token(), write.grant())) {
      return Optional.empty();
    }
    if (highWater > write.token().value()) {
      return Optional.of(Failure.staleToken(where, write.token().value(), highWater));
    }
    if (highWater < write.token().value()) {
      return Optional.of(wentBack(where, write.token().value(), highWater));
    }
    return Optional.of(otherGrant(where, write, grant));
  }

  private static Failure otherGrant(String where, Write write, String grant) {
    String token = write.token().toString();
    return new Failure(
        FailureCode.STALE_TOKEN,
        "%s was claimed with token %s by grant %s, not by grant %s"
            .formatted(where, token, grant, write.grant()),
        token,
        token);
  }

  private static Failure wentBack(String where, long offered, long highWater) {
    return new Failure(
        FailureCode.LEADERSHIP_LOST,
        where
            + " was last granted with token "
            + highWater
            + ", below this leadership's own "
            + offered
            + ": the coordinator went back to an earlier state. Stop, and be granted it anew",
        Long.toString(offered),
        Long.toString(highWater));
  }

  private static Optional<Failure> lost(Write write) {
    return Optional.of(
        new Failure(
            FailureCode.LEADERSHIP_LOST,
            "the leadership of election '"
                + write.election()
                + "' with token "
                + write.token()
                + " has ended and nobody leads",
            write.token().toString(),
            ""));
  }

  private static Optional<Failure> foreign(
      String key, Optional<Answer.Stored> stored, ElectionName election) {
    return stored
        .filter(s -> !s.election().equals(election))
        .map(
            s ->
                Failure.rejected(
                    "key", key, "for election '" + s.election() + "' only, which owns it"));
  }

  private static Optional<Failure> missing(String key, Optional<Answer.Stored> stored) {
    return stored.isPresent()
        ? Optional.empty()
        : Optional.of(new Failure(FailureCode.NOT_FOUND, "there is no key '" + key + "'", key, ""));
  }

  private static Optional<Failure> compareFailed(
      String key, Optional<Answer.Stored> stored, OptionalLong ifVersion) {
    long version = stored.map(Answer.Stored::version).orElse(0L);
    if (ifVersion.isEmpty() || ifVersion.getAsLong() == version) {
      return Optional.empty();
    }
    String actual = version == 0 ? "does not exist" : "has version " + version;
    return Optional.of(
        new Failure(
            FailureCode.COMPARE_FAILED,
            "key '" + key + "' " + actual + ", expected version " + ifVersion.getAsLong(),
            Long.toString(version),
            Long.toString(ifVersion.getAsLong())));
  }

  private OperationResult write(Operation.Put put, Optional<Answer.Stored> before) {
    ElectionRecord election = draft.election(put.election()).orElseThrow();
    long version = before.map(Answer.Stored::version).orElse(election.deletedVersion()) + 1;
    draft.putKey(put.key(), new Answer.Stored(put.value(), version, put.election(), put.token()));
    countBytes(
        put.value().length() - before.map(Answer.Stored::value).map(Bytes::length).orElse(0));
    return new OperationResult.Written(version);
  }

  private OperationResult remove(Operation.Delete delete, Answer.Stored before) {
    ElectionRecord election = draft.election(delete.election()).orElseThrow();
    draft.put(election.withDeletedVersion(before.version()));
    draft.removeKey(delete.key());
    countBytes(-before.value().length());
    return new OperationResult.Written(before.version());
  }

  private void countBytes(int more) {
    draft.set(draft.totals().withStoredBytes(draft.totals().storedBytes() + more));
  }
}
