package dev.incumbent.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.incumbent.coordinator.Operation;
import dev.incumbent.election.CandidateName;
import dev.incumbent.election.ElectionName;
import dev.incumbent.fencing.FencingToken;
import dev.incumbent.fencing.GrantId;
import dev.incumbent.fencing.Predecessor;
import dev.incumbent.session.ClientMessage;
import dev.incumbent.session.PeerMessage;
import dev.incumbent.session.ServerMessage;
import dev.incumbent.session.SessionId;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class WireFormatTest {
  private static final int FUZZ_RUNS = 20_000;

  @Test
  void readsBackEveryClientMessage() {
    for (ClientMessage message : WireSamples.clientMessages()) {
      assertThat(WireFormat.decodeClientMessage(WireFormat.encode(message))).isEqualTo(message);
    }
  }

  @Test
  void readsBackEveryServerMessage() {
    for (ServerMessage message : WireSamples.serverMessages()) {
      assertThat(WireFormat.decodeServerMessage(WireFormat.encode(message))).isEqualTo(message);
    }
  }

  @Test
  void readsBackEveryPeerMessage() {
    for (PeerMessage message : WireSamples.peerMessages()) {
      assertThat(WireFormat.decodePeerMessage(WireFormat.encode(message))).isEqualTo(message);
    }
  }

  @Test
  void samplesCoverEveryKindOfMessage() {
    assertThat(kinds(WireSamples.clientMessages())).isEqualTo(permitted(ClientMessage.class));
    assertThat(kinds(WireSamples.serverMessages())).isEqualTo(permitted(ServerMessage.class));
    assertThat(kinds(WireSamples.peerMessages())).isEqualTo(permitted(PeerMessage.class));
  }

  @Test
  void writesTheGoldenBytes() {
    assertThat(encodedSamples()).isEqualTo(golden());
  }

  @Test
  void refusesAnUnknownVersionByName() {
    byte[] message = WireFormat.encode(new PeerMessage.Probe(1));
    message[0] = 2;

    assertThatThrownBy(() -> WireFormat.decodePeerMessage(message))
        .isInstanceOf(CodecException.class)
        .hasMessage("message format 2 is unknown: this node reads 1");
  }

  @Test
  void refusesWhatFollowsTheLastField() {
    byte[] message = WireFormat.encode(new PeerMessage.Probe(1));

    assertThatThrownBy(
            () -> WireFormat.decodePeerMessage(Arrays.copyOf(message, message.length + 1)))
        .isInstanceOf(CodecException.class)
        .hasMessageContaining("the end");
  }

  @Test
  void refusesEveryMessageThatEndsEarly() {
    for (byte[] message : encoded()) {
      for (int length = 0; length < message.length; length++) {
        byte[] cut = Arrays.copyOf(message, length);
        for (Function<byte[], Object> decoder : decoders()) {
          assertGivesAValueOrACodecException(decoder, cut);
        }
      }
    }
  }

  @Test
  void refusesAMessageBeyondItsBound() {
    byte[] value = new byte[WireFormat.MAX_MESSAGE_BYTES];
    ClientMessage large =
        new ClientMessage.Request(
            new SessionId(1, 2),
            1,
            0,
            new Operation.Put(
                new ElectionName("e"),
                new FencingToken(1),
                new GrantId(1, 1),
                "k",
                Bytes.copyOf(value),
                OptionalLong.empty()));

    assertThatThrownBy(() -> WireFormat.encode(large)).isInstanceOf(CodecException.class);
    assertThatThrownBy(
            () -> WireFormat.decodeClientMessage(new byte[WireFormat.MAX_MESSAGE_BYTES + 1]))
        .isInstanceOf(CodecException.class)
        .hasMessageContaining("1048576");
  }

  @Test
  void tellsASessionOfThreeHundredThousandLeaderships() {
    SessionId session = new SessionId(-1, -1);
    List<ServerMessage.Held> held = new ArrayList<>();
    for (long number = 1; number <= 300_000; number++) {
      held.add(held(number));
    }
    ServerMessage state = new ServerMessage.SessionState(session, 1L << 40, held, List.of());

    byte[] message = WireFormat.encode(state);

    assertThat(message.length).isGreaterThan(16 * WireFormat.MAX_MESSAGE_BYTES);
    assertThat(WireFormat.decodeServerMessage(message)).isEqualTo(state);
  }

  /** As it is after a failover: with the leader before, of whom nothing is known. */
  private static ServerMessage.Held held(long number) {
    CandidateName candidate = new CandidateName("replica-1");
    Predecessor before =
        new Predecessor(
            new FencingToken(number),
            new GrantId(-number, number),
            new SessionId(-2, -2),
            new CandidateName("replica-2"),
            "");
    return new ServerMessage.Held(
        new ElectionName("payments/shard-" + number),
        candidate,
        new FencingToken(1_000_000 + number),
        new GrantId(number, -number),
        List.of(),
        List.of(before),
        true,
        Optional.empty(),
        Optional.empty());
  }

  @Test
  void givesNothingButCodecExceptionsForRandomBytes() {
    Random random = new Random(1);
    for (int run = 0; run < FUZZ_RUNS; run++) {
      byte[] noise = new byte[random.nextInt(200)];
      random.nextBytes(noise);
      if (noise.length > 1) {
        noise[0] = WireFormat.VERSION;
        noise[1] = (byte) random.nextInt(18);
      }
      for (Function<byte[], Object> decoder : decoders()) {
        assertGivesAValueOrACodecException(decoder, noise);
      }
    }
  }

  @Test
  void givesNothingButCodecExceptionsForDamagedMessages() {
    Random random = new Random(2);
    List<byte[]> messages = encoded();
    for (int run = 0; run < FUZZ_RUNS; run++) {
      byte[] damaged = messages.get(random.nextInt(messages.size())).clone();
      for (int flips = 1 + random.nextInt(3); flips > 0; flips--) {
        damaged[1 + random.nextInt(damaged.length - 1)] = (byte) random.nextInt(256);
      }
      for (Function<byte[], Object> decoder : decoders()) {
        assertGivesAValueOrACodecException(decoder, damaged);
      }
    }
  }

  private static void assertGivesAValueOrACodecException(
      Function<byte[], Object> decoder, byte[] bytes) {
    try {
      assertThat(decoder.apply(bytes)).isNotNull();
    } catch (CodecException refused) {
      assertThat(refused.position()).isBetween(0L, (long) bytes.length);
    }
  }

  private static List<Function<byte[], Object>> decoders() {
    return List.of(
        WireFormat::decodeClientMessage,
        WireFormat::decodeServerMessage,
        WireFormat::decodePeerMessage);
  }

  private static List<byte[]> encoded() {
    List<byte[]> all = new ArrayList<>();
    WireSamples.clientMessages().forEach(m -> all.add(WireFormat.encode(m)));
    WireSamples.serverMessages().forEach(m -> all.add(WireFormat.encode(m)));
    WireSamples.peerMessages().forEach(m -> all.add(WireFormat.encode(m)));
    return all;
  }

  private static List<String> encodedSamples() {
    List<String> lines = new ArrayList<>();
    WireSamples.clientMessages().forEach(m -> lines.add(line("client", m, WireFormat.encode(m))));
    WireSamples.serverMessages().forEach(m -> lines.add(line("server", m, WireFormat.encode(m))));
    WireSamples.peerMessages().forEach(m -> lines.add(line("peer", m, WireFormat.encode(m))));
    return lines;
  }

  private static String line(String from, Object message, byte[] bytes) {
    return from + " " + message.getClass().getSimpleName() + " " + HexFormat.of().formatHex(bytes);
  }

  private static List<String> golden() {
    try (InputStream file = WireFormatTest.class.getResourceAsStream("/wire/messages-v1.txt")) {
      assertThat(file).as("golden bytes").isNotNull();
      return new BufferedReader(new InputStreamReader(file, StandardCharsets.UTF_8))
          .lines()
          .filter(line -> !line.startsWith("#"))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Set<String> kinds(List<?> messages) {
    TreeSet<String> names = new TreeSet<>();
    messages.forEach(m -> names.add(m.getClass().getSimpleName()));
    return names;
  }

  private static Set<String> permitted(Class<?> sealed) {
    TreeSet<String> names = new TreeSet<>();
    for (Class<?> kind : sealed.getPermittedSubclasses()) {
      names.add(kind.getSimpleName());
    }
    return names;
  }
}
