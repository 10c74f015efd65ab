package dev.incumbent.coordinator.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.incumbent.SeededMutation;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Each rule that a node keeps, undone, is convicted by the test that shows it. */
class LeaseMutationsTest {
  static Stream<Arguments> mutations() {
    return Stream.of(ofRule1(), ofRules2And3(), ofRule5(), ofReads()).flatMap(it -> it);
  }

  private static Stream<Arguments> ofReads() {
    Class<?> tests = ReadsTest.class;
    return Stream.of(
        arguments(
            "S-10: makes a linearizable read wait for the quorum that is not there",
            tests,
            mutation(tests, "Reads", "if (!situation.quorum()) {", "if (false) {"),
            "withoutAQuorumALinearizableReadFailsAtOnce"));
  }

  private static Stream<Arguments> ofRule1() {
    return Stream.of(
        arguments(
            "lease rule 1: an entry submitted before confirms a renewal",
            LeaseRule1Test.class,
            mutation(
                LeaseRule1Test.class,
                "FromLog",
                "    entry.waiters().renewals().forEach(this::acknowledge);",
                "    roles.proposals.waiters().renewals().forEach(this::acknowledge);"),
            "rule1_anEntrySubmittedBeforeTheRenewalArrivedConfirmsNothing"),
        arguments(
            "lease rule 1: acknowledges a session that has ended",
            LeaseRule1Test.class,
            mutation(
                LeaseRule1Test.class,
                "LeaseTable",
                "return Optional.of(new ServerMessage.SessionGone(renewal.session()));",
                "return Optional.of(new ServerMessage.Renewed(renewal.session(), renewal.number(),"
                    + " 0));"),
            "rule1_aSessionThatEndedMeanwhileIsGone"));
  }

  private static Stream<Arguments> ofRules2And3() {
    return Stream.of(
        arguments(
            "lease rule 2: gives a session a moment instead of its TTL",
            LeaseRules2And3Test.class,
            mutation(
                LeaseRules2And3Test.class,
                "FromLog",
                "roles.leases.opened(one.session(), one.ttlMillis());",
                "roles.leases.opened(one.session(), one.ttlMillis() / 4);"),
            "rule2_aNewLeaderGivesEverySessionItsFullTtlFromReady"),
        arguments(
            "lease rule 3: acknowledges what it expires",
            LeaseRules2And3Test.class,
            mutation(
                LeaseRules2And3Test.class,
                "LeaseTable",
                "return lease != null && lease.expiring;",
                "return false;"),
            "rule3_aRenewalUnderWayIsNotAcknowledgedOnceExpiryIsProposed"));
  }

  private static Stream<Arguments> ofRule5() {
    return Stream.of(
        arguments(
            "lease rule 5: counts no withdrawal anew",
            LeaseRule5Test.class,
            mutation(
                LeaseRule5Test.class,
                "Withdrawals",
                "deadlines.set(event.token(), situation.now() + ttlMillis * NANOS_PER_MILLI);",
                "deadlines.set(event.token(), situation.now());"),
            "rule5_aNewLeaderCountsTheFullTtlOfAWithdrawalAnew"));
  }

  private static SeededMutation mutation(Class<?> tests, String name, String sound, String broken) {
    return SeededMutation.of(tests, name, sound, broken);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("mutations")
  void isConvicted(String fault, Class<?> tests, SeededMutation mutation, String by) {
    assertThat(mutation.convictedBy(tests)).as(fault).contains(by);
  }
}
