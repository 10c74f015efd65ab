package dev.incumbent.faults.kind;

import dev.incumbent.faults.Member;
import dev.incumbent.faults.Stage;
import dev.incumbent.faults.lab.Shadow;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/**
 * All nodes lose their power at once, and with it all that they had not synced, names in folders
 * included. They are started anew before, so that what they sync is followed.
 */
record PowerLoss() implements DiskFault {
  private static final int KILLED = 128 + 9;

  @Override
  public Injected inject(Stage stage, Random random) throws InterruptedException {
    Map<Member, Followed> followed = new LinkedHashMap<>();
    for (Member node : stage.nodes()) {
      node.crash();
      Map<String, String> before = new TreeMap<>(node.environment());
      Shadow shadow = Shadow.of(stage.dataFolder(node.host()), node.host());
      node.preload(shadow.library(), shadow.environment());
      node.restart();
      followed.put(node, new Followed(shadow, before));
    }
    for (Member node : stage.nodes()) {
      node.awaitReady();
    }
    return new Powered(followed);
  }

  private record Followed(Shadow shadow, Map<String, String> environmentBefore) {}

  /** That all were killed, and all have what they had synced, no more; empty if not. */
  static String shown(List<Integer> codes, Map<String, Shadow.Loss> losses) {
    boolean happened =
        codes.stream().allMatch(c -> c == KILLED)
            && losses.values().stream().allMatch(l -> l.files() > 0);
    List<String> told = new ArrayList<>();
    losses.forEach(
        (node, loss) ->
            told.add(
                node
                    + " has "
                    + loss.files()
                    + " files, "
                    + loss.changed()
                    + " lost what was not synced"));
    return happened ? "killed with " + codes + "; " + String.join(", ", told) : "";
  }

  private record Powered(Map<Member, Followed> followed) implements Injected {
    @Override
    public String target() {
      return "all nodes";
    }

    @Override
    public String heal() throws InterruptedException {
      followed.keySet().forEach(n -> n.process().signal("KILL"));
      List<Integer> codes = new ArrayList<>();
      Map<String, Shadow.Loss> losses = new TreeMap<>();
      for (Member node : followed.keySet()) {
        codes.add(node.crash());
      }
      for (Map.Entry<Member, Followed> entry : followed.entrySet()) {
        Member node = entry.getKey();
        losses.put(node.toString(), entry.getValue().shadow().lose());
        node.environment().clear();
        node.environment().putAll(entry.getValue().environmentBefore());
        node.restart();
      }
      for (Member node : followed.keySet()) {
        node.awaitReady();
      }
      return shown(codes, losses);
    }
  }
}
