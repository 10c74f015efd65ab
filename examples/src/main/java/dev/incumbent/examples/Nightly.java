package dev.incumbent.examples;

import dev.incumbent.cluster.node.Node;
import dev.incumbent.cluster.node.NodeConfig;
import dev.incumbent.codec.Bytes;
import dev.incumbent.election.CampaignConfig;
import dev.incumbent.election.CandidateName;
import dev.incumbent.election.Coordinator;
import dev.incumbent.election.ElectionName;
import dev.incumbent.election.FencedStore;
import dev.incumbent.election.FencedStore.Writer;
import dev.incumbent.spi.ClientConfig;
import java.nio.file.Path;
import java.util.OptionalLong;

/**
 * The README's first example: a replica that carries its own coordinator node, and leads when
 * elected.
 *
 * <p>Arguments: this replica's address, its data folder, and the addresses of all replicas.
 */
public final class Nightly {
  private Nightly() {}

  // README begins
  public static void main(String[] args) throws InterruptedException {
    NodeConfig config =
        NodeConfig.of(args[0], Path.of(args[1])) // this replica's address and data folder
            .peers(args[2].split(",")) // the addresses of all replicas: 1, 3, 5 or 7
            .bootstrap(true)
            .build();
    try (Node node = Node.start(config);
        Coordinator coordinator = node.connect(ClientConfig.of("nightly at " + args[0]))) {
      FencedStore store = coordinator.store();
      CampaignConfig campaign =
          CampaignConfig.of(new ElectionName("nightly"), new CandidateName(args[0]))
              .fencedBy(store.asFence()) // every write goes through it: fail over at once
              .build();
      coordinator
          .campaign(
              campaign,
              leadership -> { // runs in one replica at a time
                Bytes value = Bytes.utf8("run under token " + leadership.token());
                store.put(Writer.of(leadership), "last", value, OptionalLong.empty()).join();
              })
          .finished()
          .toCompletableFuture()
          .join();
    }
  }
  // README ends
}
