package dev.incumbent.cluster.formation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.incumbent.cluster.folder.Group;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Formation under crashes, losses and emptied folders: every crash point, and many schedules. */
class FormationExplorationTest {
  private static final int SCHEDULES = 1_500;

  private static void assertFormed(FormationWorld world, String schedule) {
    assertThat(world.settles()).as(schedule).isTrue();
    assertThat(world.groups()).as(schedule).hasSize(1);
    Group group = world.groups().get(0);
    assertThat(world.holders(group)).as(schedule).isEqualTo(world.nodes.size());
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3, 5, 7})
  void formsWithoutFaults(int size) {
    FormationWorld world = new FormationWorld(size, 1);
    world.startAll();
    assertFormed(world, size + " nodes");
  }

  /** Each node crashes after each step, and again after each later step, and is started again. */
  @Test
  void formsOneGroupWhateverTwoMomentsTheCrashesCome() {
    int schedules = 0;
    int late = 0;
    for (int first = 0; first < 40; first++) {
      for (int second = first; second < 40; second++) {
        for (int pair = 0; pair < 9; pair++) {
          FormationWorld world = crashTwice(first, second, pair);
          late += world.groups().isEmpty() ? 0 : 1;
          assertFormed(world, "crashes after " + first + ", " + second + " of pair " + pair);
          schedules++;
        }
      }
    }
    assertThat(schedules).isEqualTo(7_380);
    assertThat(late).as("crashes after the group was written").isBetween(500, 7_000);
  }

  private static FormationWorld crashTwice(int first, int second, int pair) {
    FormationWorld world = new FormationWorld(3, 1);
    world.startAll();
    boolean running = true;
    for (int step = 0; step <= second && running; step++) {
      running = world.stepInOrder();
      if (step == first) {
        world.nodes.get(pair / 3).crash();
      }
      if (step == second) {
        world.startThoseDown();
        world.nodes.get(pair % 3).crash();
      }
    }
    return world;
  }

  /** The deciding node, or one that takes the group, crashes just before its write is durable. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void formsOneGroupWhenTheWriteItselfIsLost(int lostWrite) {
    FormationWorld world = new FormationWorld(3, 1);
    int[] writes = {0};
    world.beforeWrite(
        () -> {
          if (++writes[0] == lostWrite) {
            world.nodes.forEach(FormationWorld.SimulatedNode::crash);
          }
        });
    world.startAll();
    while (writes[0] < lostWrite && world.stepInOrder()) {}
    assertThat(writes[0]).isEqualTo(lostWrite);
    assertThat(world.groups()).hasSize(lostWrite == 1 ? 0 : 1);
    assertFormed(world, "write " + lostWrite + " is lost");
  }

  @Test
  void formsOneGroupUnderAnyScheduleOfCrashesAndLosses() {
    for (int seed = 0; seed < 1_500; seed++) {
      FormationWorld world = new FormationWorld(seed % 2 == 0 ? 3 : 5, seed);
      world.startAll();
      for (int step = 0; step < 80; step++) {
        world.stepAtRandom(4);
        if (world.random(10) == 0) {
          world.nodes.get(world.random(world.nodes.size())).crash();
        }
        if (world.random(5) == 0) {
          world.startThoseDown();
        }
        assertThat(world.groups()).as("seed " + seed).hasSizeLessThanOrEqualTo(1);
      }
      assertFormed(world, "seed " + seed);
    }
  }

  /** One schedule in which folders are emptied; what it violates, and how many forgot a group. */
  private record Emptied(Optional<String> violation, int forgot, boolean divided) {
    static Emptied run(long seed, Undone undone) {
      FormationWorld world = new FormationWorld(3, seed, undone);
      FormationMemory memory = new FormationMemory(world);
      boolean divided = false;
      world.startAll();
      for (int step = 0; step < 120; step++) {
        world.stepAtRandom(4);
        if (world.random(25) == 0) {
          memory.wipe(world.nodes.get(world.random(3)));
        }
        if (world.random(4) == 0) {
          world.startThoseDown();
        }
        Optional<String> violation = memory.violation();
        if (violation.isPresent()) {
          return new Emptied(violation, memory.forgot(), divided);
        }
        divided |= world.groups().size() > 1;
      }
      return new Emptied(Optional.empty(), memory.forgot(), divided);
    }
  }

  @Test
  void s11_letsNobodyIntoWhatItForgotNorASecondClusterBesideOneThatIsRemembered() {
    int forgot = 0;
    int divided = 0;
    for (int seed = 0; seed < SCHEDULES; seed++) {
      Emptied run = Emptied.run(seed, Undone.NOTHING);
      assertThat(run.violation()).as("seed " + seed).isEmpty();
      forgot += run.forgot();
      divided += run.divided() ? 1 : 0;
    }
    assertThat(forgot).as("folders with a group that were emptied").isGreaterThan(SCHEDULES);
    assertThat(divided).as("schedules that tried").isPositive();
  }

  @ParameterizedTest
  @CsvSource({"IDENTITY, which it forgot", "EVERY_ANSWER, is remembered"})
  void s11_convictsWhoKnowsMembersByAddressOrTakesSilenceForAnEmptyFolder(
      Undone undone, String why) {
    assertThat(IntStream.range(0, SCHEDULES).mapToObj(seed -> Emptied.run(seed, undone)))
        .anySatisfy(run -> assertThat(run.violation().orElse("")).contains(why));
  }
}
