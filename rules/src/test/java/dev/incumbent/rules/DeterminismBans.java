package dev.incumbent.rules;

import java.util.List;
import java.util.Map;
import java.util.Set;

/** The tables behind {@link DeterminismRules}. */
final class DeterminismBans {
  /** Types whose mere use is a fault. */
  private static final Set<String> TYPES =
      Set.of(
          // Iteration in hash order.
          "java.util.HashMap",
          "java.util.HashSet",
          "java.util.Hashtable",
          "java.util.IdentityHashMap",
          "java.util.Properties",
          "java.util.WeakHashMap",
          // Randomness that no seed controls.
          "java.security.SecureRandom",
          // Threads, and what belongs to them.
          "java.lang.InheritableThreadLocal",
          "java.lang.Thread",
          "java.lang.ThreadLocal",
          "java.util.Timer",
          "java.util.TimerTask",
          // The process and its log.
          "java.lang.Process",
          "java.lang.ProcessBuilder",
          "java.lang.ProcessHandle",
          "java.lang.Runtime",
          "java.lang.System$Logger",
          "java.io.Console",
          "java.io.PrintStream",
          "java.io.RandomAccessFile");

  /** Packages, with those below them, whose use is a fault except for {@link #HARMLESS}. */
  private static final List<String> PACKAGES =
      List.of("java.util.concurrent", "java.nio.file", "java.nio.channels", "java.net");

  /** What only names a result or an address, and starts nothing. */
  private static final Set<String> HARMLESS =
      Set.of(
          "java.net.URI",
          "java.net.URISyntaxException",
          "java.util.concurrent.Callable",
          "java.util.concurrent.CancellationException",
          "java.util.concurrent.CompletableFuture",
          "java.util.concurrent.CompletionException",
          "java.util.concurrent.CompletionStage",
          "java.util.concurrent.ExecutionException",
          "java.util.concurrent.Future",
          "java.util.concurrent.TimeUnit",
          "java.util.concurrent.TimeoutException");

  /** Methods by owner; {@code <init>} is a constructor. */
  private static final Map<String, Set<String>> CALLS =
      Map.ofEntries(
          Map.entry(
              "java.lang.System",
              Set.of(
                  "currentTimeMillis",
                  "getLogger",
                  "getProperty",
                  "getenv",
                  "identityHashCode",
                  "nanoTime")),
          Map.entry("java.lang.Object", Set.of("notify", "notifyAll", "wait")),
          Map.entry("java.lang.Math", Set.of("random")),
          Map.entry("java.lang.StrictMath", Set.of("random")),
          Map.entry(
              "java.time.Clock",
              Set.of(
                  "system",
                  "systemDefaultZone",
                  "systemUTC",
                  "tick",
                  "tickMillis",
                  "tickMinutes",
                  "tickSeconds")),
          Map.entry("java.util.UUID", Set.of("randomUUID")),
          Map.entry("java.util.random.RandomGenerator", Set.of("getDefault", "of")),
          Map.entry("java.util.Set", Set.of("copyOf", "of")),
          Map.entry("java.util.Map", Set.of("copyOf", "of", "ofEntries")),
          Map.entry(
              "java.util.stream.Collectors",
              Set.of(
                  "groupingByConcurrent",
                  "toConcurrentMap",
                  "toSet",
                  "toUnmodifiableMap",
                  "toUnmodifiableSet")));

  /** Methods of any owner: every clock's reading, and streams and futures that leave the thread. */
  private static final Map<String, Set<String>> CALLS_BELOW =
      Map.of(
          "java.time.", Set.of("now"),
          "java.util.", Set.of("parallel", "parallelStream"),
          "java.util.concurrent.",
              Set.of(
                  "completeAsync",
                  "completeOnTimeout",
                  "delayedExecutor",
                  "get",
                  "join",
                  "orTimeout",
                  "runAsync",
                  "supplyAsync"));

  private DeterminismBans() {}

  static boolean bansType(String type) {
    boolean inBannedPackage =
        PACKAGES.stream().anyMatch(name -> type.startsWith(name + ".")) || isFileStream(type);
    return TYPES.contains(type) || (inBannedPackage && !HARMLESS.contains(type));
  }

  static boolean bansCall(String owner, String method, int parameters) {
    return CALLS.getOrDefault(owner, Set.of()).contains(method)
        || CALLS_BELOW.entrySet().stream()
            .anyMatch(ban -> owner.startsWith(ban.getKey()) && ban.getValue().contains(method))
        || drawsItsOwnSeed(owner, method, parameters)
        || collectsIntoAHashMap(owner, method, parameters)
        || (owner.startsWith("java.util.concurrent.") && method.endsWith("Async"));
  }

  private static boolean isFileStream(String type) {
    return type.startsWith("java.io.File");
  }

  private static boolean drawsItsOwnSeed(String owner, String method, int parameters) {
    return Set.of("java.util.Random", "java.util.SplittableRandom").contains(owner)
        && method.equals("<init>")
        && parameters == 0;
  }

  /** Those with a map supplier take the map from the caller, and its order with it. */
  private static boolean collectsIntoAHashMap(String owner, String method, int parameters) {
    return owner.equals("java.util.stream.Collectors")
        && ((method.equals("toMap") && parameters < 4)
            || (method.equals("groupingBy") && parameters < 3));
  }
}
