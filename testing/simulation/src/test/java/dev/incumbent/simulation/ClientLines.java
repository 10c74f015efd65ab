package dev.incumbent.simulation;

import dev.incumbent.coordinator.Operation;
import dev.incumbent.fencing.FencingToken;
import dev.incumbent.session.ClientMessage;
import dev.incumbent.session.client.ClientAction;
import java.util.Locale;
import java.util.StringJoiner;
import java.util.function.Predicate;

/** Writes down what the protocol of a process decides. */
final class ClientLines implements ClientAction.Cases<Boolean> {
  private final Transcript transcript;
  private final Client client;
  private final Predicate<FencingToken> frozen;
  private final boolean hearsReady;

  /**
   * @param frozen whether a leadership's deadline moves no more
   * @param hearsReady whether the client decides this because a Raft leader is ready
   */
  ClientLines(
      Transcript transcript, Client client, Predicate<FencingToken> frozen, boolean hearsReady) {
    this.transcript = transcript;
    this.client = client;
    this.frozen = frozen;
    this.hearsReady = hearsReady;
  }

  private boolean line(Object token, String text) {
    transcript.line(client.machine(), token, text);
    return true;
  }

  /** The tokens of the leaderships that live by the session's lease. */
  private String tokens() {
    StringJoiner tokens = new StringJoiner(" ");
    client.standing().terms().stream()
        .filter(term -> term.lease() != null && !frozen.test(term.token()))
        .forEach(term -> tokens.add(term.token().toString()));
    return tokens.toString();
  }

  private boolean isIdle() {
    return client.standing().terms().isEmpty();
  }

  private String at(long nanos) {
    return String.format(Locale.ROOT, "%.1f", nanos / 1e6);
  }

  @Override
  public Boolean send(ClientAction.Send action) {
    ClientMessage message = action.message();
    if (message instanceof ClientMessage.Renew) {
      renew();
    } else if (message instanceof ClientMessage.Request request) {
      request(request.operation());
    } else if (message instanceof ClientMessage.Open) {
      line("", "opens a session");
    } else if (message instanceof ClientMessage.Attach && hearsReady) {
      line("", "attaches its session to " + node(action.connection()) + ", which leads");
    }
    return true;
  }

  private void renew() {
    if (!isIdle()) {
      transcript.routine(client.machine(), tokens(), Transcript.Routine.RENEWS, "");
    }
  }

  private String node(long connection) {
    return client.streams().stream()
        .filter(stream -> stream.connection() == connection)
        .map(stream -> stream.node().name())
        .findAny()
        .orElse("a node");
  }

  private void request(Operation operation) {
    if (operation instanceof Operation.Campaign campaign) {
      line("", "campaigns as " + campaign.candidate() + ", " + campaign.revocation());
    } else if (operation instanceof Operation.Release release) {
      line(release.token(), "releases: " + release.reason());
    } else if (operation instanceof Operation.ReportPromoted report) {
      line(report.token(), "reports that it has claimed every fence");
    } else if (operation instanceof Operation.Abandon abandon) {
      line(abandon.token(), "reports that its work has overrun its bound");
    } else if (operation instanceof Operation.Revoke revoke) {
      line(revoke.token(), "asks to revoke, for an operator");
    } else {
      line("", "asks for " + operation);
    }
  }

  @Override
  public Boolean leaseMoved(ClientAction.LeaseMoved action) {
    if (!isIdle()) {
      String until =
          tokens().isEmpty() ? "" : ": valid until " + at(action.lease().deadlineNanos());
      transcript.routine(client.machine(), tokens(), Transcript.Routine.ACKNOWLEDGED, until);
    }
    return true;
  }

  @Override
  public Boolean leaseLost(ClientAction.LeaseLost action) {
    return line(tokens(), "calls what it held lost, for good");
  }

  @Override
  public Boolean jeopardy(ClientAction.Jeopardy action) {
    return line(tokens(), action.inJeopardy() ? "is in jeopardy" : "is safe again");
  }

  @Override
  public Boolean availability(ClientAction.Availability action) {
    return line("", "is told that the coordinator is " + action.state());
  }

  @Override
  public Boolean promote(ClientAction.Promote action) {
    StringJoiner after = new StringJoiner(", ", ", after ", "").setEmptyValue("");
    action.grant().predecessors().forEach(one -> after.add("token " + one.token()));
    return line(action.grant().token(), "is granted the election" + after + ": claims its fence");
  }

  @Override
  public Boolean lead(ClientAction.Lead action) {
    return line(action.token(), "leads: its work begins");
  }

  @Override
  public Boolean freeze(ClientAction.Freeze action) {
    return line(action.token(), "freezes the deadline");
  }

  @Override
  public Boolean stop(ClientAction.Stop action) {
    return line(action.token(), "tells the work to stop: " + action.cause());
  }

  @Override
  public Boolean ended(ClientAction.Ended action) {
    return line(action.token(), "tells the task that it has ended: " + action.reason());
  }

  @Override
  public Boolean finished(ClientAction.Finished action) {
    return line("", "has a candidacy less");
  }

  @Override
  public Boolean log(ClientAction.Log action) {
    return line("", "logs: " + action.message().replaceAll("session [0-9a-f]{32}", "its session"));
  }

  @Override
  public Boolean fail(ClientAction.Fail action) {
    return line("", "is refused: " + action.failure().code());
  }

  @Override
  public Boolean connect(ClientAction.Connect action) {
    return false;
  }

  @Override
  public Boolean disconnect(ClientAction.Disconnect action) {
    return false;
  }

  @Override
  public Boolean answer(ClientAction.Answer action) {
    return false;
  }

  @Override
  public Boolean answerRead(ClientAction.AnswerRead action) {
    return false;
  }

  @Override
  public Boolean resync(ClientAction.Resync action) {
    return false;
  }

  @Override
  public Boolean told(ClientAction.Told action) {
    return false;
  }

  @Override
  public Boolean observerConnected(ClientAction.ObserverConnected action) {
    return false;
  }

  @Override
  public Boolean checkHealth(ClientAction.CheckHealth action) {
    return false;
  }

  @Override
  public Boolean leaveReturns(ClientAction.LeaveReturns action) {
    return false;
  }

  @Override
  public Boolean closed(ClientAction.Closed action) {
    return line("", "has closed its client");
  }
}
