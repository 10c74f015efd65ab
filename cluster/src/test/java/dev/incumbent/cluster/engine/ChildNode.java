package dev.incumbent.cluster.engine;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * One node as a process of its own: reads a command a line from standard input and answers each
 * with a line on standard output. Ends with its input.
 *
 * <pre>
 * status       ROLE TERM
 * submit TEXT  applied | refused WHY | unknown WHY
 * lines        the applied lines, in order, separated by blanks
 * handler      none | the class of the process's handler of uncaught exceptions
 * </pre>
 */
final class ChildNode {

  private final Engine engine;
  private final LineMachine machine;

  private ChildNode(Engine engine, LineMachine machine) {
    this.engine = engine;
    this.machine = machine;
  }

  /** Arguments: node id, folder, then the ports of n1, n2 … */
  public static void main(String[] args) throws IOException {
    List<EnginePeer> peers = new ArrayList<>();
    for (int i = 2; i < args.length; i++) {
      int port = Integer.parseInt(args[i]);
      EnginePeer.HostPort address = new EnginePeer.HostPort("127.0.0.1", port);
      peers.add(new EnginePeer("n" + (i - 1), address, address));
    }
    EngineGroup group = new EngineGroup(args[0], new UUID(1, 2), peers);
    LineMachine machine = new LineMachine();
    EngineConfig config =
        new EngineConfig(group, Path.of(args[1]), timings(), EngineLimits.defaults());
    Engine engine = RaftEngine.start(config, machine, new RecordingListener());
    new ChildNode(engine, machine).serve();
    engine.close();
  }

  /**
   * The system properties {@code election.min} and {@code election.max} in milliseconds, if given.
   */
  private static EngineTimings timings() {
    EngineTimings slow = EngineCluster.TIMINGS;
    return new EngineTimings(
        Duration.ofMillis(Long.getLong("election.min", slow.electionTimeoutMin().toMillis())),
        Duration.ofMillis(Long.getLong("election.max", slow.electionTimeoutMax().toMillis())),
        slow.requestTimeout());
  }

  private void serve() throws IOException {
    BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      System.out.println(answer(line));
    }
  }

  private String answer(String line) {
    if (line.startsWith("submit ")) {
      return submit(line.substring("submit ".length()));
    }
    return switch (line) {
      case "status" -> engine.status().role() + " " + engine.status().term();
      case "lines" -> String.join(" ", machine.texts());
      case "handler" -> handler();
      default -> throw new IllegalArgumentException(line);
    };
  }

  private String submit(String text) {
    try {
      SubmitOutcome outcome =
          engine
              .submit(text.getBytes(StandardCharsets.UTF_8))
              .toCompletableFuture()
              .get(5, TimeUnit.SECONDS);
      return outcome.match(
          applied -> "applied",
          refused -> "refused " + refused.why(),
          unknown -> "unknown " + unknown.why());
    } catch (TimeoutException e) {
      return "unknown: no answer";
    } catch (InterruptedException | ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String handler() {
    Thread.UncaughtExceptionHandler handler = Thread.getDefaultUncaughtExceptionHandler();
    return handler == null ? "none" : handler.getClass().getName();
  }
}
