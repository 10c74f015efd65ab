package dev.incumbent.fence.actions;

import dev.incumbent.fencing.FencingAction;
import dev.incumbent.fencing.FencingTarget;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Runs a command that fences the predecessor: exit code 0 means that it is fenced, anything else
 * that it may not be.
 *
 * <p>The command finds whom to fence in its environment, all as text: {@code
 * INCUMBENT_FENCE_ELECTION}, {@code _CLUSTER}, {@code _TOKEN}, {@code _GRANT}, {@code _SESSION},
 * {@code _CANDIDATE}, {@code _INCARNATION}, and of the incarnation {@code _HOST}, {@code _PID},
 * {@code _STARTMILLIS}, {@code _PODUID} (empty if unknown); {@code _SUCCESSORTOKEN} is the token of
 * the leadership that fences. Go by the incarnation: the name may be somebody else's by now.
 *
 * <p>NOT guaranteed: anything about what the command does. Its standard input is empty; the last
 * line of what it prints stands in the reason for which a promotion failed.
 *
 * <p>Threads: safe for use by any thread. When its time is over the command and its children are
 * ended by SIGKILL.
 */
public final class CommandAction implements FencingAction {
  private static final String PREFIX = "INCUMBENT_FENCE_";
  private static final long LAST_OUTPUT_MILLIS = 200;

  private final List<String> command;

  private CommandAction(List<String> command) {
    this.command = List.copyOf(command);
  }

  /** Runs a program with arguments; no shell reads them. */
  public static CommandAction of(String program, String... arguments) {
    List<String> command = new ArrayList<>(List.of(program));
    command.addAll(List.of(arguments));
    return new CommandAction(command);
  }

  @Override
  public String name() {
    return "command " + command.get(0);
  }

  @Override
  public void fence(FencingTarget target) throws IOException, InterruptedException {
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    for (Map.Entry<String, String> field : TargetFields.of(target).entrySet()) {
      builder.environment().put(PREFIX + field.getKey().toUpperCase(Locale.ROOT), field.getValue());
    }
    Process process = builder.start();
    process.getOutputStream().close();
    LastLine output = LastLine.of(process.getInputStream(), command.get(0));
    try {
      long left = target.remaining().get().toNanos();
      if (!process.waitFor(left, TimeUnit.NANOSECONDS)) {
        throw new IOException("it did not exit within " + left / 1_000_000 + " ms");
      }
      if (process.exitValue() != 0) {
        throw new IOException(
            "exit code " + process.exitValue() + output.within(LAST_OUTPUT_MILLIS));
      }
    } finally {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
  }
}
