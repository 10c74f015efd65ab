package dev.incumbent.codec;

import dev.incumbent.session.PeerMessage;

/** The byte forms of what nodes tell each other: a kind byte, then the fields. */
final class PeerMessageCodec {
  private static final int HELLO = 1;
  private static final int ATTACHMENTS = 2;
  private static final int PROBE = 3;
  private static final int CONFIRMED = 4;

  private PeerMessageCodec() {}

  static ByteWriter write(ByteWriter out, PeerMessage message) {
    return message.match(new Writing(out));
  }

  static PeerMessage read(ByteReader in) {
    long at = in.position();
    int kind = in.u8();
    return switch (kind) {
      case HELLO ->
          new PeerMessage.Hello(in.varint(0, Integer.MAX_VALUE), in.string(), in.string());
      case ATTACHMENTS -> new PeerMessage.Attachments(in.list(PeerMessageCodec::readAttachment));
      case PROBE -> new PeerMessage.Probe(in.varint());
      case CONFIRMED -> new PeerMessage.Confirmed(in.varint(), in.varint(), in.varint());
      default -> throw new CodecException(at, "a peer message kind from 1 to 4, not " + kind);
    };
  }

  private static ByteWriter writeAttachment(ByteWriter out, PeerMessage.Attachment attachment) {
    return ValueCodec.writeSessionId(out, attachment.session())
        .varint(attachment.attachment())
        .bool(attachment.closed());
  }

  private static PeerMessage.Attachment readAttachment(ByteReader in) {
    return new PeerMessage.Attachment(ValueCodec.readSessionId(in), in.varint(), in.bool());
  }

  private static final class Writing implements PeerMessage.Cases<ByteWriter> {
    private final ByteWriter out;

    Writing(ByteWriter out) {
      this.out = out;
    }

    @Override
    public ByteWriter hello(PeerMessage.Hello message) {
      return out.u8(HELLO)
          .varint(message.formatVersion())
          .string(message.cluster())
          .string(message.node());
    }

    @Override
    public ByteWriter attachments(PeerMessage.Attachments message) {
      return out.u8(ATTACHMENTS).list(message.attachments(), PeerMessageCodec::writeAttachment);
    }

    @Override
    public ByteWriter probe(PeerMessage.Probe message) {
      return out.u8(PROBE).varint(message.number());
    }

    @Override
    public ByteWriter confirmed(PeerMessage.Confirmed message) {
      return out.u8(CONFIRMED)
          .varint(message.number())
          .varint(message.term())
          .varint(message.index());
    }
  }
}
