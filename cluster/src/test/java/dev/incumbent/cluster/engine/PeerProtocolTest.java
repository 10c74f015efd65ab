package dev.incumbent.cluster.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a node says on its Raft address to somebody who is no peer of its version. */
@Timeout(180)
class PeerProtocolTest {
  /** Version 1 as it is on the wire: length, kind 1, call 0, magic, version. */
  private static final String HELLO =
      "00000018" + "01" + "0000000000000000" + "494e43554d42454e542d52414654" + "01";

  @TempDir Path folder;

  @Test
  void refusesAnotherVersionByName() throws IOException {
    String ofVersion2 = HELLO.substring(0, HELLO.length() - 1) + "2";
    assertThat(said(HexFormat.of().parseHex(ofVersion2)))
        .contains("peer protocol version 2: known is 1");
  }

  @Test
  void refusesWhoeverDoesNotSayHello() throws IOException {
    assertThat(said(frame(2, new byte[40]))).contains("does not begin with a hello");
  }

  @Test
  void endsAConnectionWithALengthBeyondTheBound() {
    byte[] http = "GET / HTTP/1.1\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
    assertThatThrownBy(() -> said(http)).hasMessage("Connection reset");
  }

  @Test
  void answersARequestThatIsNoneWithAFailure() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.write(HexFormat.of().parseHex(HELLO));
    bytes.write(frame(2, new byte[0]));
    bytes.write(frame(9, new byte[0]));
    assertThat(said(bytes.toByteArray())).contains("bytes.size()");
  }

  private static byte[] frame(int kind, byte[] body) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(bytes);
    out.writeInt(9 + body.length);
    out.writeByte(kind);
    out.writeLong(7);
    out.write(body);
    return bytes.toByteArray();
  }

  /** All that a node answers until it ends the connection; it goes on serving. */
  private String said(byte[] bytes) throws IOException {
    try (EngineCluster cluster = new EngineCluster(folder, 1).startAll()) {
      EnginePeer.HostPort address = cluster.config("n1").group().self().raftAddress();
      try (Socket socket = new Socket(address.host(), address.port())) {
        socket.getOutputStream().write(bytes);
        return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
      } finally {
        cluster.write("a");
      }
    }
  }
}
