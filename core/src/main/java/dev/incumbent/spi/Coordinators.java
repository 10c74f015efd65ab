package dev.incumbent.spi;

import dev.incumbent.election.Coordinator;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
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
    URI parsed = parse(uri);
    return provider(parsed).connect(parsed, config);
  }

  /**
   * The statements that make what the coordinator of {@code uri} keeps its elections in; see {@link
   * CoordinatorProvider#schema}.
   *
   * @throws IllegalArgumentException as {@link #connect} throws it
   */
  public static List<String> schema(String uri) {
    URI parsed = parse(uri);
    return provider(parsed).schema(parsed);
  }

  private static CoordinatorProvider provider(URI uri) {
    TreeMap<String, CoordinatorProvider> providers = new TreeMap<>();
    for (CoordinatorProvider provider : ServiceLoader.load(CoordinatorProvider.class)) {
      providers.put(provider.scheme(), provider);
    }
    CoordinatorProvider provider = uri.getScheme() == null ? null : providers.get(uri.getScheme());
    if (provider == null) {
      throw new IllegalArgumentException(
          "coordinator '"
              + shown(uri)
              + "' has no known scheme: allowed "
              + providers.keySet().stream().map(s -> s + ":").collect(Collectors.joining(", ")));
    }
    return provider;
  }

  /** It may hold a password: without settings, and without {@code user:password@}. */
  private static String shown(URI uri) {
    return uri.toString().split("[?;]", 2)[0].replaceFirst("//[^/]*@", "//");
  }

  private static URI parse(String uri) {
    try {
      return new URI(uri);
    } catch (URISyntaxException e) {
      throw new IllegalArgumentException(
          "coordinator is no URI: "
              + e.getReason()
              + " at index "
              + e.getIndex()
              + " (a space is written %20, and a percent sign %25)",
          e);
    }
  }
}
