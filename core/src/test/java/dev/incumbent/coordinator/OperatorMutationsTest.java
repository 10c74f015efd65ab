package dev.incumbent.coordinator;

import static dev.incumbent.coordinator.Ops.ANNA;
import static dev.incumbent.coordinator.Ops.campaign;
import static dev.incumbent.coordinator.Ops.raiseFloor;
import static dev.incumbent.coordinator.Ops.token;
import static dev.incumbent.coordinator.Rig.S1;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.incumbent.election.Conditions;
import dev.incumbent.election.ElectionName;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** What each rule of operators and delays forbids is forged into a state, and convicted. */
final class OperatorMutationsTest {
  private static final ElectionName E0 = RandomCommands.elections().get(0);

  private final CoordinatorStateMachine machine =
      new CoordinatorStateMachine(StateConfig.defaults());
  private final Invariants invariants = new Invariants(StateConfig.defaults().historyKept());
  private long index;
  private long sequence;

  @Test
  void convictsAGrantOfAPausedElection() {
    assertConvicted("granted though kept", upkeep -> upkeep.withPaused(true));
  }

  @Test
  void convictsAGrantWithinALockDelay() {
    assertConvicted(
        "granted though kept",
        upkeep -> upkeep.withLockDelay(Optional.of(new Conditions.LockDelay(token(1), 5))));
  }

  @Test
  void s1_convictsAGrantWithinTheHoldOff() {
    open();
    CoordinatorState before = machine.state();
    Applied granted = ask(campaign(E0, ANNA));
    CoordinatorState after = machine.state();

    assertThatThrownBy(
            () ->
                invariants.check(
                    before, granted, with(after, after.totals().withHeldOff(true), E0, u -> u)))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("granted though kept");
  }

  @Test
  void s1_convictsAFourthRaiseWithinAnHour() {
    assertConvicted(
        "raises that count", upkeep -> upkeep.withRaise(1).withRaise(2).withRaise(3).withRaise(4));
  }

  @Test
  void s1_convictsACounterThatGoesBack() {
    open();
    check(campaign(E0, ANNA));
    CoordinatorState before = machine.state();
    Applied raised = ask(raiseFloor(E0, token(1), 7));

    assertThatThrownBy(
            () -> invariants.check(before, raised, counted(machine.state(), before.lastToken())))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("the counter goes on");
  }

  @Test
  void s1_convictsARaiseThatGoesTooFar() {
    open();
    check(campaign(E0, ANNA));
    CoordinatorState before = machine.state();
    Applied raised = ask(raiseFloor(E0, token(1), 7));

    assertThatThrownBy(
            () ->
                invariants.check(
                    before, raised, counted(machine.state(), before.lastToken() + (1L << 33))))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("how far one raise goes");
  }

  @Test
  void s1_convictsACounterThatNobodyRaised() {
    open();
    CoordinatorState before = machine.state();
    Applied granted = ask(campaign(E0, ANNA));

    assertThatThrownBy(() -> invariants.check(before, granted, counted(machine.state(), 9)))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("raised by nobody");
  }

  private void assertConvicted(String why, UnaryOperator<Upkeep> forgery) {
    open();
    CoordinatorState before = machine.state();
    Applied granted = ask(campaign(E0, ANNA));
    CoordinatorState after = machine.state();

    assertThatThrownBy(
            () -> invariants.check(before, granted, with(after, after.totals(), E0, forgery)))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining(why);
  }

  private void open() {
    CoordinatorState before = machine.state();
    invariants.check(before, apply(new Command.OpenSession(S1, 5_000, "test")), machine.state());
  }

  private void check(Operation operation) {
    CoordinatorState before = machine.state();
    invariants.check(before, ask(operation), machine.state());
  }

  private Applied ask(Operation operation) {
    sequence++;
    return apply(new Command.Sequenced(S1, sequence, 0, operation));
  }

  private Applied apply(Command command) {
    index++;
    return machine.apply(1, index, new LogEntry(index, index, index, List.of(command)));
  }

  private static CoordinatorState counted(CoordinatorState state, long lastToken) {
    return with(state, state.totals().withLastToken(lastToken), E0, upkeep -> upkeep);
  }

  private static CoordinatorState with(
      CoordinatorState state,
      Tables.Totals totals,
      ElectionName name,
      UnaryOperator<Upkeep> forgery) {
    ElectionRecord election = state.tables().election(name).orElseThrow();
    return new CoordinatorState(
        state.config(),
        state.term(),
        state.index(),
        totals,
        state.tables().with(election.withUpkeep(forgery.apply(election.upkeep()))));
  }
}
