package dev.incumbent.cluster.engine;

import java.util.EnumSet;
import org.apache.ratis.grpc.server.GrpcServices;
import org.apache.ratis.proto.grpc.RaftServerProtocolServiceGrpc;
import org.apache.ratis.thirdparty.io.grpc.Metadata;
import org.apache.ratis.thirdparty.io.grpc.ServerCall;
import org.apache.ratis.thirdparty.io.grpc.ServerCallHandler;
import org.apache.ratis.thirdparty.io.grpc.ServerInterceptor;
import org.apache.ratis.thirdparty.io.grpc.Status;
import org.apache.ratis.thirdparty.io.grpc.netty.NettyServerBuilder;

/**
 * Refuses on the Raft address everything that peers do not say to each other.
 *
 * <p>The library offers its services for clients and administration on the same address: append
 * entries, change the members, transfer leadership, remove the group. Nothing of ours uses them.
 *
 * <p>NOT guaranteed: who the peers are. Whoever reaches the address can speak as one.
 *
 * <p>Threads: the transport's.
 */
final class PeersOnly implements GrpcServices.Customizer, ServerInterceptor {

  @Override
  public NettyServerBuilder customize(
      NettyServerBuilder builder, EnumSet<GrpcServices.Type> types) {
    return builder.intercept(this);
  }

  @Override
  public <Q, A> ServerCall.Listener<Q> interceptCall(
      ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
    String service = call.getMethodDescriptor().getServiceName();
    if (RaftServerProtocolServiceGrpc.SERVICE_NAME.equals(service)) {
      return next.startCall(call, headers);
    }
    call.close(
        Status.PERMISSION_DENIED.withDescription("only Raft peers are served here"),
        new Metadata());
    return new ServerCall.Listener<>() {};
  }
}
