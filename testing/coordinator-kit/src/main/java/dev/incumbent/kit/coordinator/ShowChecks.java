package dev.incumbent.kit.coordinator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.incumbent.codec.Bytes;
import dev.incumbent.election.Candidacy;
import dev.incumbent.election.Coordinator;
import dev.incumbent.election.ElectionEvent.Kind;
import dev.incumbent.election.ElectionName;
import dev.incumbent.election.ElectionView;
import dev.incumbent.election.Elections;
import dev.incumbent.election.Freshness;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What reads and observers are shown of candidates and elections. */
abstract class ShowChecks extends HandOverChecks {
  private static final Bytes OLD = Bytes.utf8("10.0.0.1:80");
  private static final Bytes NEW = Bytes.utf8("10.0.0.2:80");

  @Test
  public final void reads_showUpdatedMetadata() throws Exception {
    Contender first = contender("first");
    Candidacy leading = campaign(client("one"), first, config -> config.metadata(OLD));
    awaitLead(first, 1);
    Candidacy waiting = queueUp(client("two"), contender("second"), config -> config.metadata(OLD));
    ask("an update of the leader", () -> leading.updateMetadata(NEW));
    ask("an update of who waits", () -> waiting.updateMetadata(NEW));
    ElectionView view = view(client("three")).orElseThrow();
    assertThat(view.holder().orElseThrow().metadata()).isEqualTo(NEW);
    assertThat(view.queue()).extracting(ElectionView.Waiting::metadata).containsExactly(NEW);
  }

  @Test
  public final void observers_areToldOfMetadata() throws Exception {
    Journalist journalist = new Journalist();
    Coordinator client = client("one");
    client.elections().observe(List.of(election()), journalist);
    until("it saw what was there before", () -> !journalist.resyncs().isEmpty());
    Contender who = contender("holder");
    Candidacy leading = campaign(client("two"), who, config -> config.metadata(OLD));
    awaitLead(who, 1);
    until("it saw the address", () -> journalist.metadataOf(Kind.GRANTED).contains(OLD));
    ask("an update", () -> leading.updateMetadata(NEW));
    until("it saw the new address", () -> journalist.metadataOf(Kind.UPDATED).contains(NEW));
  }

  @Test
  public final void reads_pageThroughTheElections() throws Exception {
    Elections elections = client("one").elections();
    List<ElectionName> all = List.of(elsewhere("a"), elsewhere("b"), elsewhere("c"));
    for (ElectionName name : all) {
      Contender who = contender("leader");
      campaign(client(name.value()), name, who, config -> {});
      awaitLead(who, 1);
    }
    Elections.Page first = page(elections, "");
    assertThat(names(first)).containsExactly(all.get(0), all.get(1));
    assertThat(first.more()).isTrue();
    Elections.Page second = page(elections, all.get(1).value());
    assertThat(names(second)).containsExactly(all.get(2));
    assertThat(second.more()).isFalse();
  }

  private Elections.Page page(Elections elections, String after) {
    return ask("a page", () -> elections.list(election().value(), after, 2, Freshness.LINEARIZABLE))
        .value();
  }

  private static List<ElectionName> names(Elections.Page page) {
    return page.elections().stream().map(listed -> listed.view().election()).toList();
  }
}
