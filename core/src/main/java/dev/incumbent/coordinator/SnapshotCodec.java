package dev.incumbent.coordinator;

import dev.incumbent.codec.ByteReader;
import dev.incumbent.codec.ByteWriter;
import dev.incumbent.codec.CodecException;
import dev.incumbent.codec.OperationCodec;
import dev.incumbent.codec.SnapshotInput;
import dev.incumbent.codec.SnapshotOutput;
import dev.incumbent.codec.ValueCodec;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Optional;

/**
 * The byte form of the whole replicated state, which belongs to no cluster, and of backups, which
 * say in their head where they are from.
 *
 * <p>In the frame of {@link SnapshotOutput}, each record begins with its kind: the head first, then
 * the sessions, then each election followed by the candidates that wait in it in queue order and by
 * its predecessors oldest first, then the keys; each in order. Equal states have equal bytes.
 *
 * <p>Threads: any; the state is immutable. Errors: {@link CodecException} for bytes that are not a
 * whole, unchanged snapshot of format {@link #VERSION} ("snapshot format 9 is unknown: this node
 * reads 1"); {@link IOException} as the stream throws it.
 */
public final class SnapshotCodec {
  /** The version that this code writes and reads. */
  public static final int VERSION = 1;

  static final int HEAD = 1;
  static final int SESSION = 2;
  static final int ELECTION = 3;
  static final int CANDIDATE = 4;
  static final int PREDECESSOR = 5;
  static final int KEY = 6;

  private SnapshotCodec() {}

  /** Writes {@code state} in one pass; the stream is neither flushed nor closed. */
  public static void write(CoordinatorState state, OutputStream stream) throws IOException {
    write(state, Optional.empty(), stream);
  }

  /** Writes {@code state} as {@link Backup#read} reads it. */
  static void writeBackup(CoordinatorState state, Backup.Origin origin, OutputStream stream)
      throws IOException {
    write(state, Optional.of(origin), stream);
  }

  private static void write(
      CoordinatorState state, Optional<Backup.Origin> origin, OutputStream stream)
      throws IOException {
    SnapshotOutput out = new SnapshotOutput(stream, VERSION);
    out.record(writeHead(state).optional(origin, SnapshotCodec::writeOrigin));
    for (SessionRecord session : state.tables().sessions().values()) {
      out.record(writeSession(session));
    }
    for (ElectionRecord election : state.tables().elections().values()) {
      recordElection(out, election);
    }
    for (var entry : state.tables().keys()) {
      ByteWriter key = new ByteWriter().u8(KEY).string(entry.key());
      out.record(ValueCodec.writeStored(key, entry.value()));
    }
    out.end();
  }

  /**
   * Reads a state to go on from.
   *
   * @param config that of the cluster that goes on
   */
  public static CoordinatorState read(InputStream stream, StateConfig config) throws IOException {
    return readRecords(stream).toState(config);
  }

  static SnapshotBuilder readRecords(InputStream stream) throws IOException {
    SnapshotInput in = new SnapshotInput(stream, VERSION);
    SnapshotBuilder builder = new SnapshotBuilder();
    Optional<ByteReader> next = in.next();
    while (next.isPresent()) {
      ByteReader record = next.get();
      builder.add(record);
      record.expectEnd();
      next = in.next();
    }
    return builder;
  }

  private static ByteWriter writeHead(CoordinatorState state) {
    return new ByteWriter()
        .u8(HEAD)
        .varint(state.index())
        .varint(state.term())
        .varint(state.totals().lastToken())
        .varint(state.totals().lastOrder())
        .bool(state.totals().heldOff());
  }

  private static ByteWriter writeOrigin(ByteWriter out, Backup.Origin origin) {
    return out.string(origin.cluster()).varint(origin.madeAtMillis());
  }

  static Backup.Origin readOrigin(ByteReader in) {
    return new Backup.Origin(in.string(), in.varint());
  }

  private static void recordElection(SnapshotOutput out, ElectionRecord election)
      throws IOException {
    out.record(ElectionCodec.writeElection(new ByteWriter().u8(ELECTION), election));
    for (Candidate candidate : election.queue().values()) {
      out.record(ElectionCodec.writeCandidate(new ByteWriter().u8(CANDIDATE), candidate));
    }
    for (Predecessors.Known predecessor : election.predecessors().known()) {
      out.record(ElectionCodec.writePredecessor(new ByteWriter().u8(PREDECESSOR), predecessor));
    }
  }

  private static ByteWriter writeSession(SessionRecord session) {
    ByteWriter out = new ByteWriter().u8(SESSION);
    ValueCodec.writeSessionId(out, session.id())
        .varint(session.ttlMillis())
        .string(session.client())
        .varint(session.change())
        .varint(session.presentTerm())
        .varint(session.acknowledged())
        .varint(session.replies().size());
    for (var reply : session.replies()) {
      OperationCodec.writeResult(out.varint(reply.key()), reply.value());
    }
    return out;
  }

  /** A session without its candidacies, which follow from the elections. */
  static SessionRecord readSession(ByteReader in) {
    SessionRecord opened =
        SessionRecord.opened(ValueCodec.readSessionId(in), in.varint(), in.string(), 0);
    long change = in.varint();
    long presentTerm = in.varint();
    long acknowledged = in.varint();
    SessionRecord session =
        opened.withChange(change).withPresentTerm(presentTerm).withAcknowledged(acknowledged);
    int replies = in.varint(0, in.remaining());
    for (int i = 0; i < replies; i++) {
      session = session.withReply(in.varint(), OperationCodec.readResult(in));
    }
    return session;
  }
}
