package dev.incumbent.coordinator;

import dev.incumbent.codec.ByteReader;
import dev.incumbent.codec.CodecException;
import dev.incumbent.codec.ValueCodec;
import dev.incumbent.election.ElectionName;
import dev.incumbent.session.Answer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Puts a state together from a snapshot's records. What follows from others is not in them and is
 * made anew: the candidacies of each session, the index of withdrawn leaderships, the stored bytes.
 *
 * <p>Refuses records that no state writes: a candidate of a session or election that is not there,
 * one that stands twice, a token beyond the counter.
 */
final class SnapshotBuilder {
  private Optional<Head> head = Optional.empty();
  private Tables tables = Tables.empty();
  private long storedBytes;
  private Optional<ElectionRecord> open = Optional.empty();
  private final List<Predecessors.Known> predecessors = new ArrayList<>();

  /** What the first record says. */
  private record Head(
      long index,
      long term,
      long lastToken,
      long lastOrder,
      boolean heldOff,
      Optional<Backup.Origin> origin) {}

  void add(ByteReader in) {
    long at = in.position();
    int kind = in.u8();
    if (head.isPresent() == (kind == SnapshotCodec.HEAD)) {
      throw new CodecException(at, "one head, before all else");
    }
    switch (kind) {
      case SnapshotCodec.HEAD -> head = Optional.of(readHead(in));
      case SnapshotCodec.SESSION -> tables = tables.with(SnapshotCodec.readSession(in));
      case SnapshotCodec.ELECTION -> openElection(in);
      case SnapshotCodec.CANDIDATE -> addCandidate(in);
      case SnapshotCodec.PREDECESSOR -> {
        requireOpen(at);
        predecessors.add(ElectionCodec.readPredecessor(in));
      }
      case SnapshotCodec.KEY -> addKey(in);
      default -> throw new CodecException(at, "a record kind from 1 to 6, not " + kind);
    }
  }

  private static Head readHead(ByteReader in) {
    return new Head(
        in.varint(),
        in.varint(),
        in.varint(),
        in.varint(),
        in.bool(),
        in.optional(SnapshotCodec::readOrigin));
  }

  /** Where the backup is from; empty for a snapshot of a node's own log. */
  Optional<Backup.Origin> origin() {
    return head.flatMap(Head::origin);
  }

  CoordinatorState toState(StateConfig config) {
    closeElection();
    Head known = head.orElseThrow(() -> new CodecException(0, "a head in the snapshot"));
    return new CoordinatorState(
        config,
        known.term(),
        known.index(),
        new Tables.Totals(known.lastToken(), known.lastOrder(), storedBytes, known.heldOff()),
        tables);
  }

  private void openElection(ByteReader in) {
    closeElection();
    long at = in.position();
    ElectionRecord election = ElectionCodec.readElection(in);
    if (tables.election(election.name()).isPresent()) {
      throw new CodecException(at, "each election once");
    }
    requireToken(at, election);
    election.holder().ifPresent(grant -> stand(at, election.name(), grant.candidate()));
    open = Optional.of(election);
  }

  private void addCandidate(ByteReader in) {
    long at = in.position();
    ElectionRecord election = requireOpen(at);
    Candidate candidate = ElectionCodec.readCandidate(in);
    stand(at, election.name(), candidate);
    open = Optional.of(election.withQueue(election.queue().put(candidate.place(), candidate)));
  }

  private void addKey(ByteReader in) {
    String key = in.string();
    Answer.Stored stored = ValueCodec.readStored(in);
    storedBytes += stored.value().length();
    tables = tables.withKey(key, stored);
  }

  private void closeElection() {
    open.ifPresent(
        election -> {
          List<String> merged = election.predecessors().mergedFences();
          tables = tables.with(election.withPredecessors(new Predecessors(predecessors, merged)));
        });
    open = Optional.empty();
    predecessors.clear();
  }

  private void stand(long at, ElectionName election, Candidate candidate) {
    SessionRecord session =
        tables
            .session(candidate.session())
            .orElseThrow(() -> new CodecException(at, "a candidate of an open session"));
    Candidate.Standing standing = new Candidate.Standing(election, candidate.name());
    if (session.candidacies().containsKey(standing)) {
      throw new CodecException(at, "a candidate once an election and session");
    }
    tables = tables.with(session.withCandidacies(session.candidacies().put(standing, candidate)));
  }

  private void requireToken(long at, ElectionRecord election) {
    long lastToken = head.map(Head::lastToken).orElse(0L);
    if (election.lastGrant().filter(g -> g.token().value() > lastToken).isPresent()) {
      throw new CodecException(at, "a token up to the counter, " + lastToken);
    }
  }

  private ElectionRecord requireOpen(long at) {
    return open.orElseThrow(() -> new CodecException(at, "an election before what belongs to it"));
  }
}
