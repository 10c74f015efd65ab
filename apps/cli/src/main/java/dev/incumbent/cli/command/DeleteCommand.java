package dev.incumbent.cli.command;

import dev.incumbent.cli.GlobalOptions;
import dev.incumbent.election.Coordinator;
import dev.incumbent.election.FencedStore;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code delete}: deletes a key under a leadership. */
@Command(
    name = "delete",
    description = "Deletes a key under a leadership; prints the version that it had.")
public final class DeleteCommand implements Runnable {
  @Parameters(index = "0", paramLabel = "KEY", description = "The key.")
  private String key = "";

  @Option(
      names = "--if-version",
      paramLabel = "V",
      description = "Delete only if the key has this version.")
  private @Nullable String ifVersion;

  @Mixin private WriterOptions writer = new WriterOptions();

  private final GlobalOptions options;

  public DeleteCommand(GlobalOptions options) {
    this.options = options;
  }

  @Override
  public void run() {
    FencedStore.Writer as = writer.resolve(options.surroundings().environment());
    WriterOptions.requireKey(key);
    OptionalLong expected = WriterOptions.version(ifVersion);
    try (Coordinator coordinator = options.connect()) {
      long version = WriterOptions.version(coordinator.store().delete(as, key, expected));
      options
          .output()
          .answer(() -> Long.toString(version), () -> WriterOptions.written(key, version));
    }
  }
}
