package dev.incumbent.simulation;

import dev.incumbent.coordinator.Command;
import dev.incumbent.coordinator.CoordinatorState;
import dev.incumbent.coordinator.LogEntry;
import dev.incumbent.coordinator.Operation;
import dev.incumbent.coordinator.OperationResult;
import dev.incumbent.coordinator.host.HostAction;
import dev.incumbent.coordinator.host.HostEvent;
import dev.incumbent.election.ElectionView;
import dev.incumbent.error.Failure;
import dev.incumbent.error.FailureCode;
import dev.incumbent.session.ClientMessage;
import dev.incumbent.session.ServerMessage;
import dev.incumbent.session.client.ClientAction;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.UnaryOperator;

/** What the coordinator's own storage promises, undone promise by promise. */
enum BrokenKeys implements Tampering {
  /** S-3: a write takes effect whatever leadership it is of, as one of the current leadership. */
  WITHOUT_CHECK {
    @Override
    public LogEntry entering(long term, LogEntry entry, CoordinatorState state) {
      return each(entry, it -> relabelled(it, state));
    }
  },

  /** S-8: a write is acknowledged as it arrives. */
  ACKNOWLEDGED_AT_ONCE {
    @Override
    public List<HostAction> nodeActions(HostEvent event, List<HostAction> actions) {
      List<HostAction> more = new ArrayList<>(actions);
      if (event instanceof HostEvent.Received received
          && received.message() instanceof ClientMessage.Request request
          && request.operation() instanceof Operation.Put) {
        more.add(
            new HostAction.Send(
                received.stream(),
                new ServerMessage.Response(
                    request.session(), request.sequence(), new OperationResult.Written(1))));
      }
      return more;
    }
  },

  /** S-8: what a write has put into the storage is gone, though it was answered as done. */
  WRITE_LOST {
    @Override
    public LogEntry entering(long term, LogEntry entry, CoordinatorState state) {
      return each(entry, BrokenKeys::elsewhere);
    }
  },

  /** S-9: what is asked for again takes effect again. */
  APPLIED_AGAIN {
    @Override
    public LogEntry entering(long term, LogEntry entry, CoordinatorState state) {
      return each(
          entry,
          it ->
              state.answered(it.session(), it.sequence()).isPresent()
                  ? new Command.Sequenced(
                      it.session(), it.sequence() + ANEW, it.acknowledged(), it.operation())
                  : it);
    }
  },

  /** S-10: a node answers from what it has, and calls that linearizable. */
  STALE_READ_CALLED_LINEARIZABLE {
    @Override
    public HostEvent nodeEvent(HostEvent event) {
      return event instanceof HostEvent.Received received
              && received.message() instanceof ClientMessage.Read read
          ? new HostEvent.Received(
              received.stream(), new ClientMessage.Read(read.id(), read.query(), true))
          : event;
    }

    @Override
    public List<HostAction> nodeActions(HostEvent event, List<HostAction> actions) {
      return actions.stream().map(BrokenKeys::linearizable).toList();
    }
  },

  /** S-10: a stale read says that it is half a second newer than it is. */
  STALE_READ_SAYS_NEWER {
    @Override
    public List<HostAction> nodeActions(HostEvent event, List<HostAction> actions) {
      return actions.stream().map(BrokenKeys::newer).toList();
    }
  },

  /** A write of which nobody knows what became counts as one that was refused. */
  UNKNOWN_IS_REFUSED {
    @Override
    public List<ClientAction> clientActions(List<ClientAction> actions) {
      return actions.stream().map(BrokenKeys::refused).toList();
    }
  };

  private static final long ANEW = 1_000_000;

  private static LogEntry each(LogEntry entry, UnaryOperator<Command.Sequenced> change) {
    List<Command> commands =
        entry.commands().stream()
            .map(
                it ->
                    it instanceof Command.Sequenced one && one.operation() instanceof Operation.Put
                        ? change.apply(one)
                        : it)
            .toList();
    return new LogEntry(entry.randomHigh(), entry.randomLow(), entry.submittedAtMillis(), commands);
  }

  private static Command.Sequenced with(Command.Sequenced command, Operation operation) {
    return new Command.Sequenced(
        command.session(), command.sequence(), command.acknowledged(), operation);
  }

  private static Command.Sequenced relabelled(Command.Sequenced command, CoordinatorState state) {
    Operation.Put put = (Operation.Put) command.operation();
    Optional<ElectionView.Holder> holder =
        state.election(put.election()).flatMap(ElectionView::holder);
    return holder
        .map(
            it ->
                with(
                    command,
                    new Operation.Put(
                        put.election(),
                        it.token(),
                        it.grant(),
                        put.key(),
                        put.value(),
                        put.ifVersion())))
        .orElse(command);
  }

  private static Command.Sequenced elsewhere(Command.Sequenced command) {
    Operation.Put put = (Operation.Put) command.operation();
    return with(
        command,
        new Operation.Put(
            put.election(), put.token(), put.grant(), "lost", put.value(), put.ifVersion()));
  }

  private static HostAction linearizable(HostAction action) {
    return action instanceof HostAction.Send send
            && send.message() instanceof ServerMessage.ReadAnswer answer
        ? new HostAction.Send(
            send.stream(),
            new ServerMessage.ReadAnswer(
                answer.id(), answer.answer(), answer.index(), true, OptionalLong.empty()))
        : action;
  }

  private static HostAction newer(HostAction action) {
    return action instanceof HostAction.Send send
            && send.message() instanceof ServerMessage.ReadAnswer answer
            && answer.ageMillis().isPresent()
        ? new HostAction.Send(
            send.stream(),
            new ServerMessage.ReadAnswer(
                answer.id(),
                answer.answer(),
                answer.index(),
                false,
                OptionalLong.of(Math.max(0, answer.ageMillis().getAsLong() - 500))))
        : action;
  }

  private static ClientAction refused(ClientAction action) {
    if (action instanceof ClientAction.Fail fail) {
      return new ClientAction.Fail(fail.call(), known(fail.failure()));
    }
    return action instanceof ClientAction.Answer answer
            && answer.result() instanceof OperationResult.Failed failed
        ? new ClientAction.Answer(
            answer.call(), new OperationResult.Failed(known(failed.failure())))
        : action;
  }

  private static Failure known(Failure failure) {
    return failure.code() == FailureCode.OUTCOME_UNKNOWN
        ? Failure.of(FailureCode.UNAVAILABLE, failure.message())
        : failure;
  }
}
