package dev.incumbent.cli.supervisor;

import java.io.Closeable;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * A companion process that has said hello.
 *
 * <p>It inherits this process's stdin, stdout and stderr, for the command, and talks to this
 * process through a Unix-domain socket in a private folder that exists only until it has connected.
 *
 * @param process the companion
 * @param channel the connection to it
 * @param clock its clock
 */
record Companion(Process process, CompanionChannel channel, CompanionClock clock)
    implements Closeable {
  /** With the folder before it, well within the 107 bytes of a Unix-domain address. */
  private static final int LONGEST_FOLDER = 90;

  private static final Duration LAUNCH_BOUND = Duration.ofSeconds(10);

  static Companion launch(Perl perl, LongSupplier nanoClock) throws IOException {
    Path folder = privateFolder();
    Path script = folder.resolve("companion.pl");
    Path address = folder.resolve("socket");
    try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      server.bind(UnixDomainSocketAddress.of(address));
      Files.write(script, Perl.script());
      Process process =
          perl.builder(script.toString(), "supervise", address.toString()).inheritIO().start();
      try {
        return greet(process, accept(server, process), nanoClock);
      } catch (IOException | RuntimeException e) {
        process.destroyForcibly();
        throw e;
      }
    } finally {
      Files.deleteIfExists(script);
      Files.deleteIfExists(address);
      Files.deleteIfExists(folder);
    }
  }

  /** Ends the connection and the companion; the command's group is not its business. */
  @Override
  public void close() throws IOException {
    process.destroyForcibly();
    channel.close();
  }

  private static Path privateFolder() throws IOException {
    Path folder = Files.createTempDirectory("incumbent-");
    if (folder.toString().length() <= LONGEST_FOLDER) {
      return folder;
    }
    Files.delete(folder);
    return Files.createTempDirectory(Path.of("/tmp"), "incumbent-");
  }

  private static SocketChannel accept(ServerSocketChannel server, Process process)
      throws IOException {
    try (Selector selector = Selector.open()) {
      server.configureBlocking(false);
      server.register(selector, SelectionKey.OP_ACCEPT);
      var unused = process.onExit().thenRun(selector::wakeup);
      selector.select(LAUNCH_BOUND.toMillis());
      SocketChannel socket = server.accept();
      if (socket == null) {
        throw new IOException(
            process.isAlive()
                ? "the companion process did not connect within " + LAUNCH_BOUND.toMillis() + " ms"
                : "the companion process ended at its start, with " + process.exitValue());
      }
      return socket;
    }
  }

  private static Companion greet(Process process, SocketChannel socket, LongSupplier nanoClock)
      throws IOException {
    CompanionChannel channel = new CompanionChannel(socket);
    try {
      long stampNanos = hello(process, channel);
      return new Companion(process, channel, new CompanionClock(stampNanos, nanoClock.getAsLong()));
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  private static long hello(Process process, CompanionChannel channel) throws IOException {
    long startNanos = System.nanoTime();
    while (!channel.isEnded() && System.nanoTime() - startNanos < LAUNCH_BOUND.toNanos()) {
      channel.await(LAUNCH_BOUND);
      for (String line : channel.read()) {
        String[] words = line.split(" ", -1);
        if (words.length == 3 && words[0].equals("hello") && words[1].equals("" + process.pid())) {
          return Long.parseLong(words[2]);
        }
        throw new IOException("the companion process began with: " + line);
      }
    }
    throw new IOException("the companion process did not say hello");
  }
}
