package dev.incumbent.coordinator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.incumbent.SeededMutation;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Each rule that the state machine keeps, undone, is convicted by the test that shows it. */
class RuleMutationsTest {
  static Stream<Arguments> mutations() {
    return Stream.of(ofGrants(), ofEnds(), ofHandovers(), ofSessions()).flatMap(it -> it);
  }

  private static Stream<Arguments> ofGrants() {
    Class<?> tests = GrantsTest.class;
    return Stream.of(
        arguments(
            "S-1: grants a token again",
            tests,
            mutation(
                tests,
                "GrantNumbers",
                "long token = lastToken + 1;",
                "long token = Math.max(1, lastToken);"),
            "s1_drawsTokensOfAllElectionsFromOneCounter"),
        arguments(
            "L-5: grants to whoever waits, present or not",
            tests,
            mutation(
                tests, "Leaderships", "if (isPresent(candidate)) {", "if (candidate != null) {"),
            "l5_grantsNothingToASessionThatHasNotRenewedInTheTerm"));
  }

  private static Stream<Arguments> ofEnds() {
    Class<?> tests = EndsTest.class;
    return Stream.of(
        arguments(
            "S-5: a release ends whatever is current",
            tests,
            mutation(
                tests,
                "ElectionRecord",
                "return holder.filter(grant -> grant.token().equals(token));",
                "return holder;"),
            "s5_doesNothingWhenAReleaseNamesAnotherToken"),
        arguments(
            "lease rule 3: an expiry counts in every term",
            tests,
            mutation(
                tests,
                "Sessions",
                "session.isPresent() && command.term() == draft.term()",
                "session.isPresent()"),
            "leaseRule3_expiresASessionOnlyInTheTermThatDecidedIt"));
  }

  private static Stream<Arguments> ofHandovers() {
    Class<?> tests = HandoversTest.class;
    return Stream.of(
        arguments(
            "L-4: passes nobody over",
            tests,
            mutation(tests, "Leaderships", ".filter(this::isPresent);", ".filter(it -> true);"),
            "l4_passesOverANamedSuccessorThatDoesNotWaitOrIsAbsent"));
  }

  private static Stream<Arguments> ofSessions() {
    Class<?> tests = OnceTest.class;
    return Stream.of(
        arguments(
            "S-9: applies what it has applied",
            tests,
            mutation(
                tests,
                "Sessions",
                "    return stored\n",
                "    return stored.filter(it -> false)\n"),
            "s9_appliesARetriedOperationOnceAndAnswersTheSame"));
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
