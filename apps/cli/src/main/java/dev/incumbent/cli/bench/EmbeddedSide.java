package dev.incumbent.cli.bench;

import dev.incumbent.cli.dev.Children;
import dev.incumbent.election.Revocation;
import java.nio.file.Path;
import java.util.SortedMap;
import java.util.TreeMap;

/** Three processes with a node of the coordinator and a fenced candidate each. */
record EmbeddedSide() implements Side {
  @Override
  public String name() {
    return "incumbent-embedded";
  }

  @Override
  public SortedMap<String, String> settings() {
    SortedMap<String, String> settings = new TreeMap<>();
    settings.put(
        "replicas",
        OurSide.CANDIDATES
            + " JVMs, "
            + String.join(" ", OurSide.SERVER_VM)
            + ", a node and a candidate in each");
    settings.put("session", OurSide.session(Revocation.ON_SUSPICION));
    settings.put("fence", OurSide.FENCE);
    return settings;
  }

  @Override
  public Field open(Path folder) throws InterruptedException {
    return EmbeddedField.open(folder);
  }

  @Override
  public Servers servers(Children children, Path folder) {
    throw new UnsupportedOperationException("its nodes come with its candidates");
  }
}
