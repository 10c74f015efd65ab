package dev.incumbent.cli.bench;

import dev.incumbent.cli.dev.Children;
import java.nio.file.Path;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** A side that is only shown: its figures are made up. */
record NamedSide(String name) implements Side {
  @Override
  public SortedMap<String, String> settings() {
    return new TreeMap<>(Map.of("lease", "of " + name));
  }

  @Override
  public Field open(Path folder) {
    throw new UnsupportedOperationException("nothing is measured here");
  }

  @Override
  public Servers servers(Children children, Path folder) {
    throw new UnsupportedOperationException("nothing is measured here");
  }
}
