package dev.incumbent.cli.bench;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/**
 * Whether what servers take stays flat (I14): what they took at the most in the second half of the
 * time is hardly more than in the first, of which a part at its begin does not count.
 *
 * <p>Threads: for use by one.
 */
final class Growth {
  /** Fewer show nothing: what a server takes in its first minutes still grows. */
  static final int FEWEST = 60;

  /** Of what was taken; collectors and the library's segments come and go. */
  private static final double ALLOWED = 1.1;

  private static final int BEGIN_PARTS = 6;

  private final List<Footprint> seen = new ArrayList<>();

  void add(Footprint footprint) {
    seen.add(footprint);
  }

  /** What has grown, a line each. */
  List<String> judge() {
    List<String> grown = new ArrayList<>();
    if (seen.size() >= FEWEST) {
      int half = seen.size() / 2;
      List<Footprint> first = seen.subList(seen.size() / BEGIN_PARTS, half);
      List<Footprint> second = seen.subList(half, seen.size());
      for (Footprint.Of what : Footprint.Of.values()) {
        judge(what, most(what, first), most(what, second), grown);
      }
    }
    return grown;
  }

  private static void judge(Footprint.Of what, double first, double second, List<String> grown) {
    if (second > first * ALLOWED) {
      grown.add(
          String.format(
              Locale.ROOT,
              "I14: the servers' %s grew: at most %.1f %s in the first half, %.1f in the second",
              what.word(),
              first,
              what.unit(),
              second));
    }
  }

  private static double most(Footprint.Of what, List<Footprint> of) {
    return of.stream()
        .map(footprint -> footprint.amount(what))
        .max(Comparator.naturalOrder())
        .orElse(0.0);
  }
}
