package dev.incumbent.cluster.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.incumbent.cluster.engine.EngineCluster.Node;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(180)
class LifecycleTest {

  @TempDir Path folder;

  @Test
  void closesTwiceAndLeavesNoThread() throws IOException {
    startAndClose("warm");
    Set<Thread> before = Thread.getAllStackTraces().keySet();
    startAndClose("cold");
    EngineCluster.await("no thread is left", () -> left(before).isEmpty());
  }

  @Test
  void closesWithoutAQuorum() throws IOException {
    try (EngineCluster cluster = new EngineCluster(folder, 3)) {
      Node alone = cluster.start("n1");
      assertThat(alone.submit("a")).isInstanceOf(SubmitOutcome.Refused.class);
      alone.engine().close();
      assertThat(alone.engine().status().role()).isEqualTo(EngineStatus.Role.STOPPED);
    }
  }

  @Test
  void endsWhatIsUnderWayAsUnknownWhenItIsClosed() throws IOException {
    try (EngineCluster cluster = new EngineCluster(folder, 3).startAll()) {
      cluster.write("a");
      Node leader = cluster.leader();
      cluster.nodes().stream()
          .filter(node -> !node.id().equals(leader.id()))
          .forEach(node -> cluster.sync(node.id()).hold());
      List<CompletableFuture<SubmitOutcome>> writes =
          IntStream.range(0, 30)
              .mapToObj(
                  i -> leader.engine().submit(bytes("x".repeat(500_000))).toCompletableFuture())
              .toList();
      leader.engine().close();
      assertThat(writes).allSatisfy(outcome -> assertThat(outcome).isDone());
      assertThat(writes.get(writes.size() - 1).join()).isNotInstanceOf(SubmitOutcome.Applied.class);
    }
  }

  @Test
  void refusesEverythingOnceClosed() throws IOException {
    try (EngineCluster cluster = new EngineCluster(folder, 1).startAll()) {
      Node node = cluster.leader();
      node.engine().close();
      assertThat(node.submit("a")).isInstanceOf(SubmitOutcome.Refused.class);
      assertThatThrownBy(() -> node.engine().snapshot().toCompletableFuture().join())
          .hasMessageContaining("closed");
      EngineCluster.await(
          "the loss was told", () -> node.listener().calls("lost").equals(List.of("lost")));
      assertThat(node.listener().calls("failure")).isEmpty();
    }
  }

  @Test
  void anEntryThatCannotBeAppliedStopsTheNode() throws IOException {
    try (EngineCluster cluster = new EngineCluster(folder, 1).startAll()) {
      Node node = cluster.leader();
      cluster.write("a");
      assertThat(node.submit(LineMachine.POISON)).isInstanceOf(SubmitOutcome.Unknown.class);
      EngineCluster.await(
          "it was told",
          () -> node.listener().calls("failure").equals(List.of("failure poisoned")));
      EngineCluster.await(
          "it is out of service", () -> node.engine().status().role() == EngineStatus.Role.STOPPED);
      assertThat(node.machine().texts()).containsExactly("a");
      EngineCluster.await(
          "the loss was told", () -> node.listener().calls("lost").equals(List.of("lost")));
    }
  }

  @Test
  void refusesAPortInUse() throws IOException {
    try (EngineCluster cluster = new EngineCluster(folder, 1);
        ServerSocket taken = new ServerSocket()) {
      EnginePeer.HostPort address = cluster.config("n1").group().self().raftAddress();
      taken.bind(new InetSocketAddress(address.host(), address.port()));
      assertThatThrownBy(() -> cluster.start("n1"))
          .isInstanceOf(IOException.class)
          .hasMessageContaining(address.toString());
    }
  }

  @Test
  void refusesAFolderOfAnotherGroup() throws IOException {
    try (EngineCluster cluster = new EngineCluster(folder, 1)) {
      String other = "00000000-0000-4321-0000-000000008765";
      Files.createDirectories(cluster.folder("n1").resolve(other));
      assertThatThrownBy(() -> cluster.start("n1")).hasMessageContaining(other);
    }
  }

  @Test
  void refusesAnEntryOverTheBoundAndMoreThanTheBoundOutstanding() throws IOException {
    try (EngineCluster cluster =
        new EngineCluster(folder, 1).limits(new EngineLimits(10, 1, 100)).startAll()) {
      Node node = cluster.leader();
      assertThat(node.submit("12345678901"))
          .isInstanceOfSatisfying(
              SubmitOutcome.Refused.class,
              refused -> assertThat(refused.why()).contains("11 bytes").contains("10"));
      CountDownLatch applied = new CountDownLatch(1);
      node.machine().beforeApply(() -> await(applied));
      CompletableFuture<SubmitOutcome> first =
          node.engine().submit(bytes("a")).toCompletableFuture();
      assertThat(node.submit("b"))
          .isInstanceOfSatisfying(
              SubmitOutcome.Refused.class,
              refused -> assertThat(refused.why()).contains("1 submissions"));
      applied.countDown();
      assertThat(first.join()).isInstanceOf(SubmitOutcome.Applied.class);
      assertThat(node.submit("c")).isInstanceOf(SubmitOutcome.Applied.class);
    }
  }

  @Test
  void leavesTheApplicationsHandlerOfUncaughtExceptionsAlone() throws IOException {
    Thread.UncaughtExceptionHandler handler = (thread, error) -> {};
    Thread.UncaughtExceptionHandler before = Thread.getDefaultUncaughtExceptionHandler();
    Thread.setDefaultUncaughtExceptionHandler(handler);
    try {
      startAndClose("handler");
      assertThat(Thread.getDefaultUncaughtExceptionHandler()).isSameAs(handler);
    } finally {
      Thread.setDefaultUncaughtExceptionHandler(before);
    }
  }

  private void startAndClose(String name) throws IOException {
    EngineCluster cluster = new EngineCluster(folder.resolve(name), 3).startAll();
    cluster.write("a");
    cluster.leader().engine().snapshot().toCompletableFuture().join();
    cluster.close();
    cluster.close();
  }

  private static Set<String> left(Set<Thread> before) {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> !before.contains(thread))
        .map(Thread::getName)
        .collect(Collectors.toSet());
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
