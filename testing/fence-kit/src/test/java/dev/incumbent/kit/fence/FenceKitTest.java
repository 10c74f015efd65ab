package dev.incumbent.kit.fence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.incumbent.kit.fence.FenceUnderTest.PassedWrites;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The kit itself: it acquits the honest, and convicts each liar by exactly the right checks. */
class FenceKitTest {
  private static final Set<String> CHECKS =
      Arrays.stream(FenceKit.class.getMethods())
          .filter(method -> method.isAnnotationPresent(Test.class))
          .map(Method::getName)
          .collect(Collectors.toCollection(TreeSet::new));

  private static List<Liar> liars() {
    return Liar.all();
  }

  private static KitRun run(Supplier<MemoryFence> maker, boolean halfWrites) {
    SeededFence.maker = maker;
    SeededFence.halfWrites = halfWrites;
    return KitRun.of(SeededFence.class);
  }

  @ParameterizedTest
  @EnumSource
  void acquitsAnHonestFence(PassedWrites fate) {
    KitRun run = run(() -> new MemoryFence(fate), true);
    assertThat(run.convicted).isEmpty();
    assertThat(run.passed).isEqualTo(CHECKS);
  }

  @Test
  void skipsByNameWhatAFenceOfOneStepCannotShow() {
    KitRun run = run(MemoryFence::new, false);
    assertThat(run.convicted).isEmpty();
    assertThat(run.skipped).containsExactly("s3_claimDealsWithTheWriteThatPassedItsCheck");
  }

  @ParameterizedTest
  @MethodSource("liars")
  void convictsALiarByExactlyTheRightChecks(Liar liar) {
    Set<String> convicted = run(liar.maker(), true).convicted;
    convicted.removeAll(liar.sometimesBy());
    assertThat(convicted).isEqualTo(liar.convictedBy());
  }

  @Test
  void everyCheckHasItsLiar() {
    Set<String> convicting = new TreeSet<>();
    liars().forEach(liar -> convicting.addAll(liar.convictedBy()));
    assertThat(convicting).isEqualTo(CHECKS);
  }

  @Test
  void noCheckCanBeOverridden() {
    assertThat(FenceKit.class.getMethods())
        .filteredOn(method -> CHECKS.contains(method.getName()))
        .allMatch(method -> Modifier.isFinal(method.getModifiers()))
        .allMatch(method -> method.getName().matches("[scl]\\d+_[a-z]\\w+"));
  }
}
