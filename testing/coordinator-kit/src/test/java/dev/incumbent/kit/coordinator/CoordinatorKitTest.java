package dev.incumbent.kit.coordinator;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The kit itself: it acquits the honest, and convicts each liar by exactly the right checks. */
@Timeout(600)
class CoordinatorKitTest {
  private static final Set<String> CHECKS =
      Arrays.stream(CoordinatorKit.class.getMethods())
          .filter(method -> method.isAnnotationPresent(Test.class))
          .map(java.lang.reflect.Method::getName)
          .collect(Collectors.toCollection(TreeSet::new));

  private static final int AT_ONCE = 8;

  private static final Map<Lie, Future<KitRun>> RUNS = new EnumMap<>(Lie.class);

  /** Most of a run is waiting, so several go on at once. */
  @BeforeAll
  static void runAll() {
    ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE, Daemons.named("kit-run"));
    for (Lie lie : Lie.values()) {
      RUNS.put(lie, threads.submit(() -> KitRun.with(lie)));
    }
    threads.shutdown();
  }

  private static KitRun run(Lie lie) throws Exception {
    return Objects.requireNonNull(RUNS.get(lie)).get();
  }

  @Test
  void acquitsAnHonestCoordinator() throws Exception {
    assertThat(run(Lie.NONE).reasons).isEmpty();
    assertThat(run(Lie.NONE).passed).isEqualTo(CHECKS);
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NONE")
  void convictsALiarByExactlyTheRightChecks(Lie lie) throws Exception {
    Set<String> convicted = new TreeSet<>(run(lie).convicted);
    convicted.removeAll(lie.sometimesBy());
    assertThat(convicted).as(run(lie).reasons.toString()).isEqualTo(lie.convictedBy());
  }

  @Test
  void everyCheckHasItsLiar() {
    Set<String> convicting = new TreeSet<>();
    for (Lie lie : Lie.values()) {
      convicting.addAll(lie.convictedBy());
    }
    assertThat(convicting).isEqualTo(CHECKS);
  }

  @Test
  void noCheckCanBeOverridden() {
    assertThat(CoordinatorKit.class.getMethods())
        .filteredOn(method -> CHECKS.contains(method.getName()))
        .allMatch(method -> Modifier.isFinal(method.getModifiers()))
        .allMatch(method -> method.getName().matches("([scl]\\d+|[a-z]+)_[a-z]\\w+"));
  }
}
