package dev.incumbent.coordinator;

import dev.incumbent.codec.ByteReader;
import dev.incumbent.codec.ByteWriter;
import dev.incumbent.codec.Bytes;
import dev.incumbent.codec.CodecException;
import dev.incumbent.codec.EventCodec;
import dev.incumbent.codec.ValueCodec;
import dev.incumbent.election.ElectionName;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * The byte form of a record: its format's version, what its writers need to know of each other, and
 * the state in the format of {@link SnapshotCodec}.
 */
final class RecordCodec {
  /** The version that this code writes and reads. */
  static final int VERSION = 1;

  private RecordCodec() {}

  static Bytes write(RecordState record) {
    RecordState.Extras extras = record.extras();
    ByteArrayOutputStream state = new ByteArrayOutputStream();
    try {
      SnapshotCodec.write(record.state(), state);
    } catch (IOException e) {
      throw new UncheckedIOException("an array refused to be written to", e);
    }
    return new ByteWriter()
        .u8(VERSION)
        .optional(extras.reserved(), ValueCodec::writeSuccessor)
        .list(extras.marks(), (out, mark) -> out.varint(mark.index()).fixed64(mark.id()))
        .list(extras.events(), EventCodec::writeElectionEvent)
        .varint(extras.forgottenUpTo())
        .bytes(Bytes.copyOf(state.toByteArray()))
        .toBytes();
  }

  static RecordState read(ElectionName name, ByteReader in) {
    int version = in.u8();
    if (version != VERSION) {
      throw new CodecException(0, "a record of format " + VERSION + ", not " + version);
    }
    RecordState.Extras extras =
        new RecordState.Extras(
            in.optional(ValueCodec::readSuccessor),
            in.list(r -> new RecordState.Mark(r.varint(), r.fixed64())),
            in.list(EventCodec::readElectionEvent),
            in.varint());
    byte[] snapshot = in.bytes().toArray();
    in.expectEnd();
    try {
      CoordinatorState state =
          SnapshotCodec.read(new ByteArrayInputStream(snapshot), RecordMachine.CONFIG);
      return new RecordState(name, state, extras);
    } catch (IOException e) {
      throw new CodecException(0, "a whole state in the record: " + e.getMessage());
    }
  }
}
