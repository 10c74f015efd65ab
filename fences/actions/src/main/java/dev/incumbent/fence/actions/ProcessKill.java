package dev.incumbent.fence.actions;

import dev.incumbent.fencing.FencingAction;
import dev.incumbent.fencing.FencingTarget;
import dev.incumbent.fencing.Incarnation;
import dev.incumbent.spi.ThisHost;
import java.io.IOException;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Ends the predecessor's process by SIGKILL if it runs on this machine, and waits until it is gone.
 *
 * <p>A process is the predecessor only if it has its process id <em>and</em> its start time, on the
 * host that it told: a process id that was given to another since is never touched, and tells that
 * the predecessor is gone.
 *
 * <pre>
 * the process with that id          done                        fenced
 * there is none                     nothing                     yes
 * started at another time           nothing                     yes: the id was given to another
 * started a whole number of         nothing                     not known: on Linux start times are told
 * seconds earlier or later                                      by way of the wall clock, and somebody
 *                                                               may have set that
 * started at that time              SIGKILL, waits until it is  yes
 *                                   gone, or a zombie
 * it is this very process           nothing                     no
 * another host, another form        nothing                     not known
 * </pre>
 *
 * <p>NOT guaranteed: anything about what that process started, and about effects of its that are
 * under way elsewhere, such as a request already sent. Machines with one host name and separate
 * process ids (containers) are told apart by pid and start time alone. It takes the right to signal
 * the process.
 *
 * <p>Threads: safe for use by any thread; it blocks until the process is gone or its time is over.
 */
public final class ProcessKill implements FencingAction {
  private static final long LOOK_MILLIS = 5;
  private static final long CLOCK_STEP_MILLIS = 1_000;

  @Override
  public String name() {
    return "process kill";
  }

  @Override
  public void fence(FencingTarget target) throws IOException, InterruptedException {
    Incarnation process =
        target
            .predecessor()
            .process()
            .orElseThrow(() -> new IOException("its incarnation names no process"));
    requireThisHost(process);
    Optional<ProcessHandle> found = ProcessHandle.of(process.pid());
    if (found.isPresent() && isSame(found.get(), process)) {
      kill(found.get(), target);
    }
  }

  private static void requireThisHost(Incarnation process) throws UnknownHostException {
    String here = ThisHost.name();
    if (!here.equals(process.host())) {
      throw new UnknownHostException("it runs on host " + process.host() + ", not on " + here);
    }
  }

  /** Whether it is the predecessor, rather than another that has its id by now. */
  private static boolean isSame(ProcessHandle found, Incarnation process) throws IOException {
    Optional<Instant> start = found.info().startInstant();
    if (start.isEmpty()) {
      if (found.isAlive()) {
        throw new IOException("when process " + process.pid() + " started is not known");
      }
      return false;
    }
    long apart = start.get().toEpochMilli() - process.startMillis();
    if (apart == 0) {
      return true;
    }
    if (apart % CLOCK_STEP_MILLIS == 0) {
      throw new IOException(
          "process "
              + process.pid()
              + " is told to have started "
              + apart / CLOCK_STEP_MILLIS
              + " s from when the predecessor did: the wall clock may have been set");
    }
    return false;
  }

  private static void kill(ProcessHandle process, FencingTarget target)
      throws IOException, InterruptedException {
    if (process.equals(ProcessHandle.current())) {
      throw new IOException("it is this very process");
    }
    if (target.remaining().get().isZero()) {
      throw new IOException("no time is left");
    }
    boolean sent = process.destroyForcibly();
    while (process.isAlive() && !isZombie(process)) {
      if (target.remaining().get().isZero()) {
        throw new IOException(
            "process "
                + process.pid()
                + (sent ? " is not gone yet" : " could not be signalled: no right to"));
      }
      Thread.sleep(LOOK_MILLIS);
    }
  }

  /** Whether nothing of it runs any more, though its parent has not asked how it ended. */
  private static boolean isZombie(ProcessHandle process) {
    Path proc = Path.of("/proc", Long.toString(process.pid()));
    try (Stream<Path> threads = Files.list(proc.resolve("task"))) {
      String stat = Files.readString(proc.resolve("stat"));
      char state = stat.charAt(stat.lastIndexOf(')') + 2);
      return state == 'Z' && threads.count() == 1;
    } catch (IOException | StringIndexOutOfBoundsException e) {
      return false;
    }
  }
}
