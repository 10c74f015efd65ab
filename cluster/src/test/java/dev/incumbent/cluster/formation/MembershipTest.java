package dev.incumbent.cluster.formation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.incumbent.cluster.folder.Address;
import dev.incumbent.cluster.folder.DataFolder;
import dev.incumbent.cluster.folder.Group;
import dev.incumbent.cluster.folder.RandomId;
import dev.incumbent.error.RejectedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Memberships with real folders, whose calls reach one another within the process. */
@Timeout(60)
class MembershipTest {
  @TempDir Path temporary;

  private final Map<Address, Membership> up = new ConcurrentHashMap<>();
  private final List<DataFolder> folders = new ArrayList<>();

  /** A liar's peers store nothing of what they are shown. */
  private boolean peersForget;

  private final class InProcess implements PeerCalls {
    @Override
    public void call(Address peer, byte[] request, Answer answer) {
      Membership there = up.get(peer);
      if (there == null) {
        answer.failed("nobody there");
        return;
      }
      var unused =
          there
              .answer(peersForget ? lookingOnly(request) : request)
              .whenComplete(
                  (reply, error) -> {
                    if (reply != null) {
                      answer.replied(reply);
                    } else {
                      answer.failed(String.valueOf(error));
                    }
                  });
    }
  }

  @AfterEach
  void stopAll() throws IOException {
    for (int number = 0; number < 3; number++) {
      stop(number);
    }
  }

  private Path path(int number) {
    return temporary.resolve("node" + number);
  }

  private CompletableFuture<Group> start(int number) throws IOException {
    DataFolder folder = DataFolder.open(path(number), () -> ThreadLocalRandom.current().nextLong());
    folders.add(folder);
    NodeState self =
        new NodeState(
            Nodes.member(number, folder.identity().node()),
            Nodes.fronts(3),
            Nodes.SETTINGS,
            Optional.empty());
    Membership membership =
        new Membership(folder, self, () -> ThreadLocalRandom.current().nextLong(), new InProcess());
    up.put(Nodes.front(number), membership);
    membership.start();
    return membership.entered().toCompletableFuture();
  }

  private void stop(int number) throws IOException {
    Membership membership = up.remove(Nodes.front(number));
    if (membership != null) {
      membership.close();
    }
    for (DataFolder folder : folders) {
      if (folder.path().equals(path(number))) {
        folder.close();
      }
    }
  }

  private static Group get(CompletableFuture<Group> future) throws Exception {
    return future.get(20, TimeUnit.SECONDS);
  }

