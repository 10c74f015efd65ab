package dev.incumbent.cli.command;

import dev.incumbent.cli.CommandFailedException;
import dev.incumbent.cli.GlobalOptions;
import dev.incumbent.codec.Bytes;
import dev.incumbent.election.Coordinator;
import dev.incumbent.election.FencedStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code put}: writes a key under a leadership. */
@Command(
    name = "put",
    description = {
      "Writes a key under a leadership; prints its new version.",
      "Within 'incumbent run' the election, token and grant are known from the environment."
    })
public final class PutCommand implements Runnable {
  private static final int MAX_VALUE_BYTES = 64 * 1024;

  @Parameters(index = "0", paramLabel = "KEY", description = "The key, 1 to 255 bytes.")
  private String key = "";

  @Parameters(
      index = "1",
      paramLabel = "VALUE",
      description = "The value, or - to read it from stdin.")
  private String value = "";

  @Option(
      names = "--if-version",
      paramLabel = "V",
      description = "Write only if the key has this version; 0: only if it does not exist.")
  private @Nullable String ifVersion;

  @Mixin private WriterOptions writer = new WriterOptions();

  private final GlobalOptions options;

  public PutCommand(GlobalOptions options) {
    this.options = options;
  }

  @Override
  public void run() {
    FencedStore.Writer as = writer.resolve(options.surroundings().environment());
    WriterOptions.requireKey(key);
    OptionalLong expected = WriterOptions.version(ifVersion);
    Bytes bytes = readValue();
    try (Coordinator coordinator = options.connect()) {
      long version = WriterOptions.version(coordinator.store().put(as, key, bytes, expected));
      options
          .output()
          .answer(() -> Long.toString(version), () -> WriterOptions.written(key, version));
    }
  }

  private Bytes readValue() {
    Bytes bytes = value.equals("-") ? Bytes.copyOf(readStdin()) : Bytes.utf8(value);
    if (bytes.length() > MAX_VALUE_BYTES) {
      throw CommandFailedException.badInput(
          "value has "
              + (value.equals("-") ? "more than " + MAX_VALUE_BYTES : bytes.length())
              + " bytes: allowed 0 to "
              + MAX_VALUE_BYTES);
    }
    return bytes;
  }

  private byte[] readStdin() {
    try {
      return options.surroundings().in().readNBytes(MAX_VALUE_BYTES + 1);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
