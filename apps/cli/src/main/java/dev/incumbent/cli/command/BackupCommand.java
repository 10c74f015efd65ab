package dev.incumbent.cli.command;

import com.google.gson.JsonObject;
import dev.incumbent.cli.CommandFailedException;
import dev.incumbent.cli.GlobalOptions;
import dev.incumbent.cli.Waiting;
import dev.incumbent.codec.Bytes;
import dev.incumbent.election.Coordinator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code backup}: writes the coordinator's whole state to a file. */
@Command(
    name = "backup",
    description =
        "Writes the coordinator's whole replicated state, as of one log index, to a new file.")
public final class BackupCommand implements Runnable {
  @Parameters(index = "0", paramLabel = "FILE", description = "The file; it must not exist.")
  private Path file = Path.of("");

  private final GlobalOptions options;

  BackupCommand(GlobalOptions options) {
    this.options = options;
  }

  @Override
  public void run() {
    Path target = file.toAbsolutePath();
    Path folder = target.getParent();
    if (Files.exists(target)) {
      throw CommandFailedException.badInput(
          "file '" + file + "' exists: allowed a name that does not");
    }
    if (folder == null || !Files.isDirectory(folder)) {
      throw CommandFailedException.badInput("file '" + file + "' is in no folder that exists");
    }
    try (Coordinator coordinator = options.connect()) {
      Bytes bytes = Waiting.on(coordinator.elections().backup());
      write(bytes, folder, target);
      options.output().answer(() -> file + ": " + bytes.length() + " bytes", () -> object(bytes));
    }
  }

  private static void write(Bytes bytes, Path folder, Path target) {
    try {
      Path partial = Files.createTempFile(folder, target.getFileName().toString(), ".partial");
      try {
        try (FileChannel channel = FileChannel.open(partial, StandardOpenOption.WRITE)) {
          ByteBuffer buffer = ByteBuffer.wrap(bytes.toArray());
          while (buffer.hasRemaining()) {
            channel.write(buffer);
          }
          channel.force(true);
        }
        Files.move(partial, target, StandardCopyOption.ATOMIC_MOVE);
      } finally {
        Files.deleteIfExists(partial);
      }
      try (FileChannel directory = FileChannel.open(folder)) {
        directory.force(true);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private JsonObject object(Bytes bytes) {
    JsonObject object = new JsonObject();
    object.addProperty("file", file.toString());
    object.addProperty("bytes", bytes.length());
    return object;
  }
}
