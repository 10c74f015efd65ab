package dev.incumbent.coordinator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.incumbent.SeededMutation;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What a standing candidate may ask for, undone in one place, is convicted by the test that shows
 * it, which the sound one passes in the same class loader.
 */
class StandingMutationsTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "c.priority() > g.candidate()"
            + "|c.priority() >= g.candidate()"
            + "|saysNothingOfAHolderThatIsNotLower",
        "prefer.against().equals(Optional.of(grant.token())) && !wished"
            + "|!wished"
            + "|asksNobodyWhenAnotherLeadershipHoldsThanWasSeen",
        "prefer.against().equals(Optional.of(grant.token())) && !wished"
            + "|prefer.against().equals(Optional.of(grant.token()))"
            + "|leavesAWithdrawnLeadershipToItsEnd",
        "draft.observe(ElectionEvent.Kind.UPDATED, name, after);"
            + "|"
            + "|showsObserversTheNewMetadataOfOneThatWaits"
      })
  void isConvicted(String sound, String broken, String by) {
    String replacement = broken == null ? "" : broken;
    assertThat(failures(sound, sound)).doesNotContain(by);
    assertThat(failures(sound, replacement)).contains(by);
  }

  private static List<String> failures(String sound, String broken) {
    Class<?> tests = StandingOperationsTest.class;
    return SeededMutation.of(tests, "StandingOperations", sound, broken).convictedBy(tests);
  }
}
