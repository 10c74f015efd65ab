package dev.incumbent.session.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.incumbent.SeededMutation;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Each lease rule of the client's side, undone, is convicted by the test that shows it. */
class LeaseMutationsTest {
  static Stream<Arguments> mutations() {
    return Stream.concat(ofValidity(), ofLeaseRules());
  }

  private static Stream<Arguments> ofValidity() {
    return Stream.of(
        arguments(
            "S-7: counts from the answer",
            mutation(
                "LeaseKeeper",
                "Lease earned = earned(sentAt);",
                "Lease earned = earned(env.now());"),
            "countsARenewalFromItsOwnSend"),
        arguments(
            "S-7: leaves the wall clock out of it",
            mutation("Lease", "now.wallGainMillisSince(sentAt) <=", "0 <="),
            "aWallClockThatGainedMoreThanTheMarginEndsTheLease"),
        arguments(
            "L-3: gives up in jeopardy",
            mutation(
                "LeaseKeeper",
                "!lease.get().validAt(env.now())",
                "lease.get().inJeopardyAt(env.now())"),
            "ridesOutAFailoverThatEndsBeforeTheDeadline"));
  }

  private static Stream<Arguments> ofLeaseRules() {
    return Stream.of(
        arguments(
            "lease rule 4: revives a lost leadership",
            mutation(
                "LeaseKeeper",
                "    if (lease.isEmpty()) {\n      generation++;",
                "    if (lease.isEmpty()) {\n      generation = Math.max(1, generation);"),
            "aLaterAcknowledgementBeginsAnotherGeneration"),
        arguments(
            "lease rule 5: takes an acknowledgement beyond what it has processed",
            mutation(
                "SessionProtocol",
                "if (message.change() > processedChange) {\n      keeper.ignored",
                "if (message.change() > Long.MAX_VALUE - 1) {\n      keeper.ignored"),
            "anAcknowledgementBeyondTheProcessedChangeMovesNothing"),
        arguments(
            "lease rule 5: freezes nothing that is withdrawn",
            mutation(
                "LeadershipProtocol",
                "facts.withdrawn(reason)) {\n"
                    + "      env().act(new ClientAction.Freeze(candidacy.id(), token()));",
                "facts.withdrawn(reason)) {"),
            "aWithdrawalFreezesTheDeadlineBeforeTheNextAcknowledgementCounts"));
  }

  private static SeededMutation mutation(String name, String sound, String broken) {
    return SeededMutation.of(LeaseRulesTest.class, name, sound, broken);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("mutations")
  void isConvicted(String fault, SeededMutation mutation, String by) {
    assertThat(mutation.convictedBy(LeaseRulesTest.class)).as(fault).contains(by);
  }
}
