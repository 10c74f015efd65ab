package dev.incumbent.cluster.client;

import dev.incumbent.cluster.wire.WireMethods;
import dev.incumbent.codec.WireFormat;
import dev.incumbent.coordinator.Operation;
import dev.incumbent.coordinator.OperationResult;
import dev.incumbent.coordinator.SessionEvent;
import dev.incumbent.election.EndReason;
import dev.incumbent.fencing.FencingToken;
import dev.incumbent.fencing.GrantId;
import dev.incumbent.fencing.Predecessor;
import dev.incumbent.session.ClientMessage;
import dev.incumbent.session.ServerMessage;
import dev.incumbent.session.SessionId;
import io.grpc.Server;
import io.grpc.ServerServiceDefinition;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.ServerCalls;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;

/**
 * A node over real gRPC that leads and grants whatever is asked for at once, and that can be told
 * to stop acknowledging, to say something, or to be gone.
 *
 * <p>Threads: safe for use by any thread.
 */
final class ScriptedNode implements AutoCloseable {
  private final List<ClientMessage> received = new ArrayList<>();
  private final TreeMap<Long, ServerMessage.Response> answers = new TreeMap<>();
  private final Server server;
  private final List<String> fences = new ArrayList<>();
  private final List<Predecessor> predecessors = new ArrayList<>();
  private Optional<StreamObserver<byte[]>> stream = Optional.empty();
  private SessionId session = new SessionId(0, 0);
  private boolean open;
  private boolean acknowledges = true;
  private boolean grants = true;
  private long change;
  private long lastToken;
  private int closedStreams;

  ScriptedNode() {
    ServerServiceDefinition service =
        ServerServiceDefinition.builder(WireMethods.SERVICE)
            .addMethod(WireMethods.SESSION, ServerCalls.asyncBidiStreamingCall(this::accept))
            .build();
    InetSocketAddress loopback = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    server = NettyServerBuilder.forAddress(loopback).directExecutor().addService(service).build();
    try {
      server.start();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  String address() {
    return "127.0.0.1:" + server.getPort();
  }

  synchronized void acknowledge(boolean value) {
    acknowledges = value;
  }

  /** Whether campaigns are granted at once, or only put into the queue. */
  synchronized void grant(boolean value) {
    grants = value;
  }

  /** The next grants name this fence, as a predecessor's. */
  synchronized void addFenceToClaim(String name) {
    fences.add(name);
  }

  /** The next grants name this predecessor. */
  synchronized void addPredecessor(Predecessor predecessor) {
    predecessors.add(predecessor);
  }

  synchronized <T extends ClientMessage> List<T> received(Class<T> kind) {
    return received.stream().filter(kind::isInstance).map(kind::cast).toList();
  }

  /** The operations of that kind in the order of their arrival, repetitions included. */
  synchronized <T extends Operation> List<T> requested(Class<T> kind) {
    return received(ClientMessage.Request.class).stream()
        .map(ClientMessage.Request::operation)
        .filter(kind::isInstance)
        .map(kind::cast)
        .toList();
  }

  synchronized int closedStreams() {
    return closedStreams;
  }

  synchronized void tell(SessionEvent event) {
    send(new ServerMessage.Event(session, ++change, event));
  }

  synchronized void send(ServerMessage message) {
    stream.orElseThrow().onNext(WireFormat.encode(message));
  }

  /** Is gone, as a crashed process is. */
  @Override
  public void close() {
    server.shutdownNow();
  }

  private StreamObserver<byte[]> accept(StreamObserver<byte[]> responses) {
    return new StreamObserver<>() {
      @Override
      public void onNext(byte[] message) {
        take(responses, WireFormat.decodeClientMessage(message));
      }

      @Override
      public void onError(Throwable cause) {
        gone();
      }

      @Override
      public void onCompleted() {
        gone();
        responses.onCompleted();
      }
    };
  }

  private synchronized void gone() {
    closedStreams++;
  }

  private synchronized void take(StreamObserver<byte[]> from, ClientMessage message) {
    received.add(message);
    if (message instanceof ClientMessage.Hello) {
      welcome(from);
    } else if (message instanceof ClientMessage.Open opening) {
      session = opening.session();
      open = true;
      send(new ServerMessage.Opened(session, opening.renewal(), opening.ttlMillis(), change));
    } else if (message instanceof ClientMessage.Renew renew && open && acknowledges) {
      send(new ServerMessage.Renewed(renew.session(), renew.renewal(), change));
    } else if (message instanceof ClientMessage.Request request) {
      answer(request);
    } else if (message instanceof ClientMessage.Close close) {
      send(new ServerMessage.SessionGone(close.session()));
    } else if (message instanceof ClientMessage.Read read) {
      send(
          new ServerMessage.ReadAnswer(
              read.id(),
              new dev.incumbent.session.Answer.Value(Optional.empty()),
              1,
              !read.stale(),
              OptionalLong.empty()));
    }
  }

  private synchronized void welcome(StreamObserver<byte[]> from) {
    stream = Optional.of(from);
    send(new ServerMessage.Welcome(1, "scripted", "n1", List.of(address())));
    send(new ServerMessage.Leader(1, true, Optional.of(address())));
  }

  private void answer(ClientMessage.Request request) {
    if (!answers.containsKey(request.sequence())) {
      answers.put(
          request.sequence(),
          new ServerMessage.Response(
              request.session(), request.sequence(), apply(request.operation())));
    }
    send(answers.get(request.sequence()));
  }

  private OperationResult apply(Operation operation) {
    if (operation instanceof Operation.Campaign campaign && grants) {
      long token = ++lastToken;
      tell(
          new SessionEvent.Granted(
              campaign.election(),
              campaign.candidate(),
              new FencingToken(token),
              new GrantId(token, token),
              fences,
              predecessors));
    } else if (operation instanceof Operation.Release release) {
      tell(new SessionEvent.Ended(release.election(), release.token(), release.reason()));
    } else if (operation instanceof Operation.Put) {
      return new OperationResult.Written(1);
    } else if (operation instanceof Operation.Revoke revoke) {
      tell(new SessionEvent.Withdrawn(revoke.election(), revoke.token(), EndReason.REVOKED));
      return new OperationResult.Noted(revoke.token());
    }
    return new OperationResult.Done();
  }
}
