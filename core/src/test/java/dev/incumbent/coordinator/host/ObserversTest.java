package dev.incumbent.coordinator.host;

import static org.assertj.core.api.Assertions.assertThat;

import dev.incumbent.codec.Bytes;
import dev.incumbent.coordinator.Command;
import dev.incumbent.coordinator.LogEntry;
import dev.incumbent.election.ElectionEvent;
import dev.incumbent.election.ElectionName;
import dev.incumbent.election.ElectionView;
import dev.incumbent.error.FailureCode;
import dev.incumbent.session.ClientMessage;
import dev.incumbent.session.ServerMessage;
import dev.incumbent.session.ServerMessage.Events;
import dev.incumbent.session.ServerMessage.Resync;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ObserversTest {
  private static final long OBSERVER = 2;

  private final HostHarness node = HostHarness.alone();
  private TestClient client;

  @BeforeEach
  void open() {
    node.lead(1);
    client = TestClient.open(node, 1, 7, 1, 60_000);
    node.connect(OBSERVER);
  }

  private void campaign(String election) {
    node.receive(1, client.request(TestClient.campaign(election)));
    node.commitAll(1);
  }

  private void observe(long id, List<String> elections, Optional<ElectionEvent.Position> after) {
    node.receive(
        OBSERVER,
        new ClientMessage.Observe(id, elections.stream().map(ElectionName::new).toList(), after));
  }

  private List<ElectionEvent> events() {
    return node.take(OBSERVER, Events.class).stream()
        .flatMap(message -> message.events().stream())
        .toList();
  }

  @Test
  void showsTheElectionsAsTheyAreAndThenWhatHappens() {
    campaign("a1");
    observe(5, List.of(), Optional.empty());

    List<Resync> resyncs = node.take(OBSERVER, Resync.class);
    assertThat(resyncs).hasSize(1);
    assertThat(resyncs.get(0).last()).isTrue();
    assertThat(resyncs.get(0).views()).hasSize(1);
    campaign("a2");

    List<ElectionEvent> events = events();
    assertThat(events)
        .extracting(ElectionEvent::kind)
        .containsExactly(ElectionEvent.Kind.JOINED, ElectionEvent.Kind.GRANTED);
    assertThat(events)
        .allMatch(event -> event.position().compareTo(resyncs.get(0).at()) > 0)
        .isSortedAccordingTo((one, other) -> one.position().compareTo(other.position()));
  }

  @Test
  void showsOnlyTheElectionsAskedFor() {
    campaign("a1");
    campaign("a2");
    observe(5, List.of("a2", "a3"), Optional.empty());
    assertThat(node.take(OBSERVER, Resync.class).get(0).views())
        .extracting(view -> view.election().value())
        .containsExactly("a2");

    campaign("a3");
    campaign("a4");

    assertThat(events()).extracting(event -> event.election().value()).containsOnly("a3");
  }

  @Test
  void waitsUntilTheStateHasWhatTheObserverHasSeen() {
    long seen = node.machine().state().index() + 2;
    observe(5, List.of(), Optional.of(new ElectionEvent.Position(seen, 0)));
    assertThat(node.take(OBSERVER)).isEmpty();

    campaign("a1");
    assertThat(node.take(OBSERVER)).isEmpty();
    campaign("a2");

    assertThat(node.take(OBSERVER))
        .singleElement()
        .isInstanceOfSatisfying(Resync.class, resync -> assertThat(resync.views()).hasSize(2));
  }

  @Test
  void aCongestedObserverIsResyncedOnceItCanTakeIt() {
    observe(5, List.of(), Optional.empty());
    node.take(OBSERVER);
    node.on(new HostEvent.Congested(OBSERVER, true));

    campaign("a1");
    campaign("a2");
    assertThat(node.take(OBSERVER)).isEmpty();
    assertThat(node.count("observers.resyncs")).isEqualTo(1);
    node.on(new HostEvent.Congested(OBSERVER, false));

    assertThat(node.take(OBSERVER))
        .singleElement()
        .isInstanceOfSatisfying(Resync.class, resync -> assertThat(resync.views()).hasSize(2));
    campaign("a3");
    assertThat(events()).hasSize(2);
  }

  @Test
  void aSnapshotIsAGap() {
    observe(5, List.of(), Optional.empty());
    node.take(OBSERVER);

    node.on(new HostEvent.StateInstalled(node.machine().state()));

    assertThat(node.take(OBSERVER)).anyMatch(Resync.class::isInstance);
    assertThat(node.count("observers.resyncs")).isEqualTo(1);
  }

  @Test
  void sendsALargeStateInPiecesAndWhatHappensMeanwhileAfterThem() {
    for (int i = 0; i < 200; i++) {
      campaign("e" + i);
    }

    observe(5, List.of(), Optional.empty());
    assertThat(node.take(OBSERVER, Resync.class))
        .singleElement()
        .satisfies(first -> assertThat(first.last()).isFalse());
    node.on(new HostEvent.Congested(OBSERVER, true));
    campaign("late");
    node.advance(1_000);
    assertThat(node.take(OBSERVER)).isEmpty();
    node.on(new HostEvent.Congested(OBSERVER, false));
    node.advance(1);

    List<ServerMessage> rest = node.take(OBSERVER);
    List<Resync> pieces =
        rest.stream().filter(Resync.class::isInstance).map(Resync.class::cast).toList();
    assertThat(pieces.stream().map(Resync::last).toList()).endsWith(true).containsOnlyOnce(true);
    assertTellsOnlyOf("late", rest.get(rest.size() - 1));
    assertThat(names(pieces)).doesNotContain("late").doesNotHaveDuplicates();
  }

  private static void assertTellsOnlyOf(String election, ServerMessage message) {
    assertThat(message)
        .isInstanceOfSatisfying(
            Events.class,
            events ->
                assertThat(events.events())
                    .extracting(event -> event.election().value())
                    .containsOnly(election));
  }

  @Test
  void startsAgainIfMoreHappensThanIsKeptMeanwhile() {
    List<ElectionEvent> kept = new ArrayList<>();
    Outbox outbox = new Outbox();
    Subscription subscription = new Subscription(new StreamKey(1, 1), List.of(), 0);
    for (int i = 0; i < 200; i++) {
      campaign("e" + i);
    }
    subscription.step(node.machine().state(), outbox);
    assertThat(subscription.isLive()).isFalse();

    IntStream.range(0, Subscription.MAX_KEPT + 1).forEach(i -> kept.add(event(i)));
    subscription.events(kept, true, outbox);
    outbox.drain();
    for (int i = 0; i < 100 && !subscription.isLive(); i++) {
      subscription.step(node.machine().state(), outbox);
    }

    assertThat(subscription.isLive()).isTrue();
    List<HostAction> sent = outbox.drain();
    assertThat(sent.stream().filter(ObserversTest::isLastPiece)).hasSize(2);
    assertThat(sent.stream().map(action -> ((HostAction.Send) action).message()))
        .noneMatch(Events.class::isInstance);
  }

  private static boolean isLastPiece(HostAction action) {
    return action instanceof HostAction.Send send
        && send.message() instanceof Resync resync
        && resync.last();
  }

  private ElectionEvent event(int ordinal) {
    return new ElectionEvent(
        new ElectionEvent.Position(1_000_000, ordinal),
        TestClient.ELECTION,
        ElectionEvent.Kind.LEFT,
        TestClient.campaign("x").candidate(),
        client.session,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Bytes.EMPTY);
  }

  private static List<String> names(List<Resync> pieces) {
    return pieces.stream()
        .flatMap(piece -> piece.views().stream())
        .map(ElectionView::election)
        .map(ElectionName::value)
        .toList();
  }

  @Test
  void aSubscriptionEndsWhenAskedAndWithItsStream() {
    observe(5, List.of(), Optional.empty());
    observe(6, List.of("a1"), Optional.empty());
    node.take(OBSERVER);

    node.receive(OBSERVER, new ClientMessage.Unobserve(5));
    campaign("a1");
    assertThat(node.take(OBSERVER, Events.class)).allMatch(events -> events.id() == 6);
    node.on(new HostEvent.StreamClosed(OBSERVER, true));
    campaign("a2");

    assertThat(node.take(OBSERVER)).isEmpty();
  }

  @Test
  void refusesANumberInUseAndMoreThanTheBound() {
    HostHarness small = new HostHarness("a", new HostLimits(4, 1_024, 2_000, 2, 2));
    small.connect(1);
    for (long id : new long[] {1, 1, 2, 3}) {
      small.receive(1, new ClientMessage.Observe(id, List.of(), Optional.empty()));
    }

    assertThat(small.take(1, ServerMessage.ReadFailed.class))
        .hasSize(2)
        .allMatch(failed -> failed.failure().code() == FailureCode.REJECTED)
        .extracting(ServerMessage.ReadFailed::id)
        .containsExactly(1L, 3L);
  }

  @Test
  void aFollowerShowsEventsToo() {
    HostHarness follower = HostHarness.ofThree("b");
    follower.connect(1);
    follower.receive(1, new ClientMessage.Observe(1, List.of(), Optional.empty()));
    follower.take(1);
    node.receive(1, client.request(TestClient.campaign("a1")));
    LogEntry entry = node.takeSubmitted();

    follower.apply(1, opening());
    follower.apply(1, entry);

    assertThat(follower.take(1, Events.class)).hasSize(1);
  }

  private LogEntry opening() {
    return new LogEntry(1, 1, 0, List.of(new Command.OpenSession(client.session, 60_000, "test")));
  }
}
