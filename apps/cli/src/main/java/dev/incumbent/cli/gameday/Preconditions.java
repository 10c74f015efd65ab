package dev.incumbent.cli.gameday;

import dev.incumbent.cli.Version;
import dev.incumbent.cli.output.Output;
import dev.incumbent.election.ElectionView;
import dev.incumbent.election.NodeReport;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** What must be so before anything is done, whatever the scenario. */
final class Preconditions {
  private Preconditions() {}

  static List<Check> of(Survey survey) {
    List<Check> checks = new ArrayList<>();
    checks.add(new Check("version", true, "this is " + new Version().getVersion()[0]));
    checks.add(cluster(survey));
    checks.add(quorum(survey));
    checks.add(holder(survey));
    checks.add(standing(survey));
    checks.add(unblocked(survey));
    return checks;
  }

  private static Check cluster(Survey survey) {
    List<String> ids =
        survey.nodes().stream()
            .flatMap(n -> n.view().stream())
            .map(v -> v.cluster())
            .distinct()
            .toList();
    return new Check(
        "cluster",
        ids.size() <= 1,
        ids.size() <= 1
            ? "id " + String.join("", ids)
            : "the nodes belong to several clusters: " + String.join(", ", ids));
  }

  private static Check quorum(Survey survey) {
    List<String> silent =
        survey.nodes().stream().filter(n -> n.view().isEmpty()).map(NodeReport::address).toList();
    boolean ok = survey.hasQuorum() && survey.leader().isPresent() && silent.isEmpty();
    String leader =
        survey
            .leader()
            .map(l -> "leader " + l.address() + ", term " + l.term())
            .orElse("no leader");
    return new Check(
        "quorum",
        ok,
        silent.isEmpty()
            ? survey.nodes().size() + " nodes, " + leader
            : leader + "; silent already: " + String.join(", ", silent));
  }

  private static Check holder(Survey survey) {
    return survey
        .view()
        .holder()
        .map(
            h ->
                new Check(
                    "holder",
                    h.promoted() && h.withdrawn().isEmpty(),
                    "'"
                        + h.candidate()
                        + "' with token "
                        + h.token()
                        + ", "
                        + Output.word(h.revocation())
                        + ", lease "
                        + h.ttlMillis()
                        + " ms"
                        + (h.promoted() ? "" : ", not promoted yet")
                        + (h.withdrawn().isEmpty() ? "" : ", withdrawn already")))
        .orElseGet(() -> new Check("holder", false, "nobody leads"));
  }

  private static Check standing(Survey survey) {
    List<ElectionView.Waiting> queue = survey.view().queue();
    return new Check(
        "standing",
        !queue.isEmpty(),
        queue.isEmpty()
            ? "nobody else stands: start a second candidate first"
            : queue.stream()
                .limit(10)
                .map(w -> "'" + w.candidate() + "'")
                .collect(Collectors.joining(", ")));
  }

  private static Check unblocked(Survey survey) {
    boolean blocked = survey.view().conditions().paused() || survey.view().conditions().heldOff();
    return new Check(
        "grants",
        !blocked,
        blocked ? "the election is paused or held off: nobody would follow" : "not held off");
  }
}
