package dev.incumbent.cli.supervisor;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** How a supervised command ended. */
public sealed interface CommandEnd {
  /** {@code run}'s exit code if the leadership was lost. */
  int LEADERSHIP_LOST = 124;

  /** {@code run}'s exit code if Incumbent failed. */
  int FAILED = 125;

  /** {@code run}'s exit code if the command was found and could not be executed. */
  int CANNOT_EXECUTE = 126;

  /** {@code run}'s exit code if there is no such command. */
  int NOT_FOUND = 127;

  /** The exit code to pass on. */
  int exitCode();

  /**
   * Whether the whole process group was seen gone. If not, something of it may still run, so the
   * leadership must not be released (S-5).
   */
  boolean groupEmpty();

  /**
   * Whether the leadership's end, near or past, stopped the command or kept it from starting. Such
   * a leadership counts as lost, even if it has been renewed since; after {@link Supervisor#stop}
   * the caller knows better.
   */
  default boolean leadershipLost() {
    return match(
        exited -> exited.stopping().byLease(),
        signalled -> signalled.stopping().byLease(),
        notExecuted -> false,
        notStarted -> true,
        stuck -> false,
        unsupervised -> false);
  }

  /** Takes the closed set apart. */
  default <T> T match(
      Function<? super Exited, ? extends T> exited,
      Function<? super Signalled, ? extends T> signalled,
      Function<? super NotExecuted, ? extends T> notExecuted,
      Function<? super NotStarted, ? extends T> notStarted,
      Function<? super Stuck, ? extends T> stuck,
      Function<? super Unsupervised, ? extends T> unsupervised) {
    if (this instanceof Exited end) {
      return exited.apply(end);
    } else if (this instanceof Signalled end) {
      return signalled.apply(end);
    } else if (this instanceof NotExecuted end) {
      return notExecuted.apply(end);
    } else if (this instanceof NotStarted end) {
      return notStarted.apply(end);
    } else if (this instanceof Stuck end) {
      return stuck.apply(end);
    }
    return unsupervised.apply((Unsupervised) this);
  }

  /**
   * What was done to the group before it ended.
   *
   * @param cause why it was told to stop; empty if it was not
   * @param killed whether SIGKILL was sent
   * @param groupEmpty whether the whole group was seen gone
   */
  record Stopping(Optional<StopCause> cause, boolean killed, boolean groupEmpty) {
    private boolean byLease() {
      return cause
          .filter(why -> why == StopCause.DEADLINE || why == StopCause.WALL_CLOCK)
          .isPresent();
    }
  }

  /** It exited by itself, perhaps after a signal that it caught. */
  record Exited(int code, Stopping stopping) implements CommandEnd {
    @Override
    public int exitCode() {
      return code;
    }

    @Override
    public boolean groupEmpty() {
      return stopping.groupEmpty();
    }
  }

  /** A signal ended it. */
  record Signalled(int signal, Stopping stopping) implements CommandEnd {
    @Override
    public int exitCode() {
      return 128 + signal;
    }

    @Override
    public boolean groupEmpty() {
      return stopping.groupEmpty();
    }
  }

  /**
   * The system refused to execute it: no line of it ran.
   *
   * @param exitCode {@link #NOT_FOUND} or {@link #CANNOT_EXECUTE}
   * @param reason the system's words
   */
  record NotExecuted(int exitCode, String reason) implements CommandEnd {
    @Override
    public boolean groupEmpty() {
      return true;
    }
  }

  /** The leadership was as good as over before the command could start: no line of it ran. */
  record NotStarted(StopCause cause) implements CommandEnd {
    @Override
    public int exitCode() {
      return LEADERSHIP_LOST;
    }

    @Override
    public boolean groupEmpty() {
      return true;
    }
  }

  /**
   * SIGKILL was sent and some members are still there: another user's (a set-user-id program), or
   * in an uninterruptible wait.
   *
   * @param pids the first 16 of them
   */
  record Stuck(List<Long> pids) implements CommandEnd {
    @Override
    public int exitCode() {
      return FAILED;
    }

    @Override
    public boolean groupEmpty() {
      return false;
    }
  }

  /**
   * The companion died or did not act in time; this process then killed the group itself.
   *
   * @param reason what was seen of the companion
   * @param groupEmpty whether the group was gone after that
   */
  record Unsupervised(String reason, boolean groupEmpty) implements CommandEnd {
    @Override
    public int exitCode() {
      return FAILED;
    }
  }
}