  private Group formAll() throws Exception {
    List<CompletableFuture<Group>> entered = List.of(start(0), start(1), start(2));
    Group group = get(entered.get(0));
    for (CompletableFuture<Group> other : entered) {
      assertThat(get(other)).isEqualTo(group);
    }
    return group;
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> walk = Files.walk(from)) {
      for (Path entry : walk.sorted().toList()) {
        Files.copy(entry, to.resolve(from.relativize(entry).toString()));
      }
    }
  }

  private static void delete(Path path) throws IOException {
    try (Stream<Path> walk = Files.walk(path)) {
      for (Path entry : walk.sorted((a, b) -> b.compareTo(a)).toList()) {
        Files.delete(entry);
      }
    }
  }

  @Test
  void formsAGroupAndEntersItAgainAfterARestart() throws Exception {
    Group group = formAll();
    assertThat(group.fronts()).isEqualTo(Nodes.fronts(3));
    stopAll();
    CompletableFuture<Group> first = start(0);
    assertThat(first).isNotDone();
    assertThat(get(start(1))).isEqualTo(group);
    assertThat(get(first)).isEqualTo(group);
  }

  @Test
  void remembersAtPeersWhatTheyWereShown() throws Exception {
    formAll();
    RandomId start = folders.get(2).starts().get(0);
    RandomId node = folders.get(2).identity().node();
    stopAll();
    long witnesses = 0;
    for (int number = 0; number < 2; number++) {
      try (DataFolder folder = DataFolder.open(path(number), () -> 1)) {
        witnesses += folder.lastStartOf(node).filter(start::equals).isPresent() ? 1 : 0;
      }
    }
    assertThat(witnesses).as("with the node itself a majority").isPositive();
  }

  @Test
  void refusesACopyForEverAndLeavesNoTraceOfItAtPeers() throws Exception {
    formAll();
    stop(2);
    copy(path(2), temporary.resolve("copy"));
    get(start(2));
    stop(2);
    copy(path(2), temporary.resolve("newest"));
    delete(path(2));
    copy(temporary.resolve("copy"), path(2));
    CompletableFuture<Group> copied = start(2);
    assertThatThrownBy(() -> get(copied))
        .hasCauseInstanceOf(RejectedException.class)
        .hasMessageContaining("copy");
    stop(2);
    assertThatThrownBy(() -> start(2))
        .isInstanceOf(RejectedException.class)
        .hasMessageContaining("refused before");
    delete(path(2));
    copy(temporary.resolve("newest"), path(2));
    get(start(2));
  }

  /** The check above, of peers that remember nothing. */
  @Test
  void s11_aCopyEntersWhereNobodyRemembersStarts() throws Exception {
    peersForget = true;
    formAll();
    stop(2);
    copy(path(2), temporary.resolve("copy"));
    get(start(2));
    stop(2);
    delete(path(2));
    copy(temporary.resolve("copy"), path(2));
    assertThat(get(start(2)).members()).as("what lets the copy in").hasSize(3);
  }

  private static byte[] lookingOnly(byte[] request) {
    return FormCodec.encode(
        FormCodec.decodeRequest(request)
            .<FormRequest>match(
                tell -> tell,
                show -> new FormRequest.Show(show.cluster(), show.node(), false, show.starts())));
  }

  /** Both have every start that the other showed; only that one of them runs tells them apart. */
  @Test
  void refusesACopyOfANodeThatRuns() throws Exception {
    formAll();
    copy(path(2), path(1_000));
    DataFolder twin = DataFolder.open(path(1_000), () -> ThreadLocalRandom.current().nextLong());
    FormRequest show =
        new FormRequest.Show(
            twin.identity().group().orElseThrow().cluster(),
            twin.identity().node(),
            false,
            twin.starts());
    twin.close();
    byte[] reply =
        at(2).answer(FormCodec.encode(show)).toCompletableFuture().get(20, TimeUnit.SECONDS);
    assertThat(FormCodec.decodeReply(reply)).isInstanceOf(FormReply.Copied.class);
  }

  @Test
  void vouchesForNoStranger() throws Exception {
    Group group = formAll();
    assertThat(show(new RandomId(77, 77), Nodes.member(1).node()))
        .isEqualTo(
            new FormReply.CannotVouch(
                true, Nodes.front(0) + " belongs to cluster " + group.cluster()));
    assertThat(show(group.cluster(), new RandomId(78, 78)))
        .isEqualTo(
            new FormReply.CannotVouch(false, "cluster " + group.cluster() + " has no such node"));
  }

  private FormReply show(RandomId cluster, RandomId node) throws Exception {
    FormRequest request = new FormRequest.Show(cluster, node, true, List.of(new RandomId(1, 1)));
    return FormCodec.decodeReply(
        at(0).answer(FormCodec.encode(request)).toCompletableFuture().get(20, TimeUnit.SECONDS));
  }

  private Membership at(int node) {
    return Objects.requireNonNull(up.get(Nodes.front(node)));
  }

  @Test
  void refusesMalformedRequestsAndGoesOn() throws Exception {
    formAll();
    CompletableFuture<byte[]> reply = at(0).answer(new byte[] {9}).toCompletableFuture();
    assertThatThrownBy(() -> reply.get(20, TimeUnit.SECONDS))
        .hasMessageContaining("format 9 is unknown");
    assertThat(show(new RandomId(77, 77), Nodes.member(1).node())).isNotNull();
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static List<CompletableFuture<byte[]>> ask(Membership membership, int times) {
    List<CompletableFuture<byte[]>> replies = new ArrayList<>();
    for (int i = 0; i < times; i++) {
      replies.add(membership.answer(new byte[] {9}).toCompletableFuture());
    }
    return replies;
  }

  @Test
  void refusesMoreRequestsThanItsBoundWhileItIsBusy() throws Exception {
    CountDownLatch busy = new CountDownLatch(1);
    CountDownLatch go = new CountDownLatch(1);
    try (DataFolder folder = DataFolder.open(path(0), () -> 3);
        Membership membership =
            new Membership(
                folder,
                Nodes.empty(0, 3),
                () -> 3,
                (peer, request, answer) -> {
                  busy.countDown();
                  awaitQuietly(go);
                  answer.failed("later");
                })) {
      membership.start();
      busy.await();
      List<CompletableFuture<byte[]>> replies = ask(membership, Membership.MAX_WAITING + 1);
      assertThat(replies.get(Membership.MAX_WAITING)).isCompletedExceptionally();
      assertThat(replies.subList(0, Membership.MAX_WAITING)).noneMatch(CompletableFuture::isDone);
      go.countDown();
      assertThatThrownBy(() -> replies.get(0).get(20, TimeUnit.SECONDS))
          .hasMessageContaining("format 9");
    }
  }
}
