package dev.incumbent.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.incumbent.SeededMutation;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Each rule of the shared protocol, undone, is convicted by the test that shows it. */
class StoreMutationsTest {
  static Stream<Arguments> mutations() {
    return Stream.of(
            ofLeases(),
            ofRenewals(),
            ofVersions(),
            ofAnswers(),
            ofStaleReads(),
            ofTurns(),
            ofRecords())
        .flatMap(it -> it);
  }

  private static Stream<Arguments> ofLeases() {
    Class<?> tests = StoreLeaseTest.class;
    return Stream.of(
        arguments(
            "S-2: counts from a time that the record tells",
            tests,
            mutation(tests, "Since", "sinceNanos = nanos;", "sinceNanos = nanos - 1_000_000_000L;"),
            "s2_countsALeaseFromWhereItsLastWriteWasReadFirst"),
        arguments(
            "S-2: does not watch who holds when it comes",
            tests,
            mutation(
                tests,
                "Watches",
                "lease.see(state.lease()",
                "lease.see(Optional.<RecordState.Lease>empty()"),
            "s2_countsALeaseFromWhereItsLastWriteWasReadFirst"));
  }

  private static Stream<Arguments> ofRenewals() {
    Class<?> tests = StoreLeaseTest.class;
    return Stream.of(
        arguments(
            "lease rule 1: acknowledges by a write that had begun before",
            tests,
            mutation(
                tests, "Part", "return writtenStamp < renewal && binds(known);", "return false;"),
            "leaseRule1_acknowledgesARenewalOnlyAfterAWriteThatBeganLater"),
        arguments(
            "lease rule 1: acknowledges while a grant is under way",
            tests,
            mutation(tests, "Part", "|| doubts.mayGrant(session.id())", ""),
            "leaseRule1_holdsARenewalBackWhileAGrantIsUnderWay"),
        arguments(
            "S-7: takes any answer for an acknowledgement",
            tests,
            mutation(
                tests,
                "Renewing",
                "if (!heldUpBy.isEmpty() || calls.answeredStamp() < stamp) {",
                "if (!heldUpBy.isEmpty()) {"),
            "sessionThatHoldsNothingIsAcknowledgedByAnyAnswer"));
  }

  private static Stream<Arguments> ofVersions() {
    Class<?> tests = StoreLeaseTest.class;
    return Stream.of(
        arguments(
            "version: writes the version that it read",
            tests,
            mutation(
                tests,
                "Part",
                ": version + 1 + desk.random().nextLong(MAX_VERSION_STEP);",
                ": version;"),
            "eachWriteRaisesTheVersionByAStepThatNobodyGuesses"));
  }

  private static Stream<Arguments> ofAnswers() {
    Class<?> tests = StoreAnswersTest.class;
    return Stream.of(
        arguments(
            "S-9: does not recognise its own write",
            tests,
            mutation(
                tests,
                "Part",
                "doubts.confirmedBy(read.state()).ifPresent(this::confirmed);",
                "doubts.confirmedBy(read.state());"),
            "s9_recognisesItsOwnWriteWhoseReplyWasLost"),
        arguments(
            "S-9: believes that a read shows whether a write will still arrive",
            tests,
            mutation(
                tests,
                "Doubts",
                "if (attempt.baseVersion() != read.version()) {",
                "if (attempt.baseVersion() >= 0) {"),
            "s9_isNotMisledByAWriteThatArrivesLate"));
  }

  private static Stream<Arguments> ofStaleReads() {
    Class<?> tests = StoreAnswersTest.class;
    return Stream.of(
        arguments(
            "S-1: believes a stale read",
            tests,
            mutation(
                tests,
                "Track",
                "best.filter(it -> seen.wentBack(read.state(), it)).isEmpty()",
                "best.equals(state())"),
            "s1_isNotMisledByAReadOfWhatWasBeforeItsGrant"));
  }

  private static Stream<Arguments> ofTurns() {
    Class<?> tests = StoreTurnsTest.class;
    return Stream.of(
        arguments(
            "L-4: waits for nobody ahead",
            tests,
            mutation(tests, "Turn", "+ ahead.size() * each);", ");"),
            "grantsInTheOrderOfTheQueue"),
        arguments(
            "L-4: passes nobody over",
            tests,
            mutation(
                tests,
                "Turn",
                "ahead.forEach(session ->",
                "List.<SessionId>of().forEach(session ->"),
            "l4_passesOverWhoeverIsSilentAheadAndLetsItEnterAgain"),
        arguments(
            "lease rule 5: tells no withdrawal",
            tests,
            mutation(tests, "Told", "now.withdrawn().ifPresent(session::tell);", ""),
            "s5_revocationIsToldAndFollowedByAFullLease"));
  }

  private static Stream<Arguments> ofRecords() {
    Class<?> tests = StoreWentBackTest.class;
    return Stream.of(
        arguments(
            "S-1: forgets the largest token that it saw",
            tests,
            mutation(tests, "Seen", "floor = Math.max(floor, state.lastToken());", "floor = 0;"),
            "s2_waitsForTheLeaseThatItSawToRun"),
        arguments(
            "S-2: grants while a lease that it saw may run",
            tests,
            mutation(tests, "Seen", "guardNanos = end.getAsLong();", "guardNanos = 0;"),
            "s2_waitsForTheLeaseThatItSawToRun"));
  }

  private static SeededMutation mutation(Class<?> tests, String name, String sound, String broken) {
    return SeededMutation.of(tests, name, sound, broken);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("mutations")
  void eachIsConvicted(String rule, Class<?> tests, SeededMutation mutation, String by) {
    assertThat(mutation.convictedBy(tests)).as(rule).contains(by);
  }
}
