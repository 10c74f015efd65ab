package dev.incumbent.codec;

import dev.incumbent.coordinator.Operation;
import dev.incumbent.coordinator.OperationResult;
import dev.incumbent.election.CandidateName;
import dev.incumbent.election.ElectionName;
import dev.incumbent.fencing.FencingToken;

/**
 * The byte forms of operations and their results, shared by the log and the wire: a kind byte, then
 * the fields in the order of the record. A kind's number is never reused.
 *
 * <p>Errors: each read throws {@link CodecException} and nothing else.
 */
public final class OperationCodec {
  private static final int CAMPAIGN = 1;
  private static final int CANCEL = 2;
  private static final int RELEASE = 3;
  private static final int REPORT_PROMOTED = 4;
  private static final int ABANDON = 5;
  private static final int REQUEST_HANDOVER = 6;
  private static final int REVOKE = 7;
  private static final int PUT = 8;
  private static final int DELETE = 9;
  private static final int PREFER = 10;
  private static final int UPDATE_METADATA = 11;
  private static final int RAISE_FLOOR = 12;
  private static final int OPERATE = 13;

  private static final int DONE = 1;
  private static final int WRITTEN = 2;
  private static final int NOTED = 3;
  private static final int FAILED = 4;

  private OperationCodec() {}

  public static ByteWriter writeOperation(ByteWriter out, Operation operation) {
    return operation.match(
        campaign -> writeCampaign(out, campaign),
        cancel ->
            ValueCodec.writeCandidateName(head(out, CANCEL, cancel.election()), cancel.candidate()),
        release -> writeRelease(out, release),
        promoted -> head(out, REPORT_PROMOTED, promoted.election(), promoted.token()),
        abandon -> head(out, ABANDON, abandon.election(), abandon.token()),
        raise ->
            head(out, RAISE_FLOOR, raise.election(), raise.token())
                .varint(raise.refused())
                .string(raise.detail()),
        handover ->
            ValueCodec.writeCandidateName(
                head(out, REQUEST_HANDOVER, handover.election()), handover.to()),
        revoke -> head(out, REVOKE, revoke.election(), revoke.token()),
        operate -> ActCodec.write(head(out, OPERATE, operate.election()), operate.act()),
        put -> writePut(out, put),
        delete -> writeDelete(out, delete),
        prefer -> writePrefer(out, prefer),
        metadata -> writeUpdateMetadata(out, metadata));
  }

  public static Operation readOperation(ByteReader in) {
    long at = in.position();
    int kind = in.u8();
    return switch (kind) {
      case CAMPAIGN -> readCampaign(in);
      case PUT -> readPut(in);
      case DELETE -> readDelete(in);
      case OPERATE -> new Operation.Operate(ValueCodec.readElectionName(in), ActCodec.read(in));
      case CANCEL, REQUEST_HANDOVER, PREFER, UPDATE_METADATA -> readOfCandidate(kind, in);
      case RELEASE, REPORT_PROMOTED, ABANDON, REVOKE, RAISE_FLOOR -> readOfLeadership(kind, in);
      default -> throw new CodecException(at, "an operation kind from 1 to 13, not " + kind);
    };
  }

  /** Those that begin with an election and a candidate's name. */
  private static Operation readOfCandidate(int kind, ByteReader in) {
    ElectionName election = ValueCodec.readElectionName(in);
    CandidateName candidate = ValueCodec.readCandidateName(in);
    return switch (kind) {
      case CANCEL -> new Operation.Cancel(election, candidate);
      case REQUEST_HANDOVER -> new Operation.RequestHandover(election, candidate);
      case PREFER -> new Operation.Prefer(election, candidate, in.optional(ValueCodec::readToken));
      default -> new Operation.UpdateMetadata(election, candidate, in.bytes());
    };
  }

  /** Those that begin with an election and a token of it. */
  private static Operation readOfLeadership(int kind, ByteReader in) {
    ElectionName election = ValueCodec.readElectionName(in);
    FencingToken token = ValueCodec.readToken(in);
    return switch (kind) {
      case RELEASE ->
          new Operation.Release(
              election,
              token,
              ValueCodec.readEndReason(in),
              in.optional(ValueCodec::readSuccessor),
              in.string());
      case REPORT_PROMOTED -> new Operation.ReportPromoted(election, token);
      case ABANDON -> new Operation.Abandon(election, token);
      case REVOKE -> new Operation.Revoke(election, token);
      default -> new Operation.RaiseFloor(election, token, in.varint(), in.string());
    };
  }

