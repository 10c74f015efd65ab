package dev.incumbent.session.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.incumbent.SeededMutation;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Each thing that L-2 rests on at the client, undone, is convicted by the test that shows it. */
class HealingMutationsTest {
  static Stream<Arguments> ofLinks() {
    return Stream.of(
        arguments(
            "backs off for a second whatever the TTL",
            mutation("Links", "Math.min(CAP_NANOS, env.settings().ttlNanos() / 4)", "CAP_NANOS"),
            "l2_speaksToTheLeaderWithinALeaseAndABackOffOfAHeal"),
        arguments(
            "waits for a node's own word for ever",
            mutation("Links", "if (!closed && leader.unconfirmed().isPresent()) {", "if (false) {"),
            "l2_replacesASilentStreamToANodeThatOthersNameAsLeader"),
        arguments(
            "replaces a stream that speaks",
            mutation("Links", "link.isUp() && env.nanos() - link.heardAtNanos() >=", "0 <="),
            "l2_leavesANodeAloneThatSpeaksAndIsNotReadyYet"));
  }

  static Stream<Arguments> ofQuietStreams() {
    return Stream.of(
        arguments(
            "waits for the transport when every stream is silent",
            mutation("QuietStreams", "links.anyUp()", "false"),
            "l2_replacesEveryStreamWhenNobodyLeadsAndNoNodeSaysAnything"),
        arguments(
            "replaces a stream without asking",
            mutation("QuietStreams", "link.foundSilent()", "LOOKS"),
            "l2_leavesNodesAloneThatAnswerThoughNobodyLeads"));
  }

  static Stream<Arguments> ofSessions() {
    return Stream.of(
        arguments(
            "campaigns before its unused grant was given back",
            mutation(
                "UnusedGrants",
                "new AnyAnswer(this::isGivenBack));",
                "new Unheard()); isGivenBack();"),
            "l2_campaignsAgainOnceAnUnusedGrantWasGivenBackAndNotBefore"),
        arguments(
            "takes a refusal because it stands for the last word",
            mutation(
                "CandidacyProtocol", "REJECTED && campaigns > 1", "REJECTED && campaigns > 99"),
            "l2_aCandidacyThatALeaderWhichIsBehindDidNotShowGoesOnStanding"),
        arguments(
            "waits a whole TTL for an open's answer",
            mutation(
                "SessionProtocol",
                "Math.max(env.settings().ttlNanos() / 4,",
                "Math.max(env.settings().ttlNanos(),"),
            "l2_opensItsSessionElsewhereWhenTheLeaderSaysNothing"));
  }

  private static SeededMutation mutation(String name, String sound, String broken) {
    return SeededMutation.of(HealingTest.class, name, sound, broken);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource({"ofLinks", "ofSessions"})
  void isConvicted(String fault, SeededMutation mutation, String by) {
    assertThat(mutation.convictedBy(HealingTest.class)).as(fault).contains(by);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("ofQuietStreams")
  void isConvictedByWhatHappensOnQuietStreams(String fault, SeededMutation mutation, String by) {
    assertThat(mutation.convictedBy(QuietStreamsTest.class)).as(fault).contains(by);
  }
}
