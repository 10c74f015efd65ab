package dev.incumbent.session.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** What people are told of an end is one line that the coordinator takes. */
final class DetailTest {
  @Test
  void leavesAShortLineAsItIs() {
    assertThat(Detail.of("fence 'db': gone")).isEqualTo("fence 'db': gone");
    assertThat(Detail.of("x".repeat(255))).isEqualTo("x".repeat(255));
  }

  @Test
  void makesOneLineOfSeveral() {
    assertThat(Detail.of("one\ntwo\tthree\ud800")).isEqualTo("one two three ");
  }

  @Test
  void cutsALongOneBetweenCharacters() {
    for (String character : new String[] {"x", "ü", "€", "😀"}) {
      String cut = Detail.of("y" + character.repeat(300));

      assertThat(cut).startsWith("y" + character).endsWith(character + "…");
      assertThat(cut.getBytes(StandardCharsets.UTF_8).length).isBetween(250, 255);
    }
  }
}
