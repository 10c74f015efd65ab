package dev.incumbent.session.client;

import static dev.incumbent.session.client.ClientRig.A;
import static dev.incumbent.session.client.ClientRig.B;
import static dev.incumbent.session.client.ClientRig.CANDIDATE;
import static dev.incumbent.session.client.ClientRig.ELECTION;
import static org.assertj.core.api.Assertions.assertThat;

import dev.incumbent.codec.Bytes;
import dev.incumbent.election.ElectionEvent;
import dev.incumbent.election.ElectionEvent.Position;
import dev.incumbent.election.ElectionView;
import dev.incumbent.error.Failure;
import dev.incumbent.error.FailureCode;
import dev.incumbent.session.ClientMessage;
import dev.incumbent.session.ServerMessage;
import dev.incumbent.session.SessionId;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class SubscriptionsTest {
  private static ClientRig observing() {
    ClientRig rig = ClientRig.led();
    rig.tell(new ClientEvent.Observe(1, List.of(ELECTION)));
    return rig;
  }

  private static long id(ClientRig rig) {
    return rig.last(ClientMessage.Observe.class).id();
  }

  private static Position at(long index) {
    return new Position(index, 0);
  }

  private static void resync(ClientRig rig, String node, long index) {
    rig.receive(node, new ServerMessage.Resync(id(rig), at(index), List.of(), true));
  }

  private static void events(ClientRig rig, String node, long... indexes) {
    List<ElectionEvent> events =
        LongStream.of(indexes)
            .mapToObj(
                index ->
                    new ElectionEvent(
                        at(index),
                        ELECTION,
                        ElectionEvent.Kind.JOINED,
                        CANDIDATE,
                        new SessionId(1, 1),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Bytes.EMPTY))
            .toList();
    rig.receive(node, new ServerMessage.Events(id(rig), events));
  }

  private static List<Long> told(ClientRig rig) {
    return rig.acted(ClientAction.Told.class).stream()
        .flatMap(told -> told.events().stream())
        .map(event -> event.position().index())
        .toList();
  }

  @Test
  void subscribesAtTheLeader() {
    ClientRig rig = observing();

    assertThat(rig.sentTo(A, ClientMessage.Observe.class))
        .extracting(ClientMessage.Observe::after)
        .containsExactly(Optional.empty());
  }

  @Test
  void tellsTheViewsFirstAndThenEventsInOrder() {
    ClientRig rig = observing();
    ElectionView view = new ElectionView(ELECTION, Optional.empty(), List.of(), List.of());
    rig.receive(A, new ServerMessage.Resync(id(rig), at(5), List.of(view), false));
    assertThat(rig.acted(ClientAction.Resync.class)).isEmpty();
    rig.receive(A, new ServerMessage.Resync(id(rig), at(5), List.of(), true));

    events(rig, A, 6, 7);

    assertThat(rig.acted(ClientAction.Resync.class))
        .containsExactly(new ClientAction.Resync(1, at(5), List.of(view)));
    assertThat(told(rig)).containsExactly(6L, 7L);
    assertThat(rig.acted(ClientAction.ObserverConnected.class))
        .containsExactly(new ClientAction.ObserverConnected(1, true));
  }

  @Test
  void neverTellsAnEventTwice() {
    ClientRig rig = observing();
    resync(rig, A, 5);

    events(rig, A, 4, 5, 6);
    events(rig, A, 6, 7);

    assertThat(told(rig)).containsExactly(6L, 7L);
  }

  @Test
  void movesWithTheLeaderFromItsPosition() {
    ClientRig rig = observing();
    resync(rig, A, 5);
    events(rig, A, 6);

    rig.leads(B, 2);

    assertThat(rig.sentTo(A, ClientMessage.Unobserve.class)).hasSize(1);
    assertThat(rig.sentTo(B, ClientMessage.Observe.class))
        .extracting(ClientMessage.Observe::after)
        .containsExactly(Optional.of(at(6)));
  }

  @Test
  void doesNotTellOfAMoveDuringWhichNothingHappened() {
    ClientRig rig = observing();
    resync(rig, A, 5);
    rig.leads(B, 2);

    resync(rig, B, 5);
    events(rig, B, 6);

    assertThat(rig.acted(ClientAction.Resync.class)).hasSize(1);
    assertThat(told(rig)).containsExactly(6L);
  }

  @Test
  void tellsAResyncAfterAMoveDuringWhichSomethingHappened() {
    ClientRig rig = observing();
    resync(rig, A, 5);
    rig.leads(B, 2);

    resync(rig, B, 9);

    assertThat(rig.acted(ClientAction.Resync.class)).hasSize(2);
  }

  @Test
  void neverGoesBackToAnOlderState() {
    ClientRig rig = observing();
    resync(rig, A, 5);
    rig.leads(B, 2);

    resync(rig, B, 3);
    events(rig, B, 4);

    assertThat(rig.acted(ClientAction.Resync.class)).hasSize(1);
    assertThat(told(rig)).isEmpty();
  }

  @Test
  void takesNoEventsBeforeTheResyncOfASubscription() {
    ClientRig rig = observing();
    resync(rig, A, 5);
    rig.leads(B, 2);

    events(rig, B, 8);

    assertThat(told(rig)).isEmpty();
  }

  @Test
  void ignoresWhatComesForASubscriptionThatHasMoved() {
    ClientRig rig = observing();
    resync(rig, A, 5);
    long old = id(rig);
    rig.leads(B, 2);

    rig.receive(A, new ServerMessage.Resync(old, at(8), List.of(), true));

    assertThat(rig.acted(ClientAction.Resync.class)).hasSize(1);
  }

  @Test
  void subscribesAnywhereAndIsToldWhenTheStreamIsLost() {
    ClientRig rig = observing();
    resync(rig, A, 5);

    rig.disconnect(A);

    assertThat(rig.sentTo(B, ClientMessage.Observe.class)).hasSize(1);
    rig.disconnect(B);
    assertThat(rig.acted(ClientAction.ObserverConnected.class))
        .containsExactly(
            new ClientAction.ObserverConnected(1, true),
            new ClientAction.ObserverConnected(1, false));
  }

  @Test
  void resyncsAnObserverThatFellBehind() {
    ClientRig rig = observing();
    resync(rig, A, 5);

    rig.tell(new ClientEvent.ObserverOverflowed(1));
    resync(rig, A, 5);

    assertThat(rig.sentTo(A, ClientMessage.Observe.class)).hasSize(2);
    assertThat(rig.acted(ClientAction.Resync.class)).hasSize(2);
  }

  @Test
  void endsASubscription() {
    ClientRig rig = observing();
    resync(rig, A, 5);

    rig.tell(new ClientEvent.Unobserve(1));
    events(rig, A, 6);

    assertThat(rig.sentTo(A, ClientMessage.Unobserve.class)).hasSize(1);
    assertThat(told(rig)).isEmpty();
  }

  @Test
  void triesARefusedSubscriptionAgain() {
    ClientRig rig = observing();

    rig.receive(
        A, new ServerMessage.ReadFailed(id(rig), Failure.of(FailureCode.UNAVAILABLE, "full")));
    rig.advance(250);

    assertThat(rig.sentTo(A, ClientMessage.Observe.class)).hasSize(2);
  }
}
