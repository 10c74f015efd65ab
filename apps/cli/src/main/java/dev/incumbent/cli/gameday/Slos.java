package dev.incumbent.cli.gameday;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What the user promises others: a game day that breaks one is aborted and undone.
 *
 * @param leaderless the longest time without a working leader
 * @param promotion the longest time from a grant to its promotion
 * @param unavailable the longest time in which no write is acknowledged
 */
record Slos(
    Optional<Duration> leaderless, Optional<Duration> promotion, Optional<Duration> unavailable) {
  /** One of them and how it came out. */
  record Outcome(String name, Duration allowed, Duration worst) {
    boolean broken() {
      return worst.compareTo(allowed) > 0;
    }
  }

  /** How each that was given came out. */
  List<Outcome> outcomes(Duration leaderlessFor, Duration promotionFor, Duration unavailableFor) {
    List<Outcome> outcomes = new ArrayList<>();
    leaderless.ifPresent(d -> outcomes.add(new Outcome("leaderless", d, leaderlessFor)));
    promotion.ifPresent(d -> outcomes.add(new Outcome("promotion", d, promotionFor)));
    unavailable.ifPresent(d -> outcomes.add(new Outcome("unavailable", d, unavailableFor)));
    return outcomes;
  }
}
