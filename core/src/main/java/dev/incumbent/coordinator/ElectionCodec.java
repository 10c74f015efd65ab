package dev.incumbent.coordinator;

import dev.incumbent.codec.ByteReader;
import dev.incumbent.codec.ByteWriter;
import dev.incumbent.codec.ConditionsCodec;
import dev.incumbent.codec.EventCodec;
import dev.incumbent.codec.ValueCodec;
import dev.incumbent.coordinator.persistent.PersistentMap;
import java.util.List;

/** The byte forms of an election's records in a snapshot: fields in the order of the record. */
final class ElectionCodec {
  private ElectionCodec() {}

  /** An election without its queue and its known predecessors, which have records of their own. */
  static ByteWriter writeElection(ByteWriter out, ElectionRecord election) {
    ValueCodec.writeElectionName(out, election.name())
        .optional(election.holder(), ElectionCodec::writeGrant)
        .list(election.history(), EventCodec::writePast)
        .optional(election.lastGrant(), ElectionCodec::writeClaimed);
    ValueCodec.writeStrings(out, election.predecessors().mergedFences())
        .varint(election.deletedVersion());
    return writeUpkeep(out, election.upkeep());
  }

  static ElectionRecord readElection(ByteReader in) {
    return new ElectionRecord(
        ValueCodec.readElectionName(in),
        in.optional(ElectionCodec::readGrant),
        PersistentMap.empty(),
        in.list(EventCodec::readPast),
        in.optional(ElectionCodec::readClaimed),
        new Predecessors(List.of(), ValueCodec.readStrings(in)),
        in.varint(),
        readUpkeep(in));
  }

  private static ByteWriter writeUpkeep(ByteWriter out, Upkeep upkeep) {
    return out.bool(upkeep.paused())
        .optional(upkeep.lockDelay(), ConditionsCodec::writeLockDelay)
        .list(upkeep.raises(), ByteWriter::varint)
        .optional(upkeep.failedPromotion(), ConditionsCodec::writeFailedPromotion)
        .list(upkeep.notes(), ConditionsCodec::writeNote);
  }

  private static Upkeep readUpkeep(ByteReader in) {
    return new Upkeep(
        in.bool(),
        in.optional(ConditionsCodec::readLockDelay),
        in.list(ByteReader::varint),
        in.optional(ConditionsCodec::readFailedPromotion),
        in.list(ConditionsCodec::readNote));
  }

  static ByteWriter writeCandidate(ByteWriter out, Candidate candidate) {
    ValueCodec.writeSessionId(out, candidate.session());
    ValueCodec.writeCandidateName(out, candidate.name())
        .varint(candidate.order())
        .zigzag(candidate.priority());
    ValueCodec.writeRevocation(out, candidate.revocation());
    return ValueCodec.writeStrings(out, candidate.fences())
        .string(candidate.incarnation())
        .bytes(candidate.metadata())
        .varint(candidate.lockDelayMillis());
  }

  static Candidate readCandidate(ByteReader in) {
    return new Candidate(
        ValueCodec.readSessionId(in),
        ValueCodec.readCandidateName(in),
        in.varint(),
        in.zigzagInt(),
        ValueCodec.readRevocation(in),
        ValueCodec.readStrings(in),
        in.string(),
        in.bytes(),
        in.varint());
  }

  static ByteWriter writePredecessor(ByteWriter out, Predecessors.Known known) {
    return ValueCodec.writeStrings(
        EventCodec.writePredecessor(out, known.predecessor()), known.fences());
  }

  static Predecessors.Known readPredecessor(ByteReader in) {
    return new Predecessors.Known(EventCodec.readPredecessor(in), ValueCodec.readStrings(in));
  }

  private static ByteWriter writeGrant(ByteWriter out, Grant grant) {
    writeCandidate(out, grant.candidate());
    ValueCodec.writeGrantId(ValueCodec.writeToken(out, grant.token()), grant.id());
    return ValueCodec.writeStrings(out, grant.fencesToClaim())
        .bool(grant.promoted())
        .optional(grant.withdrawal(), ElectionCodec::writeWithdrawal)
        .optional(grant.handover(), ValueCodec::writeSuccessor)
        .varint(grant.grantedAtMillis());
  }

  private static Grant readGrant(ByteReader in) {
    return new Grant(
        readCandidate(in),
        ValueCodec.readToken(in),
        ValueCodec.readGrantId(in),
        ValueCodec.readStrings(in),
        in.bool(),
        in.optional(ElectionCodec::readWithdrawal),
        in.optional(ValueCodec::readSuccessor),
        in.varint());
  }

  private static ByteWriter writeWithdrawal(ByteWriter out, Grant.Withdrawal withdrawal) {
    return ValueCodec.writeEndReason(out, withdrawal.reason()).varint(withdrawal.index());
  }

  private static Grant.Withdrawal readWithdrawal(ByteReader in) {
    return new Grant.Withdrawal(ValueCodec.readEndReason(in), in.varint());
  }

  private static ByteWriter writeClaimed(ByteWriter out, ElectionRecord.Claimed claimed) {
    return ValueCodec.writeGrantId(ValueCodec.writeToken(out, claimed.token()), claimed.grant());
  }

  private static ElectionRecord.Claimed readClaimed(ByteReader in) {
    return new ElectionRecord.Claimed(ValueCodec.readToken(in), ValueCodec.readGrantId(in));
  }
}
