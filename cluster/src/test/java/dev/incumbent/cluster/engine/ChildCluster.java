package dev.incumbent.cluster.engine;

import dev.incumbent.cluster.node.Ports;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/** Nodes as processes of their own, to be killed. */
final class ChildCluster implements AutoCloseable {

  private final Path folder;
  private final List<String> ports = new ArrayList<>();
  private final Map<String, Child> children = new TreeMap<>();
  private List<String> options = List.of();

  ChildCluster(Path folder, int size) {
    this.folder = folder;
    Ports.free(size).forEach(port -> ports.add(Integer.toString(port)));
  }

  ChildCluster electionTimeouts(String minMillis, String maxMillis) {
    options = List.of("-Delection.min=" + minMillis, "-Delection.max=" + maxMillis);
    return this;
  }

  /** One process. */
  record Child(String id, Process process, BufferedWriter in, BufferedReader out) {

    /** The answer to a command; empty once the process is gone. */
    synchronized String ask(String command) {
      try {
        in.write(command + "\n");
        in.flush();
        return Objects.requireNonNullElse(out.readLine(), "");
      } catch (IOException e) {
        return "";
      }
    }

    boolean leads() {
      return ask("status").startsWith(EngineStatus.Role.LEADER_READY + " ");
    }
  }

  ChildCluster startAll() {
    for (int i = 1; i <= ports.size(); i++) {
      start("n" + i);
    }
    return this;
  }

  Child start(String id) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(options);
    command.addAll(
        List.of("-cp", System.getProperty("java.class.path"), ChildNode.class.getName()));
    command.addAll(List.of(id, folder.resolve(id).toString()));
    command.addAll(ports);
    try {
      Process process =
          new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
      Child child =
          new Child(
              id,
              process,
              new BufferedWriter(
                  new OutputStreamWriter(process.getOutputStream(), StandardCharsets.UTF_8)),
              new BufferedReader(
                  new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8)));
      children.put(id, child);
      return child;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** As by kill -9. */
  void kill(String id) {
    Process process = Objects.requireNonNull(children.remove(id)).process();
    process.destroyForcibly();
    try {
      process.waitFor(10, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  List<Child> children() {
    return List.copyOf(children.values());
  }

  Child leader() {
    EngineCluster.await("a child leads", () -> children().stream().anyMatch(Child::leads));
    return children().stream().filter(Child::leads).findFirst().orElseGet(this::leader);
  }

  @Override
  public void close() {
    children().forEach(child -> kill(child.id()));
  }
}
