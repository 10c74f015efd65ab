package dev.incumbent.codec;

import dev.incumbent.session.ClientMessage;
import dev.incumbent.session.SessionId;

/** The byte forms of what a client sends: a kind byte, then the fields. */
final class ClientMessageCodec {
  private static final int HELLO = 1;
  private static final int ATTACH = 2;
  private static final int OPEN = 3;
  private static final int RENEW = 4;
  private static final int REQUEST = 5;
  private static final int CLOSE = 6;
  private static final int READ = 7;
  private static final int OBSERVE = 8;
  private static final int UNOBSERVE = 9;

  private ClientMessageCodec() {}

  static ByteWriter write(ByteWriter out, ClientMessage message) {
    return message.match(new Writing(out));
  }

  static ClientMessage read(ByteReader in) {
    long at = in.position();
    int kind = in.u8();
    return switch (kind) {
      case HELLO ->
          new ClientMessage.Hello(in.varint(0, Integer.MAX_VALUE), in.optional(ByteReader::string));
      case ATTACH ->
          new ClientMessage.Attach(ValueCodec.readSessionId(in), in.varint(), in.varint());
      case OPEN ->
          new ClientMessage.Open(
              ValueCodec.readSessionId(in), in.varint(), in.varint(), in.string());
      case RENEW -> new ClientMessage.Renew(ValueCodec.readSessionId(in), in.varint(), in.varint());
      case REQUEST -> readRequest(in);
      case CLOSE -> new ClientMessage.Close(ValueCodec.readSessionId(in));
      case READ -> new ClientMessage.Read(in.varint(), QueryCodec.readQuery(in), in.bool());
      case OBSERVE -> readObserve(in);
      case UNOBSERVE -> new ClientMessage.Unobserve(in.varint());
      default -> throw new CodecException(at, "a client message kind from 1 to 9, not " + kind);
    };
  }

  private static ClientMessage readRequest(ByteReader in) {
    return new ClientMessage.Request(
        ValueCodec.readSessionId(in), in.varint(), in.varint(), OperationCodec.readOperation(in));
  }

  private static ClientMessage readObserve(ByteReader in) {
    return new ClientMessage.Observe(
        in.varint(), in.list(ValueCodec::readElectionName), in.optional(EventCodec::readPosition));
  }

  private static final class Writing implements ClientMessage.Cases<ByteWriter> {
    private final ByteWriter out;

    Writing(ByteWriter out) {
      this.out = out;
    }

    @Override
    public ByteWriter hello(ClientMessage.Hello message) {
      return out.u8(HELLO)
          .varint(message.formatVersion())
          .optional(message.cluster(), ByteWriter::string);
    }

    @Override
    public ByteWriter attach(ClientMessage.Attach message) {
      return head(ATTACH, message.session())
          .varint(message.attachment())
          .varint(message.processedChange());
    }

    @Override
    public ByteWriter open(ClientMessage.Open message) {
      return head(OPEN, message.session())
          .varint(message.renewal())
          .varint(message.ttlMillis())
          .string(message.client());
    }

    @Override
    public ByteWriter renew(ClientMessage.Renew message) {
      return head(RENEW, message.session())
          .varint(message.renewal())
          .varint(message.processedChange());
    }

    @Override
    public ByteWriter request(ClientMessage.Request message) {
      head(REQUEST, message.session()).varint(message.sequence()).varint(message.acknowledged());
      return OperationCodec.writeOperation(out, message.operation());
    }

    @Override
    public ByteWriter close(ClientMessage.Close message) {
      return head(CLOSE, message.session());
    }

    @Override
    public ByteWriter read(ClientMessage.Read message) {
      return QueryCodec.writeQuery(out.u8(READ).varint(message.id()), message.query())
          .bool(message.stale());
    }

    @Override
    public ByteWriter observe(ClientMessage.Observe message) {
      return out.u8(OBSERVE)
          .varint(message.id())
          .list(message.elections(), ValueCodec::writeElectionName)
          .optional(message.after(), EventCodec::writePosition);
    }

    @Override
    public ByteWriter unobserve(ClientMessage.Unobserve message) {
      return out.u8(UNOBSERVE).varint(message.id());
    }

    private ByteWriter head(int kind, SessionId session) {
      return ValueCodec.writeSessionId(out.u8(kind), session);
    }
  }
}
