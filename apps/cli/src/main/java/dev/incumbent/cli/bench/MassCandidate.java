package dev.incumbent.cli.bench;

import dev.incumbent.election.CampaignConfig;
import dev.incumbent.election.CandidateName;
import dev.incumbent.election.Coordinator;
import dev.incumbent.election.ElectionName;
import dev.incumbent.spi.ClientConfig;
import dev.incumbent.spi.Coordinators;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * A process with one client whose fenced candidate stands in many elections at once. On stdin it is
 * told
 *
 * <ul>
 *   <li>{@code campaign COUNT PREFIX}: to stand in that many elections, named by the prefix and a
 *       number. It says {@code begun COUNT NANOS PREFIX} first; when it leads all, for each {@code
 *       led TOKEN NANOS ELECTION}, and {@code all COUNT NANOS PREFIX} with the time of the last.
 *   <li>{@code await}: to say {@code standing COUNT NANOS PREFIX} once it stands, or leads, in all
 *       of them, as the coordinator sees it.
 *   <li>{@code leave}: to stop everywhere. When all has ended, it says for each leadership {@code
 *       left} when its work returned and {@code over} when it was told the end, and {@code gone
 *       COUNT NANOS PREFIX}.
 *   <li>{@code end}, as at the end of stdin: to end.
 * </ul>
 *
 * <p>It says when it stood still ({@link OwnSilence}).
 */
final class MassCandidate {
  private static final String END = "end";

  private final Coordinator coordinator;
  private final CandidateName name;
  private Optional<MassStand> stand = Optional.empty();

  private MassCandidate(Coordinator coordinator, CandidateName name) {
    this.coordinator = coordinator;
    this.name = name;
  }

  /** Takes the coordinator's URI and the candidate's name. */
  public static void main(String[] args) throws IOException, InterruptedException {
    OwnSilence.tell();
    try (Coordinator coordinator = Coordinators.connect(args[0], ClientConfig.of(args[1]));
        BufferedReader orders =
            new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
      MassCandidate candidate = new MassCandidate(coordinator, new CandidateName(args[1]));
      String order = orders.readLine();
      while (order != null && !order.equals(END)) {
        candidate.obey(order.split(" ", -1));
        order = orders.readLine();
      }
      candidate.leave();
    }
  }

  private void obey(String[] order) throws InterruptedException {
    switch (order[0]) {
      case "campaign" -> campaign(Integer.parseInt(order[1]), order[2]);
      case "await" -> stand.orElseThrow().awaitStanding(coordinator.elections(), name);
      case "leave" -> leave();
      default -> throw new IllegalArgumentException("order '" + order[0] + "' is unknown");
    }
  }

  private void campaign(int count, String prefix) {
    MassStand begun = new MassStand(count, prefix);
    stand = Optional.of(begun);
    begun.say("begun");
    for (int i = 0; i < count; i++) {
      CampaignConfig campaign =
          CampaignConfig.of(new ElectionName(prefix + i), name)
              .fencedBy(coordinator.store().asFence())
              .build();
      begun.add(coordinator.campaign(campaign, begun.task()));
    }
  }

  private void leave() throws InterruptedException {
    if (stand.isPresent()) {
      stand.get().leave();
    }
    stand = Optional.empty();
  }
}
