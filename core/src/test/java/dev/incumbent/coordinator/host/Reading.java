package dev.incumbent.coordinator.host;

import static org.assertj.core.api.Assertions.assertThat;

import dev.incumbent.error.FailureCode;
import dev.incumbent.session.ClientMessage;
import dev.incumbent.session.Query;
import dev.incumbent.session.ServerMessage.ReadAnswer;
import dev.incumbent.session.ServerMessage.ReadFailed;
import java.util.List;

/** A node and one stream that reads from it. */
abstract class Reading {
  static final Query ELECTION = new Query.Election(TestClient.ELECTION);

  final HostHarness node = HostHarness.ofThree("a");

  void read(long id, Query query, boolean stale) {
    node.receive(1, new ClientMessage.Read(id, query, stale));
  }

  FailureCode failure() {
    return node.take(1, ReadFailed.class).get(0).failure().code();
  }

  ReadAnswer answer() {
    List<ReadAnswer> answers = node.take(1, ReadAnswer.class);
    assertThat(answers).hasSize(1);
    return answers.get(0);
  }
}
