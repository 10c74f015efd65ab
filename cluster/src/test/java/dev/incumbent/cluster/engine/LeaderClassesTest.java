package dev.incumbent.cluster.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class LeaderClassesTest {

  @Test
  void everyListedClassExistsInTheLibraryInUse() throws IOException {
    assertThat(LeaderClasses.names()).isNotEmpty();
    assertThat(LeaderClasses.loadAll()).isEqualTo(LeaderClasses.names().size());
  }
}
