package dev.incumbent.cli.server;

import dev.incumbent.cli.CommandFailedException;
import dev.incumbent.cli.DurationConverter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import picocli.CommandLine.TypeConversionException;

/**
 * Reads a node's settings from a YAML file: {@code listen}, {@code data}, and optionally {@code
 * raft-port}, {@code peers}, {@code bootstrap}, {@code insecure-network}, {@code max-ttl}, {@code
 * history}, {@code election-timeout-min} and {@code election-timeout-max}. Anything else in it is
 * refused by name.
 */
final class ServerFile {
  private static final List<String> KEYS =
      List.of(
          "listen",
          "data",
          "raft-port",
          "peers",
          "bootstrap",
          "insecure-network",
          "max-ttl",
          "history",
          "election-timeout-min",
          "election-timeout-max");

  private final Path file;
  private final Map<String, Object> values;

  private ServerFile(Path file, Map<String, Object> values) {
    this.file = file;
    this.values = values;
  }

  /** The settings in a file. */
  static ServerSettings read(Path file) {
    return new ServerFile(file, load(file)).settings();
  }

  private ServerSettings settings() {
    return new ServerSettings(
        find("listen", String.class).orElseThrow(() -> refused("listen", "nothing", "host:port")),
        find("raft-port", Integer.class),
        peers(),
        Path.of(
            find("data", String.class).orElseThrow(() -> refused("data", "nothing", "a folder"))),
        find("bootstrap", Boolean.class).orElse(false),
        find("insecure-network", Boolean.class).orElse(false),
        new ServerSettings.Tuning(
            duration("max-ttl"),
            find("history", Integer.class),
            duration("election-timeout-min"),
            duration("election-timeout-max")));
  }

  private static Map<String, Object> load(Path file) {
    Object loaded;
    try {
      loaded =
          new Load(LoadSettings.builder().setLabel(file.toString()).build())
              .loadFromString(Files.readString(file));
    } catch (IOException e) {
      throw CommandFailedException.badInput(
          "file '" + file + "' cannot be read: " + e.getMessage());
    } catch (YamlEngineException e) {
      throw CommandFailedException.badInput("file '" + file + "' is not YAML: " + e.getMessage());
    }
    if (!(loaded instanceof Map<?, ?> map)) {
      throw CommandFailedException.badInput(
          "file '" + file + "' is refused: allowed a map of " + KEYS);
    }
    Map<String, Object> values = new TreeMap<>();
    map.forEach((key, value) -> values.put(requireKey(file, key), value));
    return values;
  }

  private static String requireKey(Path file, @Nullable Object key) {
    if (key instanceof String name && KEYS.contains(name)) {
      return name;
    }
    throw CommandFailedException.badInput(
        "'" + key + "' in file '" + file + "' is unknown: allowed " + KEYS);
  }

  private List<String> peers() {
    Optional<List<?>> found = find("peers", List.class).map(list -> (List<?>) list);
    if (found.isEmpty()) {
      return List.of();
    }
    return found.get().stream()
        .map(
            peer -> {
              if (peer instanceof String address) {
                return address;
              }
              throw refused("peers", peer, "a list of host:port");
            })
        .toList();
  }

  private Optional<Duration> duration(String key) {
    return find(key, String.class)
        .map(
            text -> {
              try {
                return new DurationConverter().convert(text);
              } catch (TypeConversionException e) {
                throw CommandFailedException.badInput(
                    "'" + key + "' in file '" + file + "': " + e.getMessage());
              }
            });
  }

  private <T> Optional<T> find(String key, Class<T> type) {
    Object value = values.get(key);
    if (value == null) {
      return Optional.empty();
    }
    if (!type.isInstance(value)) {
      throw refused(key, value, "a " + type.getSimpleName().toLowerCase(java.util.Locale.ROOT));
    }
    return Optional.of(type.cast(value));
  }

  private CommandFailedException refused(String key, @Nullable Object value, String allowed) {
    return CommandFailedException.badInput(
        "'" + key + "' in file '" + file + "' is " + value + ": allowed " + allowed);
  }
}
