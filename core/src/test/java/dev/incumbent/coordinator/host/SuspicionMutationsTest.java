package dev.incumbent.coordinator.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.incumbent.SeededMutation;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Each rule of the silence detector, undone, is convicted by the test that shows it. */
class SuspicionMutationsTest {
  static Stream<Arguments> ofOwnTime() {
    return Stream.of(
        arguments(
            "its own pause counts as silence",
            SeededMutation.of(
                OwnTimeTest.class, "OwnTime", "if (tick.isPresent()) {", "if (false) {"),
            "aNodeThatWasPausedSuspectsNobody"),
        arguments(
            "what waits in its queue counts as silence",
            SeededMutation.of(
                OwnTimeTest.class, "OwnTime", "if (tick.isPresent()) {", "if (false) {"),
            "aNodeWhoseQueueIsBehindSuspectsNobody"),
        arguments(
            "a node that hears nobody suspects all",
            SeededMutation.of(
                OwnTimeTest.class, "OwnTime", "DEAF_NANOS = 150_000_000", "DEAF_NANOS = 1L << 40"),
            "aNodeThatHearsNobodySuspectsNobody"));
  }

  static Stream<Arguments> ofTicks() {
    return Stream.of(
        arguments(
            "ticks whoever holds",
            SeededMutation.of(
                OwnTimeTest.class,
                "Silences",
                "&& situation.state().isSuspectable(grant.election(), grant.token())",
                ""),
            "isWokenForTicksOnlyWhileSomebodyMayBeSuspected"));
  }

  static Stream<Arguments> ofArrivals() {
    return Stream.of(
        arguments(
            "judges at once",
            SeededMutation.of(ArrivalsTest.class, "Arrivals", "ENOUGH = 32", "ENOUGH = 1"),
            "judgesNobodyBeforeItHasSeenEnough"),
        arguments(
            "an irregular client has the same fuse",
            SeededMutation.of(
                ArrivalsTest.class,
                "Arrivals",
                "DEVIATIONS * deviationNanos()",
                "DEVIATIONS * 2e7"),
            "anIrregularClientGetsALongerFuse"));
  }

  static Stream<Arguments> ofWhatArrivalsRemember() {
    return Stream.of(
        arguments(
            "the long tail is forgotten",
            SeededMutation.of(
                ArrivalsTest.class,
                "Arrivals",
                "Math.max(longest - meanNanos(), ACCEPTABLE_NANOS)",
                "ACCEPTABLE_NANOS"),
            "aClientThatWasLateOnceMayBeThatLateAgain"),
        arguments(
            "learns from a pause",
            SeededMutation.of(
                ArrivalsTest.class, "Arrivals", "if (gapNanos > atMost) {", "if (atMost < 0) {"),
            "learnsFromAFalseAlarmButNotFromAPause"),
        arguments(
            "never forgets",
            SeededMutation.of(
                ArrivalsTest.class,
                "Arrivals",
                "if (newer.count == HALF) {",
                "if (newer.count < 0) {"),
            "forgetsHowLateAClientWas"));
  }

  static Stream<Arguments> ofSilences() {
    return Stream.of(
        arguments(
            "renewals are counted as they are acknowledged",
            SeededMutation.of(
                SilencesTest.class, "FromClient", "roles.silences.renewed(message.session());", ""),
            "l1_endsTheLeadershipOfASilentSessionLongBeforeItsTtl"),
        arguments(
            "the end names no term",
            SeededMutation.of(
                SilencesTest.class, "Silences", "SILENT, situation.term()", "SILENT, 0"),
            "l1_endsTheLeadershipOfASilentSessionLongBeforeItsTtl"),
        arguments(
            "ends one and leaves the rest",
            SeededMutation.of(
                SilencesTest.class,
                "Silences",
                "if (proposed.add(one.token()))",
                "if (proposed.isEmpty() && proposed.add(one.token()))"),
            "endsEachThatIsOnSuspicionAndNoOther"),
        arguments(
            "what arrived in another term counts",
            SeededMutation.of(SilencesTest.class, "Silences", "sessions.clear();", ""),
            "aNewLeaderSuspectsNobodyBeforeEnoughHasArrivedThere"));
  }

  static Stream<Arguments> ofSilencesThatLast() {
    return Stream.of(
        arguments(
            "a grant to a silent session stands",
            SeededMutation.of(
                SilencesTest.class, "Silences", "if (silent.contains(session)) {", "if (false) {"),
            "aGrantToASessionThatIsSilentEndsAtOnce"),
        arguments(
            "an end that failed is forgotten",
            SeededMutation.of(SilencesTest.class, "Silences", "silent.forEach(this::suspect);", ""),
            "anEndThatWasNotAppliedIsProposedAgainWhileTheSilenceLasts"),
        arguments(
            "who comes back stays suspected",
            SeededMutation.of(
                SilencesTest.class, "Silences", "silent.remove(session);\n      watch", "watch"),
            "anEndThatWasNotAppliedIsProposedAgainWhileTheSilenceLasts"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource({"ofOwnTime", "ofTicks"})
  void ownTimeTestConvicts(String fault, SeededMutation mutation, String by) {
    assertConvicts(OwnTimeTest.class, fault, mutation, by);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource({"ofArrivals", "ofWhatArrivalsRemember"})
  void arrivalsTestConvicts(String fault, SeededMutation mutation, String by) {
    assertConvicts(ArrivalsTest.class, fault, mutation, by);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource({"ofSilences", "ofSilencesThatLast"})
  void silencesTestConvicts(String fault, SeededMutation mutation, String by) {
    assertConvicts(SilencesTest.class, fault, mutation, by);
  }

  private static void assertConvicts(
      Class<?> tests, String fault, SeededMutation mutation, String by) {
    List<String> convicted = mutation.convictedBy(tests);

    assertThat(convicted).as(fault).contains(by);
  }
}
