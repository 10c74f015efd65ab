package dev.incumbent.coordinator;

import static dev.incumbent.coordinator.Ops.ANNA;
import static dev.incumbent.coordinator.Ops.BERT;
import static dev.incumbent.coordinator.Ops.ORDERS;
import static dev.incumbent.coordinator.Ops.campaign;
import static dev.incumbent.coordinator.Ops.fenced;
import static dev.incumbent.coordinator.Rig.S1;
import static dev.incumbent.coordinator.Rig.S2;
import static org.assertj.core.api.Assertions.assertThat;

import dev.incumbent.election.ElectionName;
import dev.incumbent.election.ElectionView;
import dev.incumbent.election.Revocation;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a read is shown. */
final class StateViewTest {
  @Test
  void listsElectionsByPrefixInPages() {
    Rig rig = Rig.open(S1);
    for (String name : List.of("a", "shop", "shop/a", "shop/b", "shop/c", "shopping", "z")) {
      rig.ask(S1, campaign(new ElectionName(name), ANNA));
    }

    assertThat(names(rig, "shop/", "", 10)).containsExactly("shop/a", "shop/b", "shop/c");
    assertThat(names(rig, "shop/", "", 2)).containsExactly("shop/a", "shop/b");
    assertThat(names(rig, "shop/", "shop/b", 2)).containsExactly("shop/c");
    assertThat(names(rig, "shop/", "shop/c", 2)).isEmpty();
    assertThat(names(rig, "shop/", "zz", 2)).isEmpty();
    assertThat(names(rig, "shop", "a", 10))
        .containsExactly("shop", "shop/a", "shop/b", "shop/c", "shopping");
    assertThat(names(rig, "", "", 100)).hasSize(7);
    assertThat(names(rig, "none", "", 10)).isEmpty();
  }

  @Test
  void showsAnElectionAsItIs() {
    Rig rig = Rig.open(S1, S2);
    rig.ask(S1, fenced(ORDERS, ANNA, "ledger"));
    rig.ask(S2, campaign(ORDERS, BERT, 3));

    ElectionView view = rig.machine.state().election(ORDERS).orElseThrow();

    ElectionView.Holder holder = view.holder().orElseThrow();
    assertThat(holder.session()).isEqualTo(S1);
    assertThat(holder.candidate()).isEqualTo(ANNA);
    assertThat(holder.revocation()).isEqualTo(Revocation.ON_SUSPICION);
    assertThat(holder.ttlMillis()).isEqualTo(Rig.TTL_MILLIS);
    assertThat(holder.incarnation()).isEqualTo("host 7 1000");
    assertThat(view.queue()).hasSize(1);
    assertThat(view.queue().get(0).priority()).isEqualTo(3);
    assertThat(rig.machine.state().election(new ElectionName("none"))).isEmpty();
  }

  @Test
  void keepsAnOlderStateAsItWas() {
    Rig rig = Rig.open(S1);
    CoordinatorState before = rig.machine.state();

    rig.ask(S1, campaign(ORDERS, ANNA));

    assertThat(before.election(ORDERS)).isEmpty();
    assertThat(before.lastToken()).isZero();
    assertThat(before.session(S1).orElseThrow().held()).isEmpty();
  }

  @Test
  void tellsWhichLeadershipsOfASessionCanBeSuspected() {
    Rig rig = Rig.open(S1);
    rig.ask(S1, fenced(ORDERS, ANNA, "ledger"));
    rig.ask(S1, campaign(new ElectionName("plain"), ANNA));

    assertThat(rig.session(S1).suspectable())
        .containsExactly(new StateView.Suspectable(ORDERS, Ops.token(1)));
    assertThat(rig.session(S1).held()).hasSize(2);
  }

  @Test
  void sumsASessionUp() {
    Rig rig = Rig.open(S1);
    rig.ask(S1, campaign(ORDERS, ANNA));

    assertThat(rig.machine.state().summary(S1))
        .hasValue(new StateView.SessionSummary(Rig.TTL_MILLIS, 1, 1, 1));
    assertThat(rig.machine.state().summary(S2)).isEmpty();
    assertThat(rig.machine.state().sessions()).hasSize(1);
  }

  private static List<String> names(Rig rig, String prefix, String after, int limit) {
    return rig.machine.state().elections(prefix, after, limit).stream()
        .map(view -> view.election().value())
        .toList();
  }
}
