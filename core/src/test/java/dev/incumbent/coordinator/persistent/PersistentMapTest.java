package dev.incumbent.coordinator.persistent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class PersistentMapTest {
  @ParameterizedTest
  @ValueSource(ints = {3, 17, 200, 5_000})
  void agreesWithASortedMapAndStaysBalanced(int keys) {
    SplittableRandom random = new SplittableRandom(keys);
    TreeMap<Integer, Integer> expected = new TreeMap<>();
    PersistentMap<Integer, Integer> map = PersistentMap.empty();
    for (int step = 0; step < 5_000; step++) {
      int key = random.nextInt(keys);
      if (random.nextInt(100) < 55) {
        map = map.put(key, step);
        expected.put(key, step);
      } else {
        map = map.remove(key);
        expected.remove(key);
      }
      assertThat(map.size()).isEqualTo(expected.size());
      assertThat(map.isBalanced()).isTrue();
      assertThat(map.find(key).isPresent()).isEqualTo(expected.containsKey(key));
      if (step % 100 == 0) {
        assertThat(entries(map)).isEqualTo(new ArrayList<>(expected.entrySet()));
      }
    }
  }

  @Test
  void staysBalancedWhileKeysComeInOrderAndLeaveFromOneEnd() {
    PersistentMap<Integer, Integer> map = PersistentMap.empty();
    for (int key = 0; key < 1_000; key++) {
      map = map.put(key, key);
      assertThat(map.isBalanced()).isTrue();
    }
    for (int key = 0; key < 990; key++) {
      map = map.remove(key);
      assertThat(map.isBalanced()).isTrue();
    }
    assertThat(map.first().orElseThrow().key()).isEqualTo(990);
  }

  @Test
  void keepsAnOlderMapAsItWas() {
    PersistentMap<String, Integer> before = PersistentMap.<String, Integer>empty().put("a", 1);

    PersistentMap<String, Integer> after = before.put("b", 2).put("a", 3).remove("b");

    assertThat(before.find("a")).hasValue(1);
    assertThat(before.size()).isEqualTo(1);
    assertThat(after.find("a")).hasValue(3);
  }

  @Test
  void keepsOldMapsAsTheyWereThroughAThousandChanges() {
    List<PersistentMap<Integer, Integer>> versions = new ArrayList<>();
    PersistentMap<Integer, Integer> map = PersistentMap.empty();
    for (int key = 0; key < 1_000; key++) {
      versions.add(map);
      map = map.put((key * 7_919) % 1_000, key);
    }
    for (int size = 0; size < 1_000; size++) {
      assertThat(versions.get(size).size()).isEqualTo(size);
      assertThat(versions.get(size).values()).hasSize(size);
    }
  }

  @Test
  void startsAtTheFirstKeyReached() {
    SplittableRandom random = new SplittableRandom(1);
    TreeMap<Integer, Integer> expected = new TreeMap<>();
    PersistentMap<Integer, Integer> map = PersistentMap.empty();
    for (int i = 0; i < 300; i++) {
      int key = random.nextInt(1_000);
      map = map.put(key, i);
      expected.put(key, i);
    }
    for (int start = -1; start <= 1_001; start++) {
      int from = start;
      assertThat(map.valuesFrom(key -> key >= from))
          .containsExactlyElementsOf(expected.tailMap(start).values());
    }
  }

  @Test
  void givesItselfBackWhenThereIsNothingToRemove() {
    PersistentMap<String, Integer> map = PersistentMap.<String, Integer>empty().put("a", 1);

    assertThat(map.remove("b")).isSameAs(map);
    assertThat(map.containsKey("b")).isFalse();
    assertThat(map.remove("a").isEmpty()).isTrue();
    assertThat(map.remove("a").first()).isEmpty();
  }

  @Test
  void refusesToGoBeyondTheLastEntry() {
    Iterator<PersistentMap.Entry<String, Integer>> entries =
        PersistentMap.<String, Integer>empty().put("a", 1).iterator();

    assertThat(entries.next().key()).isEqualTo("a");
    assertThat(entries.hasNext()).isFalse();
    assertThatThrownBy(entries::next).isInstanceOf(NoSuchElementException.class);
  }

  private static List<Object> entries(PersistentMap<Integer, Integer> map) {
    List<Object> entries = new ArrayList<>();
    for (PersistentMap.Entry<Integer, Integer> entry : map) {
      entries.add(Map.entry(entry.key(), entry.value()));
    }
    return entries;
  }
}
