package dev.incumbent.codec;

import static org.assertj.core.api.Assertions.assertThat;

import dev.incumbent.coordinator.Command;
import dev.incumbent.coordinator.Operation;
import dev.incumbent.coordinator.OperationResult;
import dev.incumbent.coordinator.SessionEvent;
import dev.incumbent.election.ElectionEvent;
import dev.incumbent.election.OperatorAct;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Each value of version 1 encodes to the committed bytes, and they decode to it. */
final class GoldenBytesTest {
  @TestFactory
  Stream<DynamicTest> keepsTheBytesOfEachCommand() {
    return Samples.commands().entrySet().stream()
        .map(
            sample ->
                DynamicTest.dynamicTest(
                    sample.getKey(),
                    () -> {
                      String file = "entry/" + sample.getKey() + ".hex";
                      Command command = sample.getValue();
                      Golden.assertBytes(file, LogEntryCodec.encode(Samples.entry(command)));
                      assertThat(LogEntryCodec.decode(Golden.readBytes(file)))
                          .isEqualTo(Samples.entry(command));
                    }));
  }

  @TestFactory
  Stream<DynamicTest> keepsTheBytesOfEachResult() {
    return each(
        "result",
        Samples.results(),
        OperationCodec::writeResult,
        OperationCodec::readResult,
        OperationResult.class);
  }

  @TestFactory
  Stream<DynamicTest> keepsTheBytesOfEachSessionEvent() {
    return each(
        "session-event",
        Samples.sessionEvents(),
        EventCodec::writeSessionEvent,
        EventCodec::readSessionEvent,
        SessionEvent.class);
  }

  @TestFactory
  Stream<DynamicTest> keepsTheBytesOfEachElectionEvent() {
    return each(
        "election-event",
        Samples.electionEvents(),
        EventCodec::writeElectionEvent,
        EventCodec::readElectionEvent,
        ElectionEvent.class);
  }

  @Test
  void keepsTheBytesOfAnElectionView() {
    String file = "election-view/view.hex";

    Golden.assertBytes(
        file, EventCodec.writeElectionView(new ByteWriter(), Samples.view()).toArray());
    assertThat(EventCodec.readElectionView(new ByteReader(Golden.readBytes(file))))
        .isEqualTo(Samples.view());
  }

  @Test
  void hasASampleOfEachCaseOfEachClosedSet() {
    assertThat(Samples.commands().values().stream().map(Object::getClass).distinct())
        .hasSize(Command.class.getPermittedSubclasses().length);
    assertThat(Samples.operations().values().stream().map(Object::getClass).distinct())
        .hasSize(Operation.class.getPermittedSubclasses().length);
    assertThat(Samples.acts().values().stream().map(Object::getClass).distinct())
        .hasSize(OperatorAct.class.getPermittedSubclasses().length);
    assertThat(Samples.results().values().stream().map(Object::getClass).distinct())
        .hasSize(OperationResult.class.getPermittedSubclasses().length);
    assertThat(Samples.sessionEvents().values().stream().map(Object::getClass).distinct())
        .hasSize(SessionEvent.class.getPermittedSubclasses().length);
  }

  private static <T> Stream<DynamicTest> each(
      String folder,
      Map<String, T> samples,
      BiFunction<ByteWriter, T, ByteWriter> write,
      Function<ByteReader, T> read,
      Class<T> type) {
    return samples.entrySet().stream()
        .map(
            sample ->
                DynamicTest.dynamicTest(
                    type.getSimpleName() + " " + sample.getKey(),
                    () -> {
                      String file = folder + "/" + sample.getKey() + ".hex";
                      byte[] bytes = write.apply(new ByteWriter(), sample.getValue()).toArray();
                      Golden.assertBytes(file, bytes);
                      ByteReader in = new ByteReader(Golden.readBytes(file));
                      assertThat(read.apply(in)).isEqualTo(sample.getValue());
                      in.expectEnd();
                    }));
  }
}
