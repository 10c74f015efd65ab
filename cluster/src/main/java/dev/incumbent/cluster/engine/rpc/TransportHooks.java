package dev.incumbent.cluster.engine.rpc;

import java.io.IOException;
import org.apache.ratis.server.leader.FollowerInfo;
import org.apache.ratis.server.leader.LeaderState;

/** What the transport needs of its engine. */
public interface TransportHooks {

  /** Syncs whatever a vote or an append changed; an exception stops the message. */
  void beforeMessage() throws IOException;

  /** Syncs everything under the group's folder: a snapshot may have been installed. */
  void beforeInstallReply() throws IOException;

  /** This node leads and sends its log to the follower. */
  void onFollower(LeaderState leadership, FollowerInfo follower);
}
