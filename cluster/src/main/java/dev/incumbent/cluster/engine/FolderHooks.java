package dev.incumbent.cluster.engine;

import dev.incumbent.cluster.engine.rpc.TransportHooks;
import java.io.IOException;
import java.util.function.Consumer;
import org.apache.ratis.server.leader.FollowerInfo;
import org.apache.ratis.server.leader.LeaderState;

/** Syncs what messages rely on; a node that cannot is out of service. */
record FolderHooks(GroupFolder folder, ContactWatch contact, Consumer<Throwable> fail)
    implements TransportHooks {

  @Override
  public void beforeMessage() throws IOException {
    try {
      folder.syncLog();
    } catch (IOException e) {
      fail.accept(e);
      throw e;
    }
  }

  @Override
  public void beforeInstallReply() throws IOException {
    try {
      folder.syncAll();
    } catch (IOException e) {
      fail.accept(e);
      throw e;
    }
  }

  @Override
  public void onFollower(LeaderState leadership, FollowerInfo follower) {
    contact.onFollower(leadership, follower);
  }
}
