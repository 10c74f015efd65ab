package dev.incumbent.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.incumbent.cli.dev.Child;
import dev.incumbent.cli.dev.Children;
import dev.incumbent.faults.lab.Lab;
import dev.incumbent.faults.lab.LabUnavailableException;
import dev.incumbent.faults.lab.Shell;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BooleanSupplier;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Assumptions;

/**
 * {@code dev --hosts} as a process. Where no namespaces can be made, the test that starts it is
 * skipped, or fails if {@code CI} is set.
 */
public final class DevOnHosts {
  private static final Duration PATIENCE = Duration.ofSeconds(90);

  private final Child process;
  private final JsonObject said;

  private DevOnHosts(Child process, JsonObject said) {
    this.process = process;
    this.said = said;
  }

  /** Starts it and waits until its cluster serves. */
  public static DevOnHosts start(Children children) throws InterruptedException {
    requireLab();
    List<String> lines = new CopyOnWriteArrayList<>();
    Child process =
        children.java(
            "dev",
            List.of(),
            List.of("dev.incumbent.cli.Main", "dev", "--hosts", "--json"),
            lines::add);
    await(() -> !lines.isEmpty());
    return new DevOnHosts(process, JsonParser.parseString(lines.get(0)).getAsJsonObject());
  }

  private static void requireLab() {
    try {
      Lab.requirePossible();
    } catch (LabUnavailableException e) {
      assertThat(System.getenv("CI"))
          .as("CI is set, and there is NO LAB: %s", e.getMessage())
          .isNull();
      System.err.println("SKIPPED, no cluster on hosts of its own: NO LAB: " + e.getMessage());
      Assumptions.abort(e.getMessage());
    }
  }

  public Child process() {
    return process;
  }

  public String uri() {
    return said.get("coordinator").getAsString();
  }

  /** The process ids of the nodes. */
  public List<Long> nodes() {
    return StreamSupport.stream(said.getAsJsonArray("nodes").spliterator(), false)
        .map(JsonElement::getAsJsonObject)
        .map(node -> node.get("pid").getAsLong())
        .toList();
  }

  /** What carries its process id in its name: its namespaces, its interfaces. */
  public List<String> networkParts() {
    String id = Long.toString(process.pid(), 36);
    List<String> found = new ArrayList<>();
    Shell.run("ip", "netns", "list")
        .lines()
        .filter(l -> l.startsWith("inc-" + id))
        .forEach(found::add);
    Shell.run("ip", "-o", "link").lines().filter(l -> l.contains(" inc" + id)).forEach(found::add);
    return found;
  }

  /** The rules of game days in its namespaces. */
  public String filters() {
    StringBuilder rules = new StringBuilder();
    for (long node : nodes()) {
      String of = Long.toString(node);
      rules.append(Shell.ask(List.of("nsenter", "-t", of, "-n", "iptables", "-w", "-S")).text());
    }
    return rules.toString();
  }

  /** Waits for a condition. */
  public static void await(BooleanSupplier condition) throws InterruptedException {
    long start = System.nanoTime();
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime() - start).isLessThan(PATIENCE.toNanos());
      Thread.sleep(50);
    }
  }
}
