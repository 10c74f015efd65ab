package dev.incumbent.coordinator.host;

/**
 * How regularly one session's renewals arrive, and from which silence on it is to be suspected.
 *
 * <p>Phi accrual: the suspicion of a silence is {@code phi = -log10(P)}, where P is the probability
 * that a session which is alive is silent for longer, if the gaps between its renewals are normally
 * distributed with the mean and the deviation of the last {@value #HALF} to {@code 2 × HALF} of
 * them, shifted by an acceptable pause. The gaps of a process that is starved of a processor are
 * not normal, they have a long tail; so the acceptable pause is what the longest of those gaps
 * exceeded the mean by, and {@value #ACCEPTABLE_NANOS} ns at least. A client that was late gets a
 * longer fuse: it is suspected only when it is later than it ever was, by {@value #DEVIATIONS}
 * deviations.
 *
 * <p>A silence of more than twice the fuse was no lateness but a pause, and is not learned from.
 *
 * <p>NOT guaranteed: that who is suspected is not alive. Memory: two sums a session. Time: {@link
 * OwnTime}, not the clock's.
 *
 * <p>Source: Hayashibara et al., The φ accrual failure detector, SRDS 2004.
 */
final class Arrivals {
  /** Gaps in each of the two halves of the window. */
  static final int HALF = 64;

  /** Gaps without which nobody is suspected. */
  static final int ENOUGH = 32;

  /** A process that lives may be this late without having been so before. */
  static final long ACCEPTABLE_NANOS = 80_000_000;

  /** Timers and networks are not more regular than this, whatever a quiet time looks like. */
  static final long MIN_DEVIATION_NANOS = 20_000_000;

  /** A renewal later than this, before there are enough of them, is none that is to be expected. */
  private static final long MAX_FIRST_GAP_NANOS = 1_000_000_000;

  /** So many standard deviations beyond the mean lie 10^-8 of a normal distribution: phi is 8. */
  static final double DEVIATIONS = 5.612;

  /** The sums over one half of the window, in microseconds so that squares fit. */
  private static final class Half {
    private static final long NANOS = 1_000;

    private int count;
    private long sum;
    private long squares;
    private long longest;

    private void add(long gapNanos) {
      long gap = gapNanos / NANOS;
      count++;
      sum += gap;
      squares += gap * gap;
      longest = Math.max(longest, gap);
    }
  }

  private Half older = new Half();
  private Half newer = new Half();
  private boolean any;
  private long lastNanos;

  /** A renewal arrived. */
  void arrived(long ownNanos) {
    if (any) {
      learn(ownNanos - lastNanos);
    }
    any = true;
    lastNanos = ownNanos;
  }

  private void learn(long gapNanos) {
    long atMost = isEnough() ? 2 * fuseNanos() : MAX_FIRST_GAP_NANOS;
    if (gapNanos > atMost) {
      return;
    }
    if (newer.count == HALF) {
      older = newer;
      newer = new Half();
    }
    newer.add(gapNanos);
  }

  /** Whether a silence can be judged. */
  boolean isEnough() {
    return count() >= ENOUGH;
  }

  /** When the last one arrived; not to be asked before the first. */
  long lastNanos() {
    return lastNanos;
  }

  /** How long a silence is suspicious: phi is 8 from there on. */
  long fuseNanos() {
    return (long) (meanNanos() + acceptableNanos() + DEVIATIONS * deviationNanos());
  }

  /** The suspicion of a silence. */
  double phi(long silenceNanos) {
    double y = (silenceNanos - meanNanos() - acceptableNanos()) / deviationNanos();
    return y < 0 ? -StrictMath.log10(1 - tail(-y)) : -StrictMath.log10(tail(y));
  }

  /** The part of a standard normal distribution above {@code y}: Laplace's continued fraction. */
  private static double tail(double y) {
    double fraction = y + 1;
    for (int k = 100; k > 0; k--) {
      fraction = y + k / fraction;
    }
    return StrictMath.exp(-y * y / 2) / (StrictMath.sqrt(2 * StrictMath.PI) * fraction);
  }

  int count() {
    return older.count + newer.count;
  }

  double meanNanos() {
    return count() == 0 ? 0 : (double) (older.sum + newer.sum) * Half.NANOS / count();
  }

  double deviationNanos() {
    double mean = meanNanos() / Half.NANOS;
    double squares = (double) (older.squares + newer.squares) / Math.max(count(), 1);
    double deviation = StrictMath.sqrt(Math.max(squares - mean * mean, 0)) * Half.NANOS;
    return Math.max(deviation, MIN_DEVIATION_NANOS);
  }

  private double acceptableNanos() {
    double longest = (double) Math.max(older.longest, newer.longest) * Half.NANOS;
    return Math.max(longest - meanNanos(), ACCEPTABLE_NANOS);
  }
}
