package dev.incumbent.simulation;

import dev.incumbent.coordinator.Applied;
import dev.incumbent.coordinator.host.HostAction;
import dev.incumbent.coordinator.host.HostEvent;
import dev.incumbent.election.ElectionEvent;
import dev.incumbent.fencing.FencingToken;
import dev.incumbent.session.ClientMessage;
import dev.incumbent.session.ServerMessage;
import dev.incumbent.session.client.ClientAction;
import dev.incumbent.session.client.ClientEvent;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;

/** Writes down what a scripted world does, and tells the script of moments that it waits for. */
final class Chronicler implements Director {
  private final Transcript transcript;
  private final BiConsumer<Moment, String> moments;
  private final Set<FencingToken> frozen = new HashSet<>();

  /**
   * @param moments is told each moment, and which process' it is
   */
  Chronicler(Transcript transcript, BiConsumer<Moment, String> moments) {
    this.transcript = transcript;
    this.moments = moments;
  }

  @Override
  public Draw draw(long seed, String label) {
    return new SteadyDraw(Draw.of(seed, label).nextLong());
  }

  @Override
  public void turned(Client client, ClientEvent event, List<ClientAction> actions) {
    happened(client.machine(), event);
    ClientLines lines = new ClientLines(transcript, client, frozen::contains, hearsReady(event));
    for (ClientAction action : actions) {
      action.match(lines);
      if (action instanceof ClientAction.Freeze freeze) {
        frozen.add(freeze.token());
      } else if (action instanceof ClientAction.Send send
          && send.message() instanceof ClientMessage.Renew) {
        moments.accept(Moment.RENEWED, client.machine().toString());
      }
    }
  }

  private void happened(Machine process, ClientEvent event) {
    if (event instanceof ClientEvent.WorkReturned returned) {
      transcript.line(process, returned.token(), "has had its work return");
    } else if (event instanceof ClientEvent.ClaimFailed failed) {
      transcript.line(process, failed.token(), "cannot claim: " + failed.failure().code());
    } else if (event instanceof ClientEvent.Disconnected disconnected
        && !disconnected.why().equals("connection refused")) {
      transcript.line(process, "", "loses a stream: " + disconnected.why());
    }
  }

  private static boolean hearsReady(ClientEvent event) {
    return event instanceof ClientEvent.Received received
        && received.message() instanceof ServerMessage.Leader leader
        && leader.ready();
  }

  @Override
  public void turned(SimNode node, HostEvent event, List<HostAction> actions) {
    if (event instanceof HostEvent.BecameReady ready) {
      transcript.line(node.name(), "", "leads term " + ready.term() + " and is ready");
    } else if (event instanceof HostEvent.LostLeadership) {
      transcript.line(node.name(), "", "learns that it leads no more");
    }
    for (HostAction action : actions) {
      if (action instanceof HostAction.Send send
          && send.message() instanceof ServerMessage.Renewed) {
        node.streams().stream()
            .filter(stream -> stream.id() == send.stream())
            .forEach(stream -> moments.accept(Moment.ACKNOWLEDGED, stream.process()));
      }
    }
  }

  @Override
  public void committed(Applied applied) {
    for (ElectionEvent event : applied.electionEvents()) {
      Object token = event.token().<Object>map(it -> it).orElse("");
      String reason = event.reason().map(it -> ": " + it).orElse("");
      transcript.line("log", token, event.candidate() + " " + event.kind() + reason);
    }
  }

  @Override
  public void claimed(FencingToken token, boolean refused) {
    transcript.line("storage", token, refused ? "refuses a claim" : "is claimed");
  }

  @Override
  public void wrote(FencingToken token, boolean refused) {
    if (refused) {
      transcript.line("storage", token, "REFUSES a write");
    } else {
      transcript.routine("storage", token, Transcript.Routine.TAKES, " a write");
    }
  }

  @Override
  public void looked(Client client, Term term) {
    transcript.routine(
        client.machine(), term.token(), Transcript.Routine.WRITES, ", for it is valid");
    moments.accept(Moment.LOOKED, client.machine().toString());
  }
}
