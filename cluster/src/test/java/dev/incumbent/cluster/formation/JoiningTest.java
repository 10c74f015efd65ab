package dev.incumbent.cluster.formation;

import static dev.incumbent.cluster.formation.Nodes.front;
import static org.assertj.core.api.Assertions.assertThat;

import dev.incumbent.cluster.folder.RandomId;
import dev.incumbent.cluster.formation.Joining.Action;
import java.util.List;
import org.junit.jupiter.api.Test;

class JoiningTest {
  private static final FormReply VOUCHED = new FormReply.Vouched();
  private static final FormReply COPIED = new FormReply.Copied(new RandomId(9, 9));
  private static final FormReply FORMING = new FormReply.CannotVouch(false, "not yet");
  private static final FormReply STRANGER = new FormReply.CannotVouch(true, "X is of cluster Y");

  private static Joining joining(int size) {
    return new Joining(Nodes.group(5, size), Nodes.member(0).node(), () -> 42);
  }

  private static Action.Show look(int peer) {
    return new Action.Show(front(peer), false);
  }

  private static Action.Show store(int peer) {
    return new Action.Show(front(peer), true);
  }

  private static String said(List<Action> actions) {
    return actions.stream()
        .filter(Action.Say.class::isInstance)
        .map(action -> ((Action.Say) action).line())
        .reduce("", String::concat);
  }

  private static Action.Refuse refusal(List<Action> actions) {
    return actions.stream()
        .filter(Action.Refuse.class::isInstance)
        .map(Action.Refuse.class::cast)
        .findFirst()
        .orElseThrow();
  }

  @Test
  void entersAloneAtOnce() {
    assertThat(joining(1).start()).containsExactly(new Action.Enter());
  }

  @Test
  void entersOnceAMajorityHasStoredTheStart() {
    Joining joining = joining(3);
    assertThat(joining.start()).containsExactly(look(1), look(2));
    assertThat(joining.answered(front(1), VOUCHED)).isEmpty();
    assertThat(joining.failed(front(2))).containsExactly(store(1));
    assertThat(joining.answered(front(1), VOUCHED)).containsExactly(new Action.Enter());
    assertThat(joining.start()).isEmpty();
  }

  @Test
  void doesNotEnterOnWhatPeersOnlyLookedAt() {
    Joining joining = joining(3);
    joining.start();
    joining.answered(front(1), VOUCHED);
    assertThat(joining.answered(front(2), VOUCHED)).containsExactly(store(1), store(2));
    assertThat(joining.failed(front(1))).isEmpty();
    assertThat(joining.failed(front(2)))
        .doesNotContain(new Action.Enter())
        .hasAtLeastOneElementOfType(Action.Pause.class);
    assertThat(joining.start()).containsExactly(look(1), look(2));
  }

  @Test
  void needsThreeOfFive() {
    Joining joining = joining(5);
    joining.start();
    joining.answered(front(1), VOUCHED);
    joining.failed(front(2));
    joining.failed(front(3));
    List<Action> actions = joining.failed(front(4));
    assertThat(said(actions)).contains("2 of 3");
    joining.start();
    joining.answered(front(1), VOUCHED);
    joining.answered(front(2), VOUCHED);
    joining.failed(front(3));
    assertThat(joining.failed(front(4))).containsExactly(store(1), store(2));
  }

  /** One peer is enough, whatever the others say, and nobody was asked to store anything. */
  @Test
  void isRefusedForEverByAnyPeerThatKnowsALaterStart() {
    Joining joining = joining(5);
    joining.start();
    joining.answered(front(1), VOUCHED);
    joining.answered(front(2), VOUCHED);
    joining.answered(front(3), VOUCHED);
    Action.Refuse refusal = refusal(joining.answered(front(4), COPIED));
    assertThat(refusal.forEver()).isTrue();
    assertThat(refusal.why().message())
        .contains("copy")
        .contains(front(4).toString())
        .contains(new RandomId(9, 9).toString());
    assertThat(joining.start()).isEmpty();
  }

  @Test
  void isRefusedWhileItsStartIsStored() {
    Joining joining = joining(3);
    joining.start();
    joining.answered(front(1), VOUCHED);
    joining.answered(front(2), VOUCHED);
    assertThat(refusal(joining.answered(front(1), COPIED)).forEver()).isTrue();
  }

  @Test
  void waitsForPeersThatAreNotInAClusterYet() {
    Joining joining = joining(3);
    joining.start();
    joining.answered(front(1), FORMING);
    assertThat(said(joining.answered(front(2), FORMING))).contains("1 of 2");
  }

  @Test
  void isNotStoppedByOneStrangerWhileAMajorityIsPossible() {
    Joining joining = joining(3);
    joining.start();
    joining.answered(front(1), STRANGER);
    List<Action> actions = joining.failed(front(2));
    assertThat(said(actions)).contains("X is of cluster Y");
    assertThat(actions).hasAtLeastOneElementOfType(Action.Pause.class);
    joining.start();
    joining.answered(front(1), STRANGER);
    assertThat(joining.answered(front(2), VOUCHED)).containsExactly(store(2));
  }

  @Test
  void isRefusedWhenTheMajorityIsOfAnotherCluster() {
    Joining joining = joining(3);
    joining.start();
    joining.answered(front(1), STRANGER);
    Action.Refuse refusal = refusal(joining.answered(front(2), STRANGER));
    assertThat(refusal.forEver()).isFalse();
    assertThat(refusal.why().message()).contains(new RandomId(5, 5).toString());
  }

  @Test
  void saysOnceForWhatItWaits() {
    Joining joining = joining(3);
    joining.start();
    joining.failed(front(1));
    assertThat(said(joining.failed(front(2)))).isNotEmpty();
    joining.start();
    joining.failed(front(1));
    assertThat(said(joining.failed(front(2)))).isEmpty();
  }

  @Test
  void ignoresAnAnswerThatWasNotAskedFor() {
    Joining joining = joining(3);
    assertThat(joining.answered(front(1), COPIED)).isEmpty();
    assertThat(joining.failed(front(1))).isEmpty();
  }
}
