package dev.incumbent.kit.coordinator;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.TestExecutionResult.Status;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/** One run of the kit by JUnit, as its users run it, all checks at once. */
final class KitRun implements TestExecutionListener {
  private static final String PARALLEL = "junit.jupiter.execution.parallel.";

  final Set<String> passed = new ConcurrentSkipListSet<>();
  final Set<String> convicted = new ConcurrentSkipListSet<>();
  final Set<String> skipped = new ConcurrentSkipListSet<>();
  final Set<String> reasons = new ConcurrentSkipListSet<>();

  private KitRun() {}

  static KitRun with(Lie lie) {
    KitRun run = new KitRun();
    LauncherFactory.create()
        .execute(
            LauncherDiscoveryRequestBuilder.request()
                .selectors(selectClass(SeededCoordinator.class))
                .configurationParameter(SeededCoordinator.LIE, lie.name())
                .configurationParameter(PARALLEL + "enabled", "true")
                .configurationParameter(PARALLEL + "mode.default", "concurrent")
                .configurationParameter(PARALLEL + "config.strategy", "fixed")
                .configurationParameter(PARALLEL + "config.fixed.parallelism", "64")
                .build(),
            run);
    return run;
  }

  @Override
  public void executionFinished(TestIdentifier identifier, TestExecutionResult result) {
    identifier
        .getSource()
        .filter(MethodSource.class::isInstance)
        .map(MethodSource.class::cast)
        .ifPresent(source -> of(result.getStatus()).add(source.getMethodName()));
    result
        .getThrowable()
        .ifPresent(thrown -> reasons.add(identifier.getDisplayName() + ": " + thrown));
  }

  private Set<String> of(Status status) {
    return switch (status) {
      case SUCCESSFUL -> passed;
      case FAILED -> convicted;
      case ABORTED -> skipped;
    };
  }
}
