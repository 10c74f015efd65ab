package dev.incumbent.cli.bench;

import dev.incumbent.cli.dev.Contestant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * One leadership, as its candidate's process told it.
 *
 * @param endNanos when its work was about to return, or its process was killed or stopped; empty if
 *     neither
 */
record Spell(String process, long token, long electedNanos, Optional<Long> endNanos) {
  /**
   * All leaderships of which a process told, in order.
   *
   * @param killedNanos when it was killed: that ends the one that has no other end
   */
  static List<Spell> of(Contestant candidate, Optional<Long> killedNanos) {
    return candidate.lines().stream()
        .filter(Contestant.word("elected"))
        .map(
            line ->
                new Spell(
                    candidate.process(),
                    line.token(),
                    line.nanos(),
                    candidate
                        .find(Contestant.word("stop", line.token()))
                        .map(Contestant.Line::nanos)
                        .or(() -> killedNanos)))
        .toList();
  }

  /** The same, ended then at the latest, if that is known. */
  Spell endedBy(Optional<Long> nanos) {
    Optional<Long> end =
        endNanos.isPresent() && nanos.isPresent()
            ? Optional.of(Math.min(endNanos.get(), nanos.get()))
            : endNanos.or(() -> nanos);
    return new Spell(process, token, electedNanos, end);
  }

  /**
   * What is wrong with leaderships of one election, a line each: in the order of time, each has a
   * larger token than the one before, and begins when that one has ended.
   */
  static List<String> violations(List<Spell> spells) {
    List<Spell> ordered =
        spells.stream().sorted(Comparator.comparingLong(Spell::electedNanos)).toList();
    List<String> violations = new ArrayList<>();
    for (int i = 1; i < ordered.size(); i++) {
      Spell before = ordered.get(i - 1);
      Spell next = ordered.get(i);
      if (next.token() <= before.token()) {
        violations.add(next + " followed " + before + ": tokens only grow");
      }
      if (before.endNanos().map(end -> end > next.electedNanos()).orElse(true)) {
        violations.add(
            next + " began before the end of " + before + ": leaderships do not overlap");
      }
    }
    return violations;
  }

  @Override
  public String toString() {
    return String.format(Locale.ROOT, "%s's leadership with token %d", process, token);
  }
}
