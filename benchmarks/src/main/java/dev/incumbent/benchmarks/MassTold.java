package dev.incumbent.benchmarks;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * What a process says of elections of one prefix: {@code led TOKEN NANOS ELECTION} of each and
 * {@code all COUNT NANOS PREFIX} when it leads all; {@code left …} and {@code over …} of each and
 * {@code gone COUNT NANOS PREFIX} at the end.
 *
 * <p>Threads: safe.
 */
final class MassTold {
  private final int count;
  private final String prefix;
  private final Queue<String> led = new ConcurrentLinkedQueue<>();
  private final Queue<String> ended = new ConcurrentLinkedQueue<>();
  private final AtomicInteger leading = new AtomicInteger();

  MassTold(int count, String prefix) {
    this.count = count;
    this.prefix = prefix;
  }

  int count() {
    return count;
  }

  String prefix() {
    return prefix;
  }

  /** It leads that election from now on. */
  void leads(String election, long token) {
    long now = System.nanoTime();
    led.add("led " + token + " " + now + " " + election);
    if (leading.incrementAndGet() == count) {
      String all = "all " + count + " " + now + " " + prefix;
      System.out.println(String.join(System.lineSeparator(), led) + System.lineSeparator() + all);
    }
  }

  /** It is about to give that election back. */
  void leaves(String election, long token) {
    ended.add("left " + token + " " + System.nanoTime() + " " + election);
  }

  /** It has given that election back. */
  void left(String election, long token) {
    ended.add("over " + token + " " + System.nanoTime() + " " + election);
  }

  void gone() {
    System.out.println(String.join(System.lineSeparator(), ended));
    say("gone");
  }

  void say(String word) {
    System.out.println(word + " " + count + " " + System.nanoTime() + " " + prefix);
  }
}
