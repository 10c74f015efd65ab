package dev.incumbent.cluster.folder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GroupTest {
  private static final Group.Settings SETTINGS = new Group.Settings(16, 60_000);

  private static Group.Member member(int number) {
    return new Group.Member(
        new RandomId(0, number),
        Address.parse("127.0.0.1:" + (7480 + number)),
        Address.parse("127.0.0.1:" + (7580 + number)));
  }

  private static Group of(int size) {
    return new Group(
        new RandomId(1, 1),
        SETTINGS,
        IntStream.range(0, size).mapToObj(GroupTest::member).toList());
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 2, 4, 6, 8, 9})
  void hasAnOddNumberOfMembersUpToSeven(int size) {
    assertThatThrownBy(() -> of(size))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(size + " members");
  }

  @Test
  void knowsItsMajority() {
    assertThat(List.of(of(1), of(3), of(5), of(7)))
        .extracting(Group::majority)
        .containsExactly(1, 2, 3, 4);
  }

  @Test
  void hasNoAddressTwice() {
    Group.Member twin = new Group.Member(new RandomId(9, 9), member(1).front(), member(2).raft());
    assertThatThrownBy(
            () -> new Group(new RandomId(1, 1), SETTINGS, List.of(member(0), member(1), twin)))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
