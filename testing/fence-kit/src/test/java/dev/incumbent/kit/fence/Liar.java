package dev.incumbent.kit.fence;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * A fence that breaks one rule.
 *
 * @param lie what it does
 * @param convictedBy exactly the checks that must find that out
 * @param sometimesBy the checks that may
 */
record Liar(
    String lie, Supplier<MemoryFence> maker, Set<String> convictedBy, Set<String> sometimesBy) {
  static Liar that(String lie, Supplier<MemoryFence> maker, String... convictedBy) {
    return new Liar(lie, maker, new TreeSet<>(Set.of(convictedBy)), Set.of());
  }

  /** A race shows the lie too, if it goes that way. */
  Liar andSometimesBy(String check) {
    return new Liar(lie, maker, convictedBy, Set.of(check));
  }

  static List<Liar> all() {
    return Stream.of(WriteLiars.all(), ClaimLiars.all(), RaceLiars.all())
        .flatMap(List::stream)
        .toList();
  }

  @Override
  public String toString() {
    return lie;
  }
}
