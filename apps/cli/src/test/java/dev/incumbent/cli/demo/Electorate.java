package dev.incumbent.cli.demo;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** What the candidates of a measurement said of who leads; the list may change. */
record Electorate(List<Contestant> candidates) {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  Contestant.Line awaitElected(long afterToken) throws InterruptedException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (System.nanoTime() < deadline) {
      Optional<Contestant.Line> elected = newestElected(afterToken);
      if (elected.isPresent()) {
        return elected.get();
      }
      Thread.sleep(1);
    }
    throw new AssertionError("nobody was elected after token " + afterToken);
  }

  Optional<Contestant.Line> newestElected(long afterToken) {
    return candidates.stream()
        .flatMap(it -> it.find(Contestant.word("elected")).stream())
        .filter(line -> line.token() > afterToken)
        .max((a, b) -> Long.compare(a.token(), b.token()));
  }

  Contestant leader(Contestant.Line elected) {
    return candidates.stream()
        .filter(it -> it.find(Contestant.word("elected")).filter(elected::equals).isPresent())
        .findFirst()
        .orElseThrow();
  }
}
