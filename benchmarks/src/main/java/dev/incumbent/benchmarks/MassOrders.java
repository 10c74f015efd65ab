package dev.incumbent.benchmarks;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.Function;

/**
 * What the driver says to a process that stands in many elections: {@code campaign COUNT PREFIX},
 * {@code await} to be told that it stands in all, {@code leave}, {@code end}.
 */
final class MassOrders {
  /** Standing in elections of one prefix. */
  interface Stand {
    /** Begins to stand. */
    void begin() throws Exception;

    /** Returns when it stands, or leads, in all. */
    void awaitStanding() throws Exception;

    /** Ends all leaderships. */
    void leave() throws Exception;
  }

  private final Function<MassTold, Stand> stands;
  private Optional<MassTold> told = Optional.empty();
  private Optional<Stand> stand = Optional.empty();

  private MassOrders(Function<MassTold, Stand> stands) {
    this.stands = stands;
  }

  /**
   * Obeys until the end.
   *
   * @param stands makes one
   */
  static void read(Function<MassTold, Stand> stands) throws Exception {
    MassOrders orders = new MassOrders(stands);
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
      String order = lines.readLine();
      while (order != null && !order.equals("end")) {
        orders.obey(order.split(" ", -1));
        order = lines.readLine();
      }
    }
  }

  private void obey(String[] order) throws Exception {
    switch (order[0]) {
      case "campaign" -> campaign(new MassTold(Integer.parseInt(order[1]), order[2]));
      case "await" -> {
        stand.orElseThrow().awaitStanding();
        told.orElseThrow().say("standing");
      }
      case "leave" -> {
        stand.orElseThrow().leave();
        told.orElseThrow().gone();
      }
      default -> throw new IllegalArgumentException("order '" + order[0] + "' is unknown");
    }
  }

  private void campaign(MassTold begun) throws Exception {
    told = Optional.of(begun);
    stand = Optional.of(stands.apply(begun));
    begun.say("begun");
    stand.get().begin();
  }
}
