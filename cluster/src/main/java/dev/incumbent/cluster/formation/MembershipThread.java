package dev.incumbent.cluster.formation;

import java.lang.System.Logger.Level;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * The one thread of a membership, which may block on the disk.
 *
 * <p>Bounds: its queue has none of its own; those who answer peers look at {@link #waiting} first.
 *
 * <p>Errors: what a task throws is handed to a consumer; tasks after {@link #close} are dropped.
 */
final class MembershipThread implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(MembershipThread.class.getName());

  private final ScheduledThreadPoolExecutor executor =
      new ScheduledThreadPoolExecutor(1, MembershipThread::newThread);
  private final Consumer<Throwable> onFailure;

  MembershipThread(Consumer<Throwable> onFailure) {
    this.onFailure = onFailure;
    executor.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
  }

  private static Thread newThread(Runnable task) {
    Thread thread = new Thread(task, "incumbent-membership");
    thread.setDaemon(true);
    return thread;
  }

  /** How many tasks wait, those of a later time included. */
  int waiting() {
    return executor.getQueue().size();
  }

  void execute(Runnable task) {
    after(0, task);
  }

  void after(long nanos, Runnable task) {
    try {
      var unused = executor.schedule(() -> guard(task), nanos, TimeUnit.NANOSECONDS);
    } catch (RejectedExecutionException e) {
      LOG.log(Level.DEBUG, "closed meanwhile", e);
    }
  }

  private void guard(Runnable task) {
    try {
      task.run();
    } catch (RuntimeException e) {
      onFailure.accept(e);
    }
  }

  @Override
  public void close() {
    executor.shutdownNow();
  }
}
