package dev.incumbent.cli.command;

import com.google.gson.JsonObject;
import dev.incumbent.cli.GlobalOptions;
import dev.incumbent.spi.Coordinators;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code schema}: what to run in a database before elections are held in it. */
@Command(
    name = "schema",
    description = {
      "Prints the statements that make the tables of a coordinator in a database, for those who make",
      "them by hand; they are the ones that it runs itself when the tables are missing. Contacts nothing."
    })
public final class SchemaCommand implements Runnable {
  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "URI",
      description = "Such as jdbc:postgresql:, jdbc:h2: or jdbc:sqlite: ; else the coordinator's.")
  private @Nullable String uri;

  private final GlobalOptions options;

  public SchemaCommand(GlobalOptions options) {
    this.options = options;
  }

  @Override
  public void run() {
    List<String> statements = Coordinators.schema(uri == null ? options.coordinatorUri() : uri);
    if (statements.isEmpty()) {
      options.output().note("this coordinator keeps nothing that has to be made first");
    }
    for (String statement : statements) {
      options.output().answer(() -> statement + ";", () -> object(statement));
    }
  }

  private static JsonObject object(String statement) {
    JsonObject object = new JsonObject();
    object.addProperty("statement", statement);
    return object;
  }
}
