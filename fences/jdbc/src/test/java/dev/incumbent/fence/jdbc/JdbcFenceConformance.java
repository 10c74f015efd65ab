package dev.incumbent.fence.jdbc;

import dev.incumbent.kit.fence.FenceKit;
import dev.incumbent.kit.fence.FenceUnderTest;
import dev.incumbent.kit.fence.FenceUnderTest.PassedWrites;

/** The kit over one scope and its ledger. */
abstract class JdbcFenceConformance extends FenceKit {
  abstract Database database();

  PassedWrites fateOfPassedWrites() {
    return PassedWrites.ENDED;
  }

  @Override
  protected final FenceUnderTest fence() throws Exception {
    Scene scene = Scene.created(database());
    GatedDataSource gate = new GatedDataSource(database().dataSource());
    JdbcFence fence = JdbcFence.of(gate, scene.scope(), "ledger");
    return FenceUnderTest.of(
            Scene.SPACE,
            () -> JdbcFence.of(gate, scene.scope(), "ledger"),
            (writer, effect) -> Writes.write(fence, scene, Scene.writer(writer), effect),
            scene::ledger)
        .halfWrites(fateOfPassedWrites(), scene::writeHalf)
        .lostBy(scene::loseRow)
        .obstructedBy(gate::shut);
  }
}
