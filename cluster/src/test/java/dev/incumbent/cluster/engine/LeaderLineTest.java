package dev.incumbent.cluster.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class LeaderLineTest {

  private final AtomicInteger ups = new AtomicInteger();
  private final AtomicInteger alarms = new AtomicInteger();
  private final LeaderLine line =
      new LeaderLine(
          "n1",
          new LeaderLine.Watcher() {
            @Override
            public void onUp(LeaderLine.Leader leader) {
              ups.incrementAndGet();
            }

            @Override
            public void onGone(LeaderLine unused, LeaderLine.Leader leader) {
              alarms.incrementAndGet();
            }
          });

  @AfterEach
  void close() {
    line.close();
  }

  @Test
  void raisesOneAlarmWhenTheConnectionEndsAndANewOneIsRefused() throws IOException {
    try (ServerSocket server = listen()) {
      follow(server, 1);
      try (Socket accepted = server.accept()) {
        EngineCluster.await("the line is up", () -> ups.get() == 1);
        stop(server);
        assertThat(accepted.isClosed()).isFalse();
      }
    }
    EngineCluster.await("the alarm is raised", () -> alarms.get() == 1);
  }

  @Test
  void raisesNoAlarmWhenTheConnectionEndsAndANewOneIsAccepted() throws IOException {
    try (ServerSocket server = listen()) {
      follow(server, 1);
      for (int expected = 1; expected <= 4; expected++) {
        int count = expected;
        try (Socket accepted = server.accept()) {
          EngineCluster.await("the line is up", () -> ups.get() >= count);
          accepted.setSoLinger(true, 0);
        }
      }
      try (Socket last = server.accept()) {
        EngineCluster.await("and again", () -> ups.get() == 5);
        assertThat(last.isClosed()).isFalse();
        assertThat(alarms).hasValue(0);
      }
    }
  }

  @Test
  void raisesNoAlarmForALeaderThatWasNeverReached() throws IOException {
    InetSocketAddress nobody;
    try (ServerSocket server = listen()) {
      nobody = address(server);
    }
    line.follow(Optional.of(new LeaderLine.Leader("n2", 1, nobody)));
    line.start();
    // The next leader is reached only after the line has given up on this one.
    try (ServerSocket server = listen()) {
      line.follow(Optional.of(new LeaderLine.Leader("n3", 2, address(server))));
      try (Socket accepted = server.accept()) {
        EngineCluster.await("the line is up", () -> ups.get() == 1);
        assertThat(accepted.isClosed()).isFalse();
        assertThat(alarms).hasValue(0);
      }
    }
  }

  @Test
  void raisesNoAlarmForALeaderThatIsNoLongerFollowed() throws IOException {
    try (ServerSocket server = listen();
        ServerSocket next = listen()) {
      follow(server, 1);
      try (Socket accepted = server.accept()) {
        EngineCluster.await("the line is up", () -> ups.get() == 1);
        line.follow(Optional.of(new LeaderLine.Leader("n3", 2, address(next))));
        stop(server);
        assertThat(accepted.isClosed()).isFalse();
      }
      try (Socket accepted = next.accept()) {
        EngineCluster.await("the next line is up", () -> ups.get() == 2);
        assertThat(accepted.isClosed()).isFalse();
        assertThat(alarms).hasValue(0);
      }
    }
  }

  private void follow(ServerSocket server, long term) {
    line.follow(Optional.of(new LeaderLine.Leader("n2", term, address(server))));
    line.start();
  }

  private static void stop(ServerSocket server) throws IOException {
    server.close();
  }

  private static ServerSocket listen() throws IOException {
    return new ServerSocket(0, 16, InetAddress.getLoopbackAddress());
  }

  private static InetSocketAddress address(ServerSocket server) {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), server.getLocalPort());
  }
}
