package dev.incumbent.cli.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SteadyWriterTest {
  private final BlockingQueue<String> told = new LinkedBlockingQueue<>();
  private final Semaphore writes = new Semaphore(0);
  private volatile boolean fails;
  private final SteadyWriter writer = SteadyWriter.begin(this::write, told::add);

  @AfterEach
  void rest() {
    writer.rest();
    writes.release();
  }

  @Test
  void tellsOfTheFirstWriteThatBeganLater() throws InterruptedException {
    writes.release();
    awaitWritten();
    long after = System.nanoTime();
    writer.tellFirstAfter(after);

    writes.release(2);

    String[] words = take().split(" ", -1);
    assertThat(words[0]).isEqualTo("first");
    assertThat(Long.parseLong(words[1])).isGreaterThanOrEqualTo(after);
    assertThat(Long.parseLong(words[2])).isGreaterThanOrEqualTo(Long.parseLong(words[1]));
  }

  @Test
  void tellsOfAWriteThatWasAcknowledgedBeforeItWasAsked() throws InterruptedException {
    writer.tellFirstAfter(0);
    writes.release();
    String first = take();

    writer.tellFirstAfter(0);

    assertThat(take()).isEqualTo(first);
  }

  @Test
  void goesOnWhileNothingIsAcknowledged() throws InterruptedException {
    writer.tellFirstAfter(0);
    fails = true;
    writes.release(3);
    awaitWritten();
    assertThat(told).isEmpty();

    fails = false;
    writes.release();

    assertThat(take()).startsWith("first ");
  }

  @Test
  void remembersNoMoreThanItsBound() throws InterruptedException {
    writer.tellFirstAfter(0);
    writes.release();
    String first = take();
    writes.release(SteadyWriter.REMEMBERED + 1);
    awaitWritten();

    writer.tellFirstAfter(0);

    assertThat(take()).startsWith("first ").isNotEqualTo(first);
  }

  /** Until every write that was allowed has begun. */
  private void awaitWritten() throws InterruptedException {
    long deadline = System.nanoTime() + 10_000_000_000L;
    while (writes.availablePermits() > 0 && System.nanoTime() < deadline) {
      Thread.sleep(1);
    }
    assertThat(writes.availablePermits()).isZero();
  }

  private void write() {
    writes.acquireUninterruptibly();
    if (fails) {
      throw new CompletionException(new IllegalStateException("nobody answers"));
    }
  }

  private String take() throws InterruptedException {
    String line = told.poll(10, TimeUnit.SECONDS);
    return line == null ? "nothing was told" : line;
  }
}
