package dev.incumbent.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.incumbent.election.ElectionName;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ByteReaderTest {
  @ParameterizedTest
  @ValueSource(longs = {0, 1, 127, 128, 16_383, 16_384, Integer.MAX_VALUE, Long.MAX_VALUE, -1})
  void readsEachNumberBackInAsFewBytesAsItNeeds(long value) {
    byte[] bytes = new ByteWriter().varint(value).toArray();

    assertThat(new ByteReader(bytes).varint()).isEqualTo(value);
    int bits = Math.max(1, Long.SIZE - Long.numberOfLeadingZeros(value));
    assertThat(bytes).hasSize((bits + 6) / 7);
  }

  @ParameterizedTest
  @ValueSource(longs = {0, -1, 1, -64, 64, Integer.MIN_VALUE, Long.MIN_VALUE, Long.MAX_VALUE})
  void readsSignedNumbersBack(long value) {
    assertThat(new ByteReader(new ByteWriter().zigzag(value).toBytes()).zigzag()).isEqualTo(value);
  }

  @Test
  void readsEachFormBack() {
    ByteReader in = new ByteReader(eachForm().toArray());

    assertThat(in.u8()).isEqualTo(255);
    assertThat(in.bool()).isTrue();
    assertThat(in.fixed64()).isEqualTo(0x0102030405060708L);
    assertThat(in.string()).isEqualTo("Wächter 🛡");
    assertThat(in.bytes()).isEqualTo(Bytes.utf8("x"));
    assertThat(in.list(ByteReader::string)).containsExactly("a", "b");
    assertThat(in.<String>optional(ByteReader::string)).hasValue("c");
    assertThat(in.<String>optional(ByteReader::string)).isEmpty();
    assertThat(in.optionalLong()).hasValue(7);
    assertThat(in.optionalLong()).isEmpty();
    in.expectEnd();
  }

  private static ByteWriter eachForm() {
    return new ByteWriter()
        .u8(255)
        .bool(true)
        .fixed64(0x0102030405060708L)
        .string("Wächter 🛡")
        .bytes(Bytes.utf8("x"))
        .list(List.of("a", "b"), ByteWriter::string)
        .optional(Optional.of("c"), ByteWriter::string)
        .optional(Optional.empty(), ByteWriter::string)
        .optionalLong(OptionalLong.of(7))
        .optionalLong(OptionalLong.empty());
  }

  @Test
  void refusesEachInputThatEndsEarly() {
    byte[] whole =
        new ByteWriter().u8(1).fixed64(2).varint(300).string("name").bool(false).toArray();
    for (int length = 0; length < whole.length; length++) {
      ByteReader in = new ByteReader(Arrays.copyOf(whole, length));

      assertThatThrownBy(
              () -> {
                in.u8();
                in.fixed64();
                in.varint();
                in.string();
                in.bool();
              })
          .isInstanceOf(CodecException.class)
          .hasMessageContaining("at byte ");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "8000", // 0 in two bytes
        "ff00", // 127 in two bytes
        "80808080808080808002", // 65 bits
        "8080808080808080808000" // eleven bytes
      })
  void refusesANumberThatIsNotInItsShortestForm(String hex) {
    assertRefused(hex, ByteReader::varint, "a number of 64 bits in its shortest form");
  }

  @Test
  void refusesAFlagThatIsNeitherZeroNorOne() {
    assertRefused("02", ByteReader::bool, "at byte 0: expected a flag, 0 or 1, not 2");
  }

  @ParameterizedTest
  @ValueSource(strings = {"01ff", "02c080", "03eda080", "01c3"})
  void refusesTextThatIsNotUtf8(String hex) {
    assertRefused(hex, ByteReader::string, "at byte 1: expected well-formed UTF-8");
  }

  @Test
  void refusesALengthOrCountLargerThanWhatIsLeftBeforeMakingAnything() {
    assertRefused("ffffffff0f00", ByteReader::bytes, "a length up to 1, not 4294967295");
    assertRefused("ffffffff0700", ByteReader::string, "a length up to 1, not 2147483647");
    assertRefused("ffffffff0700", in -> in.list(ByteReader::u8), "a count up to 1, not 2147483647");
    assertRefused(
        "ffffffffffffffffff0100", in -> in.list(ByteReader::u8), "a count up to 1, not -1");
    assertRefused("03000000", in -> in.list(2, ByteReader::u8), "a count up to 2, not 3");
    assertRefused("03000000", in -> in.bytes(2), "a length up to 2, not 3");
  }

  @Test
  void refusesNumbersOutOfTheirRange() {
    assertRefused("05", in -> in.varint(0, 4), "a number from 0 to 4, not 5");
    assertRefused("8080808010", ByteReader::zigzagInt, "a signed number of 32 bits");
  }

  @Test
  void refusesWhatFollowsTheLastField() {
    ByteReader in = new ByteReader(new byte[] {1, 2, 3});
    in.u8();

    assertThatThrownBy(in::expectEnd)
        .isInstanceOf(CodecException.class)
        .hasMessage("at byte 1: expected the end, not 2 more bytes");
  }

  @Test
  void refusesWhatAValuesOwnConstructorRefusesAndSaysWhere() {
    ByteReader in = new ByteReader(new ByteWriter().u8(9).string(" a").toArray());
    in.u8();

    assertThatThrownBy(() -> ValueCodec.readElectionName(in))
        .isInstanceOf(CodecException.class)
        .hasMessageContaining("at byte 1: expected an election name")
        .hasMessageContaining("begins or ends with a space");
  }

  @Test
  void writesNoMoreThanItsBound() {
    ByteWriter out = new ByteWriter(10);
    out.fixed64(1).u8(2).u8(3);

    assertThat(out.toArray()).hasSize(10);
    assertThatThrownBy(() -> out.u8(4))
        .isInstanceOf(CodecException.class)
        .hasMessage("at byte 10: expected at most 10 bytes in all");
  }

  @Test
  void refusesAFieldBeyondItsBound() {
    Bytes tooLong = Bytes.copyOf(new byte[ByteWriter.MAX_FIELD_BYTES + 1]);

    assertThatThrownBy(() -> new ByteWriter().bytes(tooLong))
        .isInstanceOf(CodecException.class)
        .hasMessageContaining("at most 16777216 bytes in a field, not 16777217");
  }

  @Test
  void refusesToWriteAByteOutOfRange() {
    assertThatThrownBy(() -> new ByteWriter().u8(256))
        .isInstanceOf(CodecException.class)
        .hasMessageContaining("a byte from 0 to 255 to write, not 256");
  }

  @Test
  void growsAsFarAsItsBound() {
    ByteWriter out = new ByteWriter(100_000);
    for (int i = 0; i < 100_000; i++) {
      out.u8(i & 0xff);
    }

    assertThat(out.size()).isEqualTo(100_000);
    assertThat(out.toArray()[99_999]).isEqualTo((byte) (99_999 & 0xff));
  }

  @Test
  void writesANameThatCannotBeSaidInUtf8WithAQuestionMark() {
    assertThat(new ByteReader(new ByteWriter().string("a\ud800b").toBytes()).string())
        .isEqualTo("a?b");
    assertThat(ValueCodec.readElectionName(new ByteReader(Golden.bytes("0161"))))
        .isEqualTo(new ElectionName("a"));
  }

  private static void assertRefused(String hex, Function<ByteReader, ?> read, String message) {
    assertThatThrownBy(() -> read.apply(new ByteReader(Golden.bytes(hex))))
        .isInstanceOf(CodecException.class)
        .hasMessageContaining(message);
  }
}
