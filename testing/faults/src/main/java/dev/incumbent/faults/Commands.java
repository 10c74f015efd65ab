package dev.incumbent.faults;

import dev.incumbent.history.HistoryEvent;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * Candidates that are {@code incumbent run}, and the command that they run: its processes write
 * down again and again that they live ({@code command.pl}), which nothing of a candidate stands
 * between.
 *
 * <p>Threads: for use by one.
 */
final class Commands {
  static final String ELECTION = "command";

  private static final String SCRIPT = "command.pl";
  private static final String GRACE = "300ms";

  private final Path folder;
  private final Path script;
  private final Duration ttl;
  private final List<String> incarnations = new ArrayList<>();

  Commands(Path folder, Duration ttl) {
    this.folder = folder;
    this.script = folder.resolve(SCRIPT);
    this.ttl = ttl;
    try (InputStream in = Commands.class.getResourceAsStream(SCRIPT)) {
      if (in == null) {
        throw new IOException("the resource " + SCRIPT + " is missing");
      }
      Files.copy(in, script);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What a candidate is called with, by the incarnation's name. */
  List<String> call(String uri, String candidate, String incarnation) {
    incarnations.add(incarnation);
    return List.of(
        "dev.incumbent.cli.Main",
        "run",
        ELECTION,
        "--coordinator",
        uri,
        "--as",
        candidate,
        "--ttl",
        ttl.toMillis() + "ms",
        "--grace",
        GRACE,
        "--",
        "perl",
        script.toString(),
        log(incarnation).toString());
  }

  private Path log(String incarnation) {
    return folder.resolve(incarnation + ".command.log");
  }

  /** When a command of this incarnation last lived; 0 if none ever did. */
  long lastSeenNanos(String incarnation) {
    return read(incarnation).values().stream().mapToLong(s -> s.lastNanos).max().orElse(0);
  }

  /** Every command that was run; {@code exclusive} tells whose leases must not overlap. */
  List<HistoryEvent> all(Predicate<String> exclusive) {
    List<HistoryEvent> all = new ArrayList<>();
    for (String incarnation : incarnations) {
      read(incarnation)
          .forEach(
              (token, span) ->
                  all.add(
                      new HistoryEvent.Ran(
                          incarnation,
                          ELECTION,
                          token,
                          exclusive.test(incarnation),
                          ttl.toNanos(),
                          span.firstNanos,
                          span.lastNanos)));
    }
    return all;
  }

  private static final class Span {
    private long firstNanos = Long.MAX_VALUE;
    private long lastNanos;
  }

  /** By token. */
  private Map<Long, Span> read(String incarnation) {
    Map<Long, Span> spans = new TreeMap<>();
    Path log = log(incarnation);
    try {
      String text = Files.exists(log) ? Files.readString(log, StandardCharsets.US_ASCII) : "";
      for (String line : text.substring(0, text.lastIndexOf('\n') + 1).lines().toList()) {
        String[] words = line.split(" ", 3);
        Span span = spans.computeIfAbsent(Long.parseLong(words[0]), t -> new Span());
        long nanos = Long.parseLong(words[2]);
        span.firstNanos = Math.min(span.firstNanos, nanos);
        span.lastNanos = Math.max(span.lastNanos, nanos);
      }
      return spans;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + log, e);
    }
  }
}
