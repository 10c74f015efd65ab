package dev.incumbent.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.incumbent.coordinator.Command;
import dev.incumbent.coordinator.LogEntry;
import java.util.Arrays;
import java.util.Collections;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

final class LogEntryCodecTest {
  private static final LogEntry ALL =
      Samples.entry(Samples.commands().values().toArray(Command[]::new));

  @Test
  void decodesABatchOfAllCommands() {
    assertThat(LogEntryCodec.decode(LogEntryCodec.encode(ALL))).isEqualTo(ALL);
  }

  @Test
  void refusesAnUnknownFormatByName() {
    byte[] bytes = LogEntryCodec.encode(ALL);
    bytes[0] = 7;

    assertThatThrownBy(() -> LogEntryCodec.decode(bytes))
        .isInstanceOf(CodecException.class)
        .hasMessage("log entry format 7 is unknown: this node reads 1");
  }

  @Test
  void refusesAnEntryThatEndsEarlyWhereverItEnds() {
    byte[] bytes = LogEntryCodec.encode(ALL);
    for (int length = 0; length < bytes.length; length++) {
      byte[] truncated = Arrays.copyOf(bytes, length);

      assertThatThrownBy(() -> LogEntryCodec.decode(truncated)).isInstanceOf(CodecException.class);
    }
  }

  @Test
  void refusesWhatFollowsAnEntry() {
    byte[] bytes = LogEntryCodec.encode(ALL);

    assertThatThrownBy(() -> LogEntryCodec.decode(Arrays.copyOf(bytes, bytes.length + 1)))
        .isInstanceOf(CodecException.class)
        .hasMessageContaining("the end");
  }

  @Test
  void refusesMoreCommandsThanABatchHas() {
    LogEntry full =
        new LogEntry(1, 2, 3, Collections.nCopies(LogEntry.MAX_COMMANDS, new Command.Noop()));
    LogEntry over =
        new LogEntry(1, 2, 3, Collections.nCopies(LogEntry.MAX_COMMANDS + 1, new Command.Noop()));

    assertThat(LogEntryCodec.decode(LogEntryCodec.encode(full))).isEqualTo(full);
    assertThatThrownBy(() -> LogEntryCodec.decode(LogEntryCodec.encode(over)))
        .isInstanceOf(CodecException.class)
        .hasMessageContaining("a count up to 4096, not 4097");
  }

  @Test
  void decodesChangedBytesToAnEntryOrRefusesThemAndNeverFailsOtherwise() {
    byte[] bytes = LogEntryCodec.encode(ALL);
    SplittableRandom random = new SplittableRandom(4);
    int refused = 0;
    for (int i = 0; i < 15_000; i++) {
      byte[] changed = bytes.clone();
      for (int flips = random.nextInt(1, 4); flips > 0; flips--) {
        changed[random.nextInt(1, changed.length)] = (byte) random.nextInt(256);
      }
      refused += isRefused(changed) ? 1 : 0;
    }
    assertThat(refused).isBetween(500, 14_500);
  }

  @Test
  void measuresACommandByTheBytesThatItTakesInAnEntry() {
    int empty = LogEntryCodec.encode(Samples.entry()).length;
    for (Command command : Samples.commands().values()) {
      assertThat(LogEntryCodec.encode(Samples.entry(command)))
          .hasSize(empty + LogEntryCodec.size(command));
    }
  }

  /** Whether it is refused; what is not refused has one form: it encodes to the same bytes. */
  private static boolean isRefused(byte[] bytes) {
    try {
      assertThat(LogEntryCodec.encode(LogEntryCodec.decode(bytes))).isEqualTo(bytes);
      return false;
    } catch (CodecException e) {
      return true;
    }
  }
}
