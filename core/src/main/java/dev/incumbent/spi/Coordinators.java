package dev.incumbent.spi;

import dev.incumbent.election.Coordinator;
import java.net.URI;
import java.util.ServiceLoader;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Where an application starts: finds the coordinator that a URI names among those on the class
 * path.
 */
public final class Coordinators {
  private Coordinators() {}

  /**
   * Connects to the coordinator of {@code uri}, in the background.
   *
   * @throws IllegalArgumentException if no provider serves its scheme, naming it and those that are
   *     served, or if the URI is malformed
   */
  public static Coordinator connect(String uri, ClientConfig config) {
    URI parsed = URI.create(uri);
    TreeMap<String, CoordinatorProvider> providers = new TreeMap<>();
    for (CoordinatorProvider provider : ServiceLoader.load(CoordinatorProvider.class)) {
      providers.put(provider.scheme(), provider);
    }
    CoordinatorProvider provider =
        parsed.getScheme() == null ? null : providers.get(parsed.getScheme());
    if (provider == null) {
      throw new IllegalArgumentException(
          "coordinator '"
              + uri
              + "' has no known scheme: allowed "
              + providers.keySet().stream().map(s -> s + ":").collect(Collectors.joining(", ")));
    }
    return provider.connect(parsed, config);
  }
}
