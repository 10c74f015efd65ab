package dev.incumbent.faults.kind;

import dev.incumbent.faults.Stage;
import dev.incumbent.faults.lab.Need;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/** One kind of fault. Threads: for use by one. */
public interface Fault {
  /** What it disturbs: two faults of one layer are not mixed. */
  enum Layer {
    NETWORK,
    PROCESS,
    /**
     * It can show that it happened only where nothing else does, or starts nodes, which need the
     * others to be reached: it is mixed with nothing.
     */
    ALONE
  }

  Layer layer();

  /** What it takes beside a lab. */
  default Optional<Need> need() {
    return Optional.empty();
  }

  /** Lets it happen to whom {@code random} draws. */
  Injected inject(Stage stage, Random random) throws InterruptedException;

  /** A fault that is happening. */
  interface Injected {
    /** Whom it meets. */
    String target();

    /** The names of the candidates whose leaderships it may cost, or {@code *} for all. */
    default List<String> whose() {
      return List.of("*");
    }

    /** Undoes it; returns what shows that it happened, empty if nothing does. */
    String heal() throws InterruptedException;
  }
}
