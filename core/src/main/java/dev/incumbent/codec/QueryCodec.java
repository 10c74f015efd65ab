package dev.incumbent.codec;

import dev.incumbent.session.Answer;
import dev.incumbent.session.Query;

/** The byte forms of queries and their answers: a kind byte, then the fields. */
final class QueryCodec {
  private static final int ELECTION = 1;
  private static final int ELECTIONS = 2;
  private static final int KEY = 3;
  private static final int NODE_STATUS = 4;
  private static final int BACKUP = 5;
  private static final int NOTABLE = 6;

  private static final int VIEWS = 1;
  private static final int VALUE = 2;
  private static final int STATUS = 3;
  private static final int PIECE = 4;

  private QueryCodec() {}

  static ByteWriter writeQuery(ByteWriter out, Query query) {
    return query.match(new WritingQuery(out));
  }

  static Query readQuery(ByteReader in) {
    long at = in.position();
    int kind = in.u8();
    return switch (kind) {
      case ELECTION -> new Query.Election(ValueCodec.readElectionName(in));
      case ELECTIONS ->
          new Query.Elections(in.string(), in.string(), in.varint(0, Integer.MAX_VALUE));
      case KEY -> new Query.Key(in.string());
      case NODE_STATUS -> new Query.NodeStatus();
      case BACKUP -> new Query.Backup();
      case NOTABLE -> new Query.Notable(in.varint(0, Integer.MAX_VALUE));
      default -> throw new CodecException(at, "a query kind from 1 to 6, not " + kind);
    };
  }

  static ByteWriter writeAnswer(ByteWriter out, Answer answer) {
    return answer.match(new WritingAnswer(out));
  }

  static Answer readAnswer(ByteReader in) {
    long at = in.position();
    int kind = in.u8();
    return switch (kind) {
      case VIEWS ->
          new Answer.Elections(
              in.list(EventCodec::readElectionView), in.list(ByteReader::zigzag), in.bool());
      case VALUE -> new Answer.Value(in.optional(ValueCodec::readStored));
      case STATUS -> new Answer.Status(NodeViewCodec.read(in));
      case PIECE -> new Answer.Piece(in.bytes());
      default -> throw new CodecException(at, "an answer kind from 1 to 4, not " + kind);
    };
  }

  private static final class WritingQuery implements Query.Cases<ByteWriter> {
    private final ByteWriter out;

    WritingQuery(ByteWriter out) {
      this.out = out;
    }

    @Override
    public ByteWriter election(Query.Election it) {
      return ValueCodec.writeElectionName(out.u8(ELECTION), it.name());
    }

    @Override
    public ByteWriter elections(Query.Elections it) {
      return out.u8(ELECTIONS).string(it.prefix()).string(it.after()).varint(it.limit());
    }

    @Override
    public ByteWriter notable(Query.Notable it) {
      return out.u8(NOTABLE).varint(it.limit());
    }

    @Override
    public ByteWriter key(Query.Key it) {
      return out.u8(KEY).string(it.key());
    }

    @Override
    public ByteWriter nodeStatus(Query.NodeStatus it) {
      return out.u8(NODE_STATUS);
    }

    @Override
    public ByteWriter backup(Query.Backup it) {
      return out.u8(BACKUP);
    }
  }

  private static final class WritingAnswer implements Answer.Cases<ByteWriter> {
    private final ByteWriter out;

    WritingAnswer(ByteWriter out) {
      this.out = out;
    }

    @Override
    public ByteWriter elections(Answer.Elections it) {
      return out.u8(VIEWS)
          .list(it.views(), EventCodec::writeElectionView)
          .list(it.leaseLeftMillis(), ByteWriter::zigzag)
          .bool(it.more());
    }

    @Override
    public ByteWriter value(Answer.Value it) {
      return out.u8(VALUE).optional(it.stored(), ValueCodec::writeStored);
    }

    @Override
    public ByteWriter status(Answer.Status it) {
      return NodeViewCodec.write(out.u8(STATUS), it.node());
    }

    @Override
    public ByteWriter piece(Answer.Piece it) {
      return out.u8(PIECE).bytes(it.bytes());
    }
  }
}
