package dev.incumbent.faults.kind;

import dev.incumbent.faults.Member;
import dev.incumbent.faults.Stage;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;

/** Ends processes at once ({@code kill -9}) and starts them again. */
record Crash(Whom whom) implements Fault {
  @Override
  public Layer layer() {
    return whom.layer();
  }

  @Override
  public Injected inject(Stage stage, Random random) throws InterruptedException {
    List<Member> victims = whom.choose(stage, random);
    List<Long> old = victims.stream().map(v -> v.process().pid()).toList();
    List<Integer> codes = new ArrayList<>();
    for (Member victim : victims) {
      codes.add(victim.crash());
    }
    return new Crashed(stage, victims, whom.whose(stage, victims), old, codes);
  }

  private record Crashed(
      Stage stage, List<Member> victims, List<String> whose, List<Long> old, List<Integer> codes)
      implements Injected {
    private static final int KILLED = 128 + 9;

    @Override
    public String target() {
      return victims.stream().map(Member::toString).collect(Collectors.joining(", "));
    }

    @Override
    public String heal() throws InterruptedException {
      victims.forEach(Member::restart);
      List<String> shown = new ArrayList<>();
      for (int i = 0; i < victims.size(); i++) {
        Member victim = victims.get(i);
        if (stage.nodes().contains(victim)) {
          victim.awaitReady();
        }
        long now = victim.process().pid();
        if (now == old.get(i) || codes.get(i) != KILLED || !victim.process().isAlive()) {
          return "";
        }
        shown.add("process " + old.get(i) + " ended with " + codes.get(i) + ", now " + now);
      }
      return String.join("; ", shown);
    }
  }
}
