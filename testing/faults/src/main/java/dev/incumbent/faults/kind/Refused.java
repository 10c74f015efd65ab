package dev.incumbent.faults.kind;

import dev.incumbent.faults.Ending;
import dev.incumbent.faults.Member;
import dev.incumbent.faults.Stage;
import dev.incumbent.faults.lab.Folders;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Random;

/**
 * A node is started on a folder that does not know what the node voted: it must refuse (S-11), and
 * the others go on. Then it gets its own folder back.
 */
record Refused(String folder, Prepared prepared) implements Fault {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final int REJECTED = 2;

  /** Brings a crashed node's folder into the state that it must refuse. */
  @FunctionalInterface
  interface Prepared {
    void prepare(Member victim, Path data, Path own) throws InterruptedException;
  }

  @Override
  public Layer layer() {
    return Layer.ALONE;
  }

  @Override
  public Injected inject(Stage stage, Random random) throws InterruptedException {
    Member victim = stage.nodes().get(random.nextInt(stage.nodes().size()));
    Path data = stage.dataFolder(victim.host());
    Path own = data.resolveSibling(data.getFileName() + ".own");
    victim.crash();
    prepared.prepare(victim, data, own);
    victim.restart();
    Optional<Ending> ending = victim.findEnding(PATIENCE);
    boolean others = stage.awaitWrite(PATIENCE);
    return new Kept(victim, victim + " on " + folder, data, own, shown(ending, others));
  }

  /** The node's folder is emptied. */
  static void wiped(Member victim, Path data, Path own) {
    Folders.move(data, own);
    Folders.make(data);
  }

  /** A copy of the folder is put in its place, after the node ran on. */
  static void copied(Member victim, Path data, Path own) throws InterruptedException {
    Path copy = data.resolveSibling(data.getFileName() + ".copy");
    Folders.copy(data, copy);
    victim.restart();
    victim.awaitReady();
    victim.crash();
    Folders.move(data, own);
    Folders.move(copy, data);
  }

  /** That it refused by itself, in so many words, while others wrote; empty if it did not. */
  static String shown(Optional<Ending> ending, boolean othersWrote) {
    return ending
        .filter(e -> othersWrote && e.code() == REJECTED && e.said().contains("forgot its votes"))
        .map(e -> "refused with " + e.code() + ", the others wrote on: " + lastLine(e.said()))
        .orElse("");
  }

  static String lastLine(String said) {
    return said.strip().substring(said.strip().lastIndexOf('\n') + 1);
  }

  private record Kept(Member victim, String target, Path data, Path own, String shown)
      implements Injected {
    @Override
    public String heal() throws InterruptedException {
      if (victim.process().isAlive()) {
        victim.crash();
      }
      Folders.delete(data);
      Folders.move(own, data);
      victim.restart();
      victim.awaitReady();
      return shown;
    }
  }
}
