package dev.incumbent.cluster.formation;

import dev.incumbent.cluster.folder.Address;
import dev.incumbent.cluster.folder.Group;
import dev.incumbent.cluster.folder.RandomId;
import dev.incumbent.codec.ByteReader;
import dev.incumbent.codec.ByteWriter;
import dev.incumbent.codec.CodecException;
import java.util.function.Function;

/**
 * The bytes of {@link FormRequest} and {@link FormReply}, version 1: a version byte, a kind byte,
 * and the record's fields in order, each in the form of {@link ByteWriter}; an id is sixteen bytes,
 * an address its text.
 *
 * <p>Errors: {@link CodecException} names an unknown version, and says what is malformed.
 */
final class FormCodec {
  /** The format version that is written, and the only one that is read. */
  static final int VERSION = 1;

  private static final int TELL = 1;
  private static final int SHOW = 2;
  private static final int SELF = 1;
  private static final int VOUCHED = 2;
  private static final int COPIED = 3;
  private static final int CANNOT_VOUCH = 4;
  private static final int MAX_STARTS = 65_536;
  private static final int MAX_PEERS = 1_000;
  private static final int MAX_TEXT_BYTES = 1_024;

  private FormCodec() {}

  static byte[] encode(FormRequest request) {
    return request.match(
        tell -> state(message(TELL), tell.caller()).toArray(),
        show ->
            id(id(message(SHOW), show.cluster()), show.node())
                .bool(show.store())
                .list(show.starts(), FormCodec::id)
                .toArray());
  }

  static FormRequest decodeRequest(byte[] bytes) {
    return read(
        bytes,
        in ->
            switch (in.u8()) {
              case TELL -> new FormRequest.Tell(readState(in));
              case SHOW ->
                  new FormRequest.Show(
                      readId(in), readId(in), in.bool(), in.list(MAX_STARTS, FormCodec::readId));
              default -> throw new IllegalArgumentException("unknown request");
            });
  }

  static byte[] encode(FormReply reply) {
    return reply.match(
        self -> state(message(SELF), self.state()).toArray(),
        vouched -> message(VOUCHED).toArray(),
        copied -> id(message(COPIED), copied.lastShown()).toArray(),
        cannot -> message(CANNOT_VOUCH).bool(cannot.otherCluster()).string(cannot.why()).toArray());
  }

  static FormReply decodeReply(byte[] bytes) {
    return read(
        bytes,
        in ->
            switch (in.u8()) {
              case SELF -> new FormReply.Self(readState(in));
              case VOUCHED -> new FormReply.Vouched();
              case COPIED -> new FormReply.Copied(readId(in));
              case CANNOT_VOUCH -> new FormReply.CannotVouch(in.bool(), in.string(MAX_TEXT_BYTES));
              default -> throw new IllegalArgumentException("unknown reply");
            });
  }

  private static ByteWriter message(int kind) {
    return new ByteWriter().u8(VERSION).u8(kind);
  }

  private static <T> T read(byte[] bytes, Function<ByteReader, T> fields) {
    ByteReader in = new ByteReader(bytes);
    int version = in.u8();
    if (version != VERSION) {
      throw CodecException.unknownFormat("formation message", version, VERSION);
    }
    T result = in.checked("formation message", fields);
    in.expectEnd();
    return result;
  }

  private static ByteWriter state(ByteWriter out, NodeState state) {
    return settings(member(out, state.member()), state.settings())
        .list(state.peers(), FormCodec::address)
        .optional(state.group(), FormCodec::group);
  }

  private static NodeState readState(ByteReader in) {
    Group.Member member = readMember(in);
    Group.Settings settings = readSettings(in);
    return new NodeState(
        member,
        in.list(MAX_PEERS, FormCodec::readAddress),
        settings,
        in.optional(FormCodec::readGroup));
  }

  private static ByteWriter group(ByteWriter out, Group group) {
    return settings(id(out, group.cluster()), group.settings())
        .list(group.members(), FormCodec::member);
  }

  private static Group readGroup(ByteReader in) {
    return new Group(
        readId(in), readSettings(in), in.list(Group.MAX_MEMBERS, FormCodec::readMember));
  }

  private static ByteWriter settings(ByteWriter out, Group.Settings settings) {
    return out.varint(settings.historyKept())
        .varint(settings.maxTtlMillis())
        .optional(settings.copy(), (to, copy) -> id(to, copy.cluster()).string(copy.digest()));
  }

  private static Group.Settings readSettings(ByteReader in) {
    return new Group.Settings(
        in.varint(0, Integer.MAX_VALUE), in.varint(), in.optional(FormCodec::readCopy));
  }

  private static Group.Copy readCopy(ByteReader in) {
    return new Group.Copy(readId(in), in.string(MAX_TEXT_BYTES));
  }

  private static ByteWriter member(ByteWriter out, Group.Member member) {
    return address(address(id(out, member.node()), member.front()), member.raft());
  }

  private static Group.Member readMember(ByteReader in) {
    return new Group.Member(readId(in), readAddress(in), readAddress(in));
  }

  private static ByteWriter id(ByteWriter out, RandomId id) {
    return out.fixed64(id.high()).fixed64(id.low());
  }

  private static RandomId readId(ByteReader in) {
    return new RandomId(in.fixed64(), in.fixed64());
  }

  private static ByteWriter address(ByteWriter out, Address address) {
    return out.string(address.toString());
  }

  private static Address readAddress(ByteReader in) {
    return Address.parse(in.string(MAX_TEXT_BYTES));
  }
}
