package dev.incumbent.codec;

import dev.incumbent.coordinator.Command;
import dev.incumbent.coordinator.Delay;
import dev.incumbent.coordinator.LogEntry;

/**
 * The byte form of log entries: the format version, then the fields in the order of the record,
 * each command as a kind byte and its fields. A kind's number is never reused.
 *
 * <p>A log outlives the program that wrote it: a change of this form is a new version, and a node
 * refuses a version that it does not know, by name, rather than guess.
 *
 * <p>Errors: {@link #decode} throws {@link CodecException} and nothing else.
 */
public final class LogEntryCodec {
  /** The version that this code writes and reads. */
  public static final int VERSION = 1;

  private static final int NOOP = 1;
  private static final int OPEN_SESSION = 2;
  private static final int CLOSE_SESSION = 3;
  private static final int EXPIRE_SESSION = 4;
  private static final int SESSION_PRESENT = 5;
  private static final int END_LEADERSHIP = 6;
  private static final int SEQUENCED = 7;
  private static final int ELAPSED = 8;

  private LogEntryCodec() {}

  public static byte[] encode(LogEntry entry) {
    return new ByteWriter()
        .u8(VERSION)
        .fixed64(entry.randomHigh())
        .fixed64(entry.randomLow())
        .varint(entry.submittedAtMillis())
        .list(entry.commands(), LogEntryCodec::writeCommand)
        .toArray();
  }

  public static LogEntry decode(byte[] bytes) {
    ByteReader in = new ByteReader(bytes);
    int version = in.u8();
    if (version != VERSION) {
      throw CodecException.unknownFormat("log entry", version, VERSION);
    }
    LogEntry entry =
        new LogEntry(
            in.fixed64(),
            in.fixed64(),
            in.varint(),
            in.list(LogEntry.MAX_COMMANDS, LogEntryCodec::readCommand));
    in.expectEnd();
    return entry;
  }

  /** The bytes that a command takes in an entry: what a batch is measured by. */
  public static int size(Command command) {
    return writeCommand(new ByteWriter(), command).size();
  }

  private static ByteWriter writeCommand(ByteWriter out, Command command) {
    return command.match(
        noop -> out.u8(NOOP),
        open ->
            ValueCodec.writeSessionId(out.u8(OPEN_SESSION), open.session())
                .varint(open.ttlMillis())
                .string(open.client()),
        close -> ValueCodec.writeSessionId(out.u8(CLOSE_SESSION), close.session()),
        expire ->
            ValueCodec.writeSessionId(out.u8(EXPIRE_SESSION), expire.session())
                .varint(expire.term()),
        present ->
            ValueCodec.writeSessionId(out.u8(SESSION_PRESENT), present.session())
                .varint(present.term()),
        end -> writeEndLeadership(out, end),
        elapsed -> writeElapsed(out, elapsed),
        sequenced -> writeSequenced(out, sequenced));
  }

  private static Command readCommand(ByteReader in) {
    long at = in.position();
    int kind = in.u8();
    return switch (kind) {
      case NOOP -> new Command.Noop();
      case OPEN_SESSION ->
          new Command.OpenSession(ValueCodec.readSessionId(in), in.varint(), in.string());
      case CLOSE_SESSION -> new Command.CloseSession(ValueCodec.readSessionId(in));
      case EXPIRE_SESSION -> new Command.ExpireSession(ValueCodec.readSessionId(in), in.varint());
      case SESSION_PRESENT -> new Command.SessionPresent(ValueCodec.readSessionId(in), in.varint());
      case END_LEADERSHIP -> readEndLeadership(in);
      case SEQUENCED ->
          new Command.Sequenced(
              ValueCodec.readSessionId(in),
              in.varint(),
              in.varint(),
              OperationCodec.readOperation(in));
      case ELAPSED -> readElapsed(in);
      default -> throw new CodecException(at, "a command kind from 1 to 8, not " + kind);
    };
  }

  private static ByteWriter writeEndLeadership(ByteWriter out, Command.EndLeadership end) {
    ValueCodec.writeElectionName(out.u8(END_LEADERSHIP), end.election());
    ValueCodec.writeToken(out, end.token());
    return ValueCodec.writeEndReason(out, end.reason()).varint(end.term());
  }

  private static Command.EndLeadership readEndLeadership(ByteReader in) {
    return new Command.EndLeadership(
        ValueCodec.readElectionName(in),
        ValueCodec.readToken(in),
        ValueCodec.readEndReason(in),
        in.varint());
  }

  private static ByteWriter writeElapsed(ByteWriter out, Command.Elapsed elapsed) {
    Delay delay = elapsed.delay();
    return out.u8(ELAPSED)
        .u8(delay.kind().wireNumber())
        .optional(delay.election(), ValueCodec::writeElectionName)
        .varint(delay.token())
        .varint(elapsed.term());
  }

  private static Command readElapsed(ByteReader in) {
    Delay.Kind kind = in.checked("a delay kind", r -> Delay.Kind.ofWireNumber(r.u8()));
    Delay delay = new Delay(kind, in.optional(ValueCodec::readElectionName), in.varint());
    return new Command.Elapsed(delay, in.varint());
  }

  private static ByteWriter writeSequenced(ByteWriter out, Command.Sequenced sequenced) {
    ValueCodec.writeSessionId(out.u8(SEQUENCED), sequenced.session())
        .varint(sequenced.sequence())
        .varint(sequenced.acknowledged());
    return OperationCodec.writeOperation(out, sequenced.operation());
  }
}
