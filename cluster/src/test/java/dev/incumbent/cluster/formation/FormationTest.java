package dev.incumbent.cluster.formation;

import static dev.incumbent.cluster.formation.Nodes.empty;
import static dev.incumbent.cluster.formation.Nodes.front;
import static org.assertj.core.api.Assertions.assertThat;

import dev.incumbent.cluster.folder.Address;
import dev.incumbent.cluster.folder.Group;
import dev.incumbent.cluster.folder.RandomId;
import dev.incumbent.cluster.formation.Formation.Action;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FormationTest {
  private static Formation formation(NodeState self) {
    return new Formation(self, () -> 42);
  }

  private static Optional<Group> written(List<Action> actions) {
    return actions.stream()
        .filter(Action.Write.class::isInstance)
        .map(action -> ((Action.Write) action).group())
        .findFirst();
  }

  private static String said(List<Action> actions) {
    return actions.stream()
        .filter(Action.Say.class::isInstance)
        .map(action -> ((Action.Say) action).line())
        .reduce("", String::concat);
  }

  private static String refused(List<Action> actions) {
    return actions.stream()
        .filter(Action.Refuse.class::isInstance)
        .map(action -> ((Action.Refuse) action).why().message())
        .reduce("", String::concat);
  }

  @Test
  void formsAGroupOfOneAtOnce() {
    Group group = written(formation(empty(0, 1)).start()).orElseThrow();
    assertThat(group).isEqualTo(new Group(new RandomId(42, 42), Nodes.SETTINGS, group.members()));
    assertThat(group.members()).containsExactly(Nodes.member(0));
  }

  @Test
  void formsTheGroupWhenAllAnsweredWithAnEmptyFolderAndTheSameList() {
    Formation decider = formation(empty(0, 3));
    assertThat(decider.start()).containsExactly(new Action.Ask(front(1)), new Action.Ask(front(2)));
    assertThat(decider.answered(front(1), empty(1, 3))).isEmpty();
    List<Action> last = decider.answered(front(2), empty(2, 3));
    assertThat(written(last).orElseThrow().members())
        .containsExactly(Nodes.member(0), Nodes.member(1), Nodes.member(2));
    assertThat(decider.start()).isEmpty();
  }

  @Test
  void decidesNothingElsewhereThanAtTheLowestAddress() {
    Formation other = formation(empty(1, 3));
    other.start();
    other.answered(front(0), empty(0, 3));
    List<Action> last = other.answered(front(2), empty(2, 3));
    assertThat(written(last)).isEmpty();
    assertThat(said(last)).contains(front(0).toString());
  }

  @Test
  void waitsForASilentPeerByName() {
    Formation decider = formation(empty(0, 3));
    decider.start();
    decider.answered(front(1), empty(1, 3));
    List<Action> last = decider.failed(front(2));
    assertThat(written(last)).isEmpty();
    assertThat(said(last)).contains(front(2).toString()).doesNotContain(front(1).toString());
    assertThat(last).hasAtLeastOneElementOfType(Action.Pause.class);
  }

  @Test
  void saysAnObstacleOnce() {
    Formation decider = formation(empty(0, 3));
    List<String> lines = new ArrayList<>();
    for (int round = 0; round < 3; round++) {
      decider.start();
      decider.failed(front(1));
      lines.add(said(decider.failed(front(2))));
    }
    assertThat(lines.get(0)).isNotEmpty();
    assertThat(lines.subList(1, 3)).containsOnly("");
  }

  @Test
  void doesNotMixAnswersOfTwoRounds() {
    Formation decider = formation(empty(0, 3));
    decider.start();
    decider.answered(front(1), empty(1, 3));
    decider.failed(front(2));
    decider.start();
    assertThat(written(decider.answered(front(2), empty(2, 3)))).isEmpty();
    assertThat(written(decider.failed(front(1)))).isEmpty();
  }

  @Test
  void waitsWhileAPeerHasAnotherList() {
    Formation decider = formation(empty(0, 3));
    decider.start();
    decider.answered(front(1), empty(1, 3));
    NodeState stranger =
        new NodeState(
            Nodes.member(2),
            List.of(front(1), front(2), front(3)),
            Nodes.SETTINGS,
            Optional.empty());
    List<Action> last = decider.answered(front(2), stranger);
    assertThat(written(last)).isEmpty();
    assertThat(said(last)).contains("127.0.0.1:7001,127.0.0.1:7002,127.0.0.1:7003");
  }

  @Test
  void waitsWhileAPeerHasOtherSettings() {
    Formation decider = formation(empty(0, 3));
    decider.start();
    decider.answered(front(1), empty(1, 3));
    NodeState stranger =
        new NodeState(
            Nodes.member(2), Nodes.fronts(3), new Group.Settings(17, 60_000), Optional.empty());
    List<Action> last = decider.answered(front(2), stranger);
    assertThat(written(last)).isEmpty();
    assertThat(said(last)).contains("historyKept=17");
  }

  @Test
  void s1_formsAClusterFromABackupUnderItsIdOnlyIfAllHaveThatBackup() {
    Group.Copy copy = new Group.Copy(new RandomId(3, 4), "ab".repeat(32));
    Group.Settings restored = Nodes.SETTINGS.withCopy(Optional.of(copy));
    Formation decider = formation(with(empty(0, 3), restored));
    decider.start();
    decider.answered(front(1), with(empty(1, 3), restored));
    List<Action> without = decider.answered(front(2), empty(2, 3));
    assertThat(written(without)).isEmpty();
    assertThat(said(without)).contains("same settings", copy.toString());

    decider.start();
    decider.answered(front(1), with(empty(1, 3), restored));
    Group group = written(decider.answered(front(2), with(empty(2, 3), restored))).orElseThrow();
    assertThat(group.cluster()).isEqualTo(copy.cluster());
    assertThat(group.settings()).isEqualTo(restored);
  }

  private static NodeState with(NodeState state, Group.Settings settings) {
    return new NodeState(state.member(), state.peers(), settings, Optional.empty());
  }

  @Test
  void waitsWhileTwoPeersAnswerAsOne() {
    Formation decider = formation(empty(0, 3));
    decider.start();
    decider.answered(front(1), empty(1, 3));
    List<Action> last = decider.answered(front(2), empty(1, 3));
    assertThat(written(last)).isEmpty();
    assertThat(said(last)).contains("another's");
  }

  @Test
  void takesTheGroupThatListsIt() {
    Group group = Nodes.group(5, 3);
    for (Address teller : List.of(front(0), front(1))) {
      Formation late = formation(empty(2, 3));
      late.start();
      NodeState member = empty(teller.port() - 7_000, 3).in(group);
      assertThat(written(late.heard(member))).contains(group);
      assertThat(late.start()).isEmpty();
    }
  }

  @Test
  void refusesToBeAMemberUnderAKnownAddressWithANewFolder() {
    RandomId wiped = new RandomId(77, 77);
    NodeState self =
        new NodeState(Nodes.member(2, wiped), Nodes.fronts(3), Nodes.SETTINGS, Optional.empty());
    List<Action> actions = formation(self).heard(empty(0, 3).in(Nodes.group(5, 3)));
    assertThat(written(actions)).isEmpty();
    assertThat(refused(actions))
        .contains(wiped.toString())
        .contains(Nodes.member(2).node().toString())
        .contains(new RandomId(5, 5).toString());
  }

  @Test
  void ignoresTheGroupOfANodeThatIsNotListed() {
    NodeState stranger =
        new NodeState(
            Nodes.member(9), List.of(front(9)), Nodes.SETTINGS, Optional.of(Nodes.group(5, 3)));
    NodeState self =
        new NodeState(
            Nodes.member(0, new RandomId(77, 77)),
            Nodes.fronts(3),
            Nodes.SETTINGS,
            Optional.empty());
    assertThat(formation(self).heard(stranger)).isEmpty();
  }

  @Test
  void pausesLongerAndLongerUpToASecond() {
    Formation decider = new Formation(empty(0, 3), () -> -1L);
    long longest = 0;
    for (int round = 0; round < 20; round++) {
      decider.start();
      decider.failed(front(1));
      for (Action action : decider.failed(front(2))) {
        if (action instanceof Action.Pause pause) {
          longest = Math.max(longest, pause.nanos());
        }
      }
    }
    assertThat(longest).isBetween(500_000_000L, 1_000_000_000L);
  }
}
