package dev.incumbent.session.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.incumbent.SeededMutation;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What candidates are promised, undone in one place, is convicted by the test that shows it. */
class CandidateMutationsTest {
  static Stream<Arguments> health() {
    return Stream.of(
        mutation(
            "stands before it was checked",
            "HealthWatch",
            "settings.isPresent() ? State.UNKNOWN : State.FIT",
            "State.FIT",
            "doesNotStandBeforeItIsKnownToBeHealthy"),
        mutation(
            "comes back at once",
            "HealthWatch",
            "held >= how.holdNanos()",
            "held >= 0",
            "isNotBackBeforeItWasHealthyForTheHoldTime"),
        mutation(
            "forgives a failure in the hold time",
            "HealthWatch",
            "passedInARow = 0;\n    healthySinceNanos = OptionalLong.empty();",
            "",
            "oneFailureDuringTheHoldTimeBeginsItAnew"));
  }

  static Stream<Arguments> checks() {
    return Stream.of(
        mutation(
            "begins a check beside one that hangs",
            "HealthWatch",
            "if (running) {",
            "if (false) {",
            "aCheckThatDoesNotReturnFailsOnceAPeriodAndIsNotBegunTwice"),
        mutation(
            "takes a late answer for news",
            "HealthWatch",
            "if (late) {",
            "if (false) {",
            "aLateAnswerIsNoNewsAndLetsTheNextCheckBegin"));
  }

  static Stream<Arguments> unhealthy() {
    return Stream.of(
        mutation(
            "releases before the work has returned",
            "LeadershipProtocol",
            "stop(Cause.UNHEALTHY);",
            "workReturned();",
            "s5_anUnhealthyLeaderStopsItsWorkAndReleasesWhenThatHasReturned"),
        mutation(
            "stays in the queue",
            "CandidacyProtocol",
            "case WAITING -> leaveQueue();\n      case LEADING ->\n          leadership.filter",
            "case WAITING -> {}\n      case LEADING ->\n          leadership.filter",
            "anUnhealthyCandidateLeavesTheQueueAndComesBack"));
  }

  static Stream<Arguments> preference() {
    return Stream.of(
        mutation(
            "asks before it has stood for long enough",
            "Preference",
            "Math.max(how.afterNanos(), how.intervalNanos())",
            "how.intervalNanos()",
            "asksForTheLeadershipOnceItHasStoodForLongEnough"),
        mutation(
            "asks for a leadership that has just begun",
            "Preference",
            ": how.intervalNanos();",
            ": 1;",
            "asksForALeadershipThatItHasSeenForTheWholeInterval"));
  }

  static Stream<Arguments> preferenceThatEnds() {
    return Stream.of(
        mutation(
            "remembers what it saw for ever",
            "Preference",
            "seen = lower;",
            "seen = lower.or(() -> seen);",
            "forgetsWhatItSawWhenNobodyLowerHolds"),
        mutation(
            "asks on when it leads",
            "Preference",
            "waits = false;\n    round++;\n    context.env().timers().cancel(timer());",
            "",
            "asksNoMoreOnceItIsGranted"));
  }

  static Stream<Arguments> jeopardy() {
    return Stream.of(
        mutation(
            "is in jeopardy when it is over",
            "Lease",
            "(deadlineNanos - sentAt.nanos()) / 2",
            "(deadlineNanos - sentAt.nanos())",
            "isInJeopardyFromHalfOfWhatTheLastRenewalEarned"),
        mutation(
            "is never safe again",
            "LeaseKeeper",
            "this::assess);\n    assess();",
            "this::assess);",
            "isSafeAgainWithTheNextAnswer"));
  }

  static Stream<Arguments> availability() {
    return Stream.of(
        mutation(
            "calls a coordinator available that does not answer",
            "AvailabilityTracker",
            "&& !isSilent()",
            "",
            "isDegradedWhenALeaderIsConnectedButAnswersNoRenewal"),
        mutation(
            "calls a coordinator available that nobody leads",
            "AvailabilityTracker",
            "links.main().isPresent() && !isSilent()",
            "!isSilent()",
            "s10_isDegradedWhenNoConnectedNodeLeads"));
  }

  static Stream<Arguments> standing() {
    return Stream.of(
        mutation(
            "releases at the end of the tenure, whatever the work does",
            "LeadershipProtocol",
            "is over\");\n      stop(Cause.HANDOVER);",
            "is over\");\n      workReturned();",
            "s5_stopsItsWorkWhenItsTenureIsOverAndCampaignsAgain"),
        mutation(
            "asks for a scheduled hand-over at once",
            "HandOvers",
            "if (delayNanos == 0) {",
            "if (true) {",
            "l4_asksForAScheduledHandOverWhenItIsDue"),
        mutation(
            "forgets what was updated while it entered",
            "Entry",
            "if (!shown.equals(campaign.metadata())) {",
            "if (false) {",
            "showsWhatWasUpdatedBeforeTheCampaignWasAnswered"));
  }

  static Stream<Arguments> promotion() {
    return Stream.of(
        mutation(
            "leaves fencing actions no time",
            "LeadershipProtocol",
            "env().settings().ttlNanos() + fencing",
            "env().settings().ttlNanos()",
            "s4_promotesWithWhomToFenceAndGivesTheActionsTheirTime"),
        mutation(
            "does not say why it failed",
            "EndFacts",
            "detail(why.message());",
            "",
            "saysWhyAPromotionFailed"));
  }

  static Stream<Arguments> wallClock() {
    return Stream.of(
        mutation(
            "does not look at the wall clock",
            "Lease",
            "now.wallGainMillisSince(sentAt) <= maxWallGainMillis.getAsLong()",
            "true",
            "aWallClockThatGainedMoreThanTheMarginEndsTheLease"),
        mutation(
            "minds a wall clock that was set back",
            "Lease",
            "now.wallGainMillisSince(sentAt) <=",
            "Math.abs(now.wallGainMillisSince(sentAt)) <=",
            "aWallClockThatFellBackChangesNothing"));
  }

  private static Arguments mutation(
      String fault, String name, String sound, String broken, String by) {
    return arguments(fault, name, sound, broken, by);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource({"health", "checks", "unhealthy"})
  void healthIsConvicted(String fault, String name, String sound, String broken, String by) {
    assertConvicted(HealthRulesTest.class, fault, name, sound, broken, by);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource({"preference", "preferenceThatEnds"})
  void preferenceIsConvicted(String fault, String name, String sound, String broken, String by) {
    assertConvicted(PreferenceRulesTest.class, fault, name, sound, broken, by);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource({"jeopardy", "availability"})
  void jeopardyIsConvicted(String fault, String name, String sound, String broken, String by) {
    assertConvicted(JeopardyRulesTest.class, fault, name, sound, broken, by);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("standing")
  void standingIsConvicted(String fault, String name, String sound, String broken, String by) {
    assertConvicted(StandingRulesTest.class, fault, name, sound, broken, by);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("promotion")
  void promotionIsConvicted(String fault, String name, String sound, String broken, String by) {
    assertConvicted(PromotionRulesTest.class, fault, name, sound, broken, by);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("wallClock")
  void wallClockIsConvicted(String fault, String name, String sound, String broken, String by) {
    assertConvicted(LeaseRulesTest.class, fault, name, sound, broken, by);
  }

  private static void assertConvicted(
      Class<?> tests, String fault, String name, String sound, String broken, String by) {
    assertThat(SeededMutation.of(tests, name, sound, broken).convictedBy(tests))
        .as(fault)
        .contains(by);
  }
}
