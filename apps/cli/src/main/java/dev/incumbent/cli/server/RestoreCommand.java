package dev.incumbent.cli.server;

import com.google.gson.JsonObject;
import dev.incumbent.cli.GlobalOptions;
import dev.incumbent.cluster.node.Restore;
import java.nio.file.Path;
import java.time.Instant;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code restore}: lets a new node's cluster go on from a backup. */
@Command(
    name = "restore",
    description = {
      "Keeps a backup in the data folder of a new node. Do it for every node with the same file,",
      "then start all with 'server --bootstrap': they form a cluster with the id of the backup's,",
      "which raises every counter by 2^32, knows no session, and grants nothing for the maximum TTL.",
      "A cluster that has begun is never overwritten."
    },
    footer = "First make sure that no node of the old cluster runs any more.")
public final class RestoreCommand implements Runnable {
  @Parameters(index = "0", paramLabel = "FILE", description = "What 'incumbent backup' wrote.")
  private Path file = Path.of("");

  @Option(
      names = "--data",
      required = true,
      paramLabel = "DIR",
      description = "The data folder of a node that has no cluster; made if it is missing.")
  private Path data = Path.of("");

  private final GlobalOptions options;

  public RestoreCommand(GlobalOptions options) {
    this.options = options;
  }

  @Override
  public void run() {
    Restore.Summary summary = Restore.prepare(file, data);
    options.output().answer(() -> text(summary), () -> object(summary));
  }

  private String text(Restore.Summary summary) {
    return data
        + ": will go on from a backup of cluster "
        + summary.cluster()
        + " of "
        + Instant.ofEpochMilli(summary.madeAtMillis())
        + " (log index "
        + summary.index()
        + ", "
        + summary.elections()
        + " elections, last token "
        + summary.lastToken()
        + ")";
  }

  private JsonObject object(Restore.Summary summary) {
    JsonObject object = new JsonObject();
    object.addProperty("data", data.toString());
    object.addProperty("cluster", summary.cluster());
    object.addProperty("madeAtMillis", summary.madeAtMillis());
    object.addProperty("index", summary.index());
    object.addProperty("elections", summary.elections());
    object.addProperty("sessions", summary.sessions());
    object.addProperty("lastToken", summary.lastToken());
    return object;
  }
}
