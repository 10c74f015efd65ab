package dev.incumbent.kit.fence;

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

/** One run of a kit by JUnit, as its users run it: which checks passed, convicted, were skipped. */
final class KitRun implements TestExecutionListener {
  final Set<String> passed = new ConcurrentSkipListSet<>();
  final Set<String> convicted = new ConcurrentSkipListSet<>();
  final Set<String> skipped = new ConcurrentSkipListSet<>();

  private KitRun() {}

  static KitRun of(Class<?> kit) {
    KitRun run = new KitRun();
    LauncherFactory.create()
        .execute(
            LauncherDiscoveryRequestBuilder.request().selectors(selectClass(kit)).build(), run);
    return run;
  }

  @Override
  public void executionFinished(TestIdentifier identifier, TestExecutionResult result) {
    identifier
        .getSource()
        .filter(MethodSource.class::isInstance)
        .map(MethodSource.class::cast)
        .ifPresent(source -> of(result.getStatus()).add(source.getMethodName()));
  }

  private Set<String> of(Status status) {
    return switch (status) {
      case SUCCESSFUL -> passed;
      case FAILED -> convicted;
      case ABORTED -> skipped;
    };
  }
}
