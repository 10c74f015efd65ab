package dev.incumbent.kit.coordinator;

import java.time.Duration;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** The kit over a coordinator in memory with a lie to tell: run by the test, never by itself. */
@ExtendWith(SeededCoordinator.GivesTheLie.class)
class SeededCoordinator extends CoordinatorKit {
  static final String LIE = "lie";

  private final Lie lie;

  SeededCoordinator(Lie lie) {
    this.lie = lie;
  }

  @Override
  protected CoordinatorUnderTest backend() {
    MemoryBackend backend = new MemoryBackend(lie);
    return CoordinatorUnderTest.of(
            Duration.ofSeconds(2), config -> new MemoryCoordinator(backend, config))
        .cutBy(client -> ((MemoryCoordinator) client).wire.cut())
        .killedBy(client -> ((MemoryCoordinator) client).kill())
        .restartedBy(backend::restart)
        .quorumLostBy(backend::loseQuorum)
        .patience(Duration.ofSeconds(lie == Lie.NONE ? 60 : 9))
        .timedBy(backend.world::nanos)
        .closedBy(backend::close);
  }

  /** Reads it from the run's configuration, so that several runs can go on at once. */
  static final class GivesTheLie implements ParameterResolver {
    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
      return parameter.getParameter().getType() == Lie.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
      return Lie.valueOf(context.getConfigurationParameter(LIE).orElse(Lie.NONE.name()));
    }
  }
}
