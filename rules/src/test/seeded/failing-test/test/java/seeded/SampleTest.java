package seeded;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class SampleTest {
  @Test
  void adds() {
    assertThat(Sample.total(List.of(1, 3))).isEqualTo(3);
  }
}
