package dev.incumbent.codec;

import dev.incumbent.coordinator.Operation;
import dev.incumbent.election.CandidateName;
import dev.incumbent.election.ElectionName;
import dev.incumbent.election.EndReason;
import dev.incumbent.election.Revocation;
import dev.incumbent.error.Failure;
import dev.incumbent.error.FailureCode;
import dev.incumbent.fencing.FencingToken;
import dev.incumbent.fencing.GrantId;
import dev.incumbent.session.Answer;
import dev.incumbent.session.SessionId;
import java.util.List;

/**
 * The byte forms of the values that the log, the snapshots and the wire share. None carries a
 * version: the entry, snapshot or message around it does.
 *
 * <p>Errors: each read throws {@link CodecException} and nothing else.
 */
public final class ValueCodec {
  private ValueCodec() {}

  public static ByteWriter writeElectionName(ByteWriter out, ElectionName value) {
    return out.string(value.value());
  }

  public static ElectionName readElectionName(ByteReader in) {
    return in.checked("an election name", r -> new ElectionName(r.string()));
  }

  public static ByteWriter writeCandidateName(ByteWriter out, CandidateName value) {
    return out.string(value.value());
  }

  public static CandidateName readCandidateName(ByteReader in) {
    return in.checked("a candidate name", r -> new CandidateName(r.string()));
  }

  public static ByteWriter writeToken(ByteWriter out, FencingToken value) {
    return out.varint(value.value());
  }

  public static FencingToken readToken(ByteReader in) {
    return in.checked("a token", r -> new FencingToken(r.varint()));
  }

  public static ByteWriter writeGrantId(ByteWriter out, GrantId value) {
    return out.fixed64(value.high()).fixed64(value.low());
  }

  public static GrantId readGrantId(ByteReader in) {
    return new GrantId(in.fixed64(), in.fixed64());
  }

  public static ByteWriter writeSessionId(ByteWriter out, SessionId value) {
    return out.fixed64(value.high()).fixed64(value.low());
  }

  public static SessionId readSessionId(ByteReader in) {
    return new SessionId(in.fixed64(), in.fixed64());
  }

  public static ByteWriter writeSuccessor(ByteWriter out, Operation.Successor value) {
    return writeCandidateName(writeSessionId(out, value.session()), value.candidate());
  }

  public static Operation.Successor readSuccessor(ByteReader in) {
    return new Operation.Successor(readSessionId(in), readCandidateName(in));
  }

  public static ByteWriter writeEndReason(ByteWriter out, EndReason value) {
    return out.u8(value.wireNumber());
  }

  public static EndReason readEndReason(ByteReader in) {
    return in.checked("an end reason", r -> EndReason.ofWireNumber(r.u8()));
  }

  public static ByteWriter writeRevocation(ByteWriter out, Revocation value) {
    return out.u8(value.wireNumber());
  }

  public static Revocation readRevocation(ByteReader in) {
    return in.checked("a revocation policy", r -> Revocation.ofWireNumber(r.u8()));
  }

  public static ByteWriter writeFailure(ByteWriter out, Failure value) {
    return out.u8(value.code().wireNumber())
        .string(value.message())
        .string(value.value())
        .string(value.allowed());
  }

  public static Failure readFailure(ByteReader in) {
    FailureCode code = in.checked("a failure code", r -> FailureCode.ofWireNumber(r.u8()));
    return new Failure(code, in.string(), in.string(), in.string());
  }

  public static ByteWriter writeStored(ByteWriter out, Answer.Stored value) {
    writeElectionName(out.bytes(value.value()).varint(value.version()), value.election());
    return writeToken(out, value.token());
  }

  public static Answer.Stored readStored(ByteReader in) {
    return new Answer.Stored(in.bytes(), in.varint(), readElectionName(in), readToken(in));
  }

  public static ByteWriter writeStrings(ByteWriter out, List<String> values) {
    return out.list(values, ByteWriter::string);
  }

  public static List<String> readStrings(ByteReader in) {
    return in.list(ByteReader::string);
  }
}
