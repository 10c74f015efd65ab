package dev.incumbent.cluster.formation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.incumbent.cluster.folder.RandomId;
import dev.incumbent.codec.CodecException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class FormCodecTest {
  private static final RandomId ID = new RandomId(0x0102030405060708L, -1);

  /** Its id, and its two addresses as texts of 14 bytes. */
  private static final String MEMBER =
      "00000000000000000000000000000000"
          + "0e3132372e302e302e313a37303030"
          + "0e3132372e302e302e313a38303030";

  static Stream<FormRequest> requests() {
    return Stream.of(
        new FormRequest.Tell(Nodes.empty(1, 3)),
        new FormRequest.Tell(Nodes.empty(1, 3).in(Nodes.group(5, 3))),
        new FormRequest.Show(ID, ID, true, List.of()),
        new FormRequest.Show(ID, ID, false, List.of(ID, new RandomId(0, 0))));
  }

  static Stream<FormReply> replies() {
    return Stream.of(
        new FormReply.Self(Nodes.empty(0, 1)),
        new FormReply.Self(Nodes.empty(2, 7).in(Nodes.group(5, 7))),
        new FormReply.Vouched(),
        new FormReply.Copied(ID),
        new FormReply.CannotVouch(true, "because"));
  }

  @ParameterizedTest
  @MethodSource("requests")
  void readsTheRequestThatItWrote(FormRequest request) {
    assertThat(FormCodec.decodeRequest(FormCodec.encode(request))).isEqualTo(request);
  }

  @ParameterizedTest
  @MethodSource("replies")
  void readsTheReplyThatItWrote(FormReply reply) {
    assertThat(FormCodec.decodeReply(FormCodec.encode(reply))).isEqualTo(reply);
  }

  @Test
  void writesTheGoldenBytesOfVersionOne() {
    assertThat(hex(FormCodec.encode(new FormRequest.Show(ID, ID, true, List.of(ID)))))
        .isEqualTo(
            "0102"
                + "0102030405060708ffffffffffffffff"
                + "0102030405060708ffffffffffffffff"
                + "01"
                + "01"
                + "0102030405060708ffffffffffffffff");
    assertThat(hex(FormCodec.encode(new FormReply.Self(Nodes.empty(0, 1).in(Nodes.group(5, 1))))))
        .isEqualTo(
            "0101"
                + MEMBER
                + "10e0d40300"
                + "010e3132372e302e302e313a37303030"
                + "01"
                + "00000000000000050000000000000005"
                + "10e0d40300"
                + "01"
                + MEMBER);
    assertThat(hex(FormCodec.encode(new FormReply.Vouched()))).isEqualTo("0102");
    assertThat(hex(FormCodec.encode(new FormReply.CannotVouch(false, "no"))))
        .isEqualTo("010400026e6f");
  }

  private static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }

  @Test
  void refusesAnUnknownVersionByName() {
    byte[] reply = FormCodec.encode(new FormReply.Vouched());
    reply[0] = 2;
    assertThatThrownBy(() -> FormCodec.decodeReply(reply))
        .isInstanceOf(CodecException.class)
        .hasMessage("formation message format 2 is unknown: this node reads 1");
  }

  @ParameterizedTest
  @MethodSource("requests")
  void refusesWhatIsCutShortOrTooLong(FormRequest request) {
    byte[] whole = FormCodec.encode(request);
    for (int length = 0; length < whole.length; length++) {
      byte[] cut = Arrays.copyOf(whole, length);
      assertThatThrownBy(() -> FormCodec.decodeRequest(cut))
          .as("cut to %s of %s", length, whole.length)
          .isInstanceOf(CodecException.class);
    }
    assertThatThrownBy(() -> FormCodec.decodeRequest(Arrays.copyOf(whole, whole.length + 1)))
        .isInstanceOf(CodecException.class);
  }

  @Test
  void refusesAnUnknownKindAndAnImpossibleGroup() {
    assertThatThrownBy(() -> FormCodec.decodeRequest(new byte[] {1, 9}))
        .isInstanceOf(CodecException.class);
    assertThatThrownBy(() -> FormCodec.decodeReply(new byte[] {1, 9}))
        .isInstanceOf(CodecException.class);
    byte[] self = FormCodec.encode(new FormReply.Self(Nodes.empty(0, 1).in(Nodes.group(5, 1))));
    self[self.length - 49] = 0;
    assertThatThrownBy(() -> FormCodec.decodeReply(self)).isInstanceOf(CodecException.class);
  }
}
