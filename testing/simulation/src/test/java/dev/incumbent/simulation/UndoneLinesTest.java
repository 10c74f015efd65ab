package dev.incumbent.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UndoneLinesTest {
  @TempDir private Path folder;

  private void convicts(long seeds, String invariant, UndoneLines undone) throws Exception {
    try (undone) {
      for (long seed = 1; seed <= seeds; seed++) {
        var violation = undone.violation(seed);
        if (violation.isPresent()) {
          assertThat(violation.get()).startsWith(invariant + ":");
          return;
        }
      }
      throw new AssertionError("nothing is violated in " + seeds + " seeds");
    }
  }

  @Test
  void rule3_acknowledgesThoughTheExpiryIsProposed() throws Exception {
    convicts(
        2_000,
        "I7",
        new UndoneLines(
            "dev/incumbent/coordinator/host/LeaseTable",
            folder,
            "    if (lease.expiring) {",
            "    if (lease.ttlMillis < 0) {",
            "return lease != null && lease.expiring;",
            "return false;"));
  }

  @Test
  void records_aChangedBeatDoesNotBeginTheLeaseAnew() throws Exception {
    convicts(
        100,
        "I12",
        new UndoneLines(
            "dev/incumbent/store/Watches",
            folder,
            "new Beat(it.session(), it.beat())",
            "new Beat(it.session(), 0)"));
  }
}
