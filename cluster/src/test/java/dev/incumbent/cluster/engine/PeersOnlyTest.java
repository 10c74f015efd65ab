package dev.incumbent.cluster.engine;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import org.apache.ratis.proto.RaftProtos.GroupListRequestProto;
import org.apache.ratis.proto.RaftProtos.RequestVoteRequestProto;
import org.apache.ratis.proto.grpc.AdminProtocolServiceGrpc;
import org.apache.ratis.proto.grpc.RaftServerProtocolServiceGrpc;
import org.apache.ratis.thirdparty.io.grpc.ManagedChannel;
import org.apache.ratis.thirdparty.io.grpc.netty.NettyChannelBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(180)
class PeersOnlyTest {

  @TempDir Path folder;

  @Test
  void refusesAdministrationAndServesPeers() throws IOException {
    try (EngineCluster cluster = new EngineCluster(folder, 1).startAll()) {
      EnginePeer.HostPort address = cluster.config("n1").group().self().raftAddress();
      ManagedChannel channel =
          NettyChannelBuilder.forAddress(address.host(), address.port()).usePlaintext().build();
      try {
        assertThatThrownBy(
                () ->
                    AdminProtocolServiceGrpc.newBlockingStub(channel)
                        .groupList(GroupListRequestProto.getDefaultInstance()))
            .hasMessageContaining("PERMISSION_DENIED");
        // A peer's request gets through to Raft, which wants a group of 16 bytes.
        assertThatThrownBy(
                () ->
                    RaftServerProtocolServiceGrpc.newBlockingStub(channel)
                        .requestVote(RequestVoteRequestProto.getDefaultInstance()))
            .hasMessageContaining("bytes.size()");
      } finally {
        channel.shutdownNow();
      }
    }
  }
}