  public static ByteWriter writeResult(ByteWriter out, OperationResult result) {
    return result.match(
        done -> out.u8(DONE),
        written -> out.u8(WRITTEN).varint(written.version()),
        noted -> ValueCodec.writeToken(out.u8(NOTED), noted.token()),
        failed -> ValueCodec.writeFailure(out.u8(FAILED), failed.failure()));
  }

  public static OperationResult readResult(ByteReader in) {
    long at = in.position();
    int kind = in.u8();
    return switch (kind) {
      case DONE -> new OperationResult.Done();
      case WRITTEN -> new OperationResult.Written(in.varint());
      case NOTED -> new OperationResult.Noted(ValueCodec.readToken(in));
      case FAILED -> new OperationResult.Failed(ValueCodec.readFailure(in));
      default -> throw new CodecException(at, "a result kind from 1 to 4, not " + kind);
    };
  }

  private static ByteWriter writeCampaign(ByteWriter out, Operation.Campaign campaign) {
    head(out, CAMPAIGN, campaign.election());
    ValueCodec.writeCandidateName(out, campaign.candidate());
    ValueCodec.writeRevocation(out.zigzag(campaign.priority()), campaign.revocation());
    ValueCodec.writeStrings(out, campaign.fences());
    return out.string(campaign.incarnation())
        .bytes(campaign.metadata())
        .bool(campaign.onlyIfVacant())
        .varint(campaign.lockDelayMillis());
  }

  private static Operation readCampaign(ByteReader in) {
    return new Operation.Campaign(
        ValueCodec.readElectionName(in),
        ValueCodec.readCandidateName(in),
        in.zigzagInt(),
        ValueCodec.readRevocation(in),
        ValueCodec.readStrings(in),
        in.string(),
        in.bytes(),
        in.bool(),
        in.varint());
  }

  private static ByteWriter writeRelease(ByteWriter out, Operation.Release release) {
    head(out, RELEASE, release.election(), release.token());
    ValueCodec.writeEndReason(out, release.reason());
    return out.optional(release.successor(), ValueCodec::writeSuccessor).string(release.detail());
  }

  private static ByteWriter writePut(ByteWriter out, Operation.Put put) {
    head(out, PUT, put.election(), put.token());
    ValueCodec.writeGrantId(out, put.grant());
    return out.string(put.key()).bytes(put.value()).optionalLong(put.ifVersion());
  }

  private static Operation readPut(ByteReader in) {
    return new Operation.Put(
        ValueCodec.readElectionName(in),
        ValueCodec.readToken(in),
        ValueCodec.readGrantId(in),
        in.string(),
        in.bytes(),
        in.optionalLong());
  }

  private static ByteWriter writeDelete(ByteWriter out, Operation.Delete delete) {
    head(out, DELETE, delete.election(), delete.token());
    ValueCodec.writeGrantId(out, delete.grant());
    return out.string(delete.key()).optionalLong(delete.ifVersion());
  }

  private static Operation readDelete(ByteReader in) {
    return new Operation.Delete(
        ValueCodec.readElectionName(in),
        ValueCodec.readToken(in),
        ValueCodec.readGrantId(in),
        in.string(),
        in.optionalLong());
  }

  private static ByteWriter writePrefer(ByteWriter out, Operation.Prefer prefer) {
    return ValueCodec.writeCandidateName(head(out, PREFER, prefer.election()), prefer.candidate())
        .optional(prefer.against(), ValueCodec::writeToken);
  }

  private static ByteWriter writeUpdateMetadata(ByteWriter out, Operation.UpdateMetadata update) {
    return ValueCodec.writeCandidateName(
            head(out, UPDATE_METADATA, update.election()), update.candidate())
        .bytes(update.metadata());
  }

  private static ByteWriter head(ByteWriter out, int kind, ElectionName election) {
    return ValueCodec.writeElectionName(out.u8(kind), election);
  }

  private static ByteWriter head(
      ByteWriter out, int kind, ElectionName election, FencingToken token) {
    return ValueCodec.writeToken(head(out, kind, election), token);
  }
}
