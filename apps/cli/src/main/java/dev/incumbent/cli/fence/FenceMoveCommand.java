package dev.incumbent.cli.fence;

import com.google.gson.JsonObject;
import dev.incumbent.cli.GlobalOptions;
import dev.incumbent.election.Coordinator;
import dev.incumbent.election.ElectionName;
import dev.incumbent.error.Failure;
import dev.incumbent.error.FailureCode;
import dev.incumbent.fence.jdbc.JdbcFence;
import dev.incumbent.fencing.TokenSpace;
import java.time.Duration;
import java.util.Objects;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code fence move}: has a fence take the tokens of another election or coordinator (S-1). */
@Command(
    name = "move",
    description = {
      "Moves a fence in a SQL database to another election or coordinator: its scope then takes the",
      "tokens of that one only, and only above a floor that is higher than every token it has had."
    },
    footer = "The password, if there is one, is taken from $" + FenceMoveCommand.PASSWORD + ".")
public final class FenceMoveCommand implements Runnable {
  static final String PASSWORD = "INCUMBENT_JDBC_PASSWORD";

  @Option(
      names = "--url",
      required = true,
      paramLabel = "JDBC-URL",
      description = "The database: jdbc:postgresql:…, jdbc:h2:… or jdbc:sqlite:…")
  private String url = "";

  @Option(names = "--user", paramLabel = "NAME", description = "Who to connect as.")
  private @Nullable String user;

  @Option(names = "--scope", required = true, paramLabel = "SCOPE", description = "The fence.")
  private String scope = "";

  @Option(
      names = "--to-election",
      required = true,
      paramLabel = "ELECTION",
      description = "The election whose tokens it takes from now on.")
  private String election = "";

  @Option(
      names = "--to-cluster",
      paramLabel = "ID",
      description = "The id of that election's cluster; else that of --coordinator is asked for.")
  private @Nullable String cluster;

  @Option(
      names = "--floor",
      paramLabel = "N",
      description = "The floor; else one above the fence's high-water token.")
  private @Nullable Long floor;

  private final GlobalOptions options;

  public FenceMoveCommand(GlobalOptions options) {
    this.options = options;
  }

  @Override
  public void run() {
    ElectionName name = new ElectionName(election);
    OptionalLong wanted = floor == null ? OptionalLong.empty() : OptionalLong.of(floor);
    String password = options.surroundings().environment().getOrDefault(PASSWORD, "");
    DriverDataSource database =
        new DriverDataSource(url, Objects.requireNonNullElse(user, ""), password);
    TokenSpace to = new TokenSpace(cluster == null ? clusterOfCoordinator() : cluster, name);
    Duration timeout = options.givenTimeout().orElse(GlobalOptions.DEFAULT_TIMEOUT);
    try {
      long set = JdbcFence.of(database, scope, "fence").move(to, wanted, timeout);
      options.output().answer(() -> text(to, set), () -> object(to, set));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private String clusterOfCoordinator() {
    try (Coordinator coordinator = options.connect()) {
      return ClusterId.find(coordinator)
          .orElseThrow(
              () ->
                  Failure.of(
                          FailureCode.UNAVAILABLE,
                          "no node of the coordinator tells its cluster id: say --to-cluster")
                      .toException());
    }
  }

  private String text(TokenSpace to, long set) {
    return "fence scope '" + scope + "' takes the tokens of " + to + " above " + set;
  }

  private JsonObject object(TokenSpace to, long set) {
    JsonObject object = new JsonObject();
    object.addProperty("scope", scope);
    object.addProperty("cluster", to.cluster());
    object.addProperty("election", to.election().value());
    object.addProperty("floor", set);
    return object;
  }
}
