package dev.incumbent.fence.actions;

import dev.incumbent.fencing.FencingTarget;
import dev.incumbent.fencing.Incarnation;
import dev.incumbent.fencing.Predecessor;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What a script or a service is told of whom to fence: one text a field, all always there. */
final class TargetFields {
  private TargetFields() {}

  static Map<String, String> of(FencingTarget target) {
    Predecessor predecessor = target.predecessor();
    Optional<Incarnation> process = predecessor.process();
    Map<String, String> fields = new TreeMap<>();
    fields.put("election", target.space().election().value());
    fields.put("cluster", target.space().cluster());
    fields.put("token", predecessor.token().toString());
    fields.put("grant", predecessor.grant().toString());
    fields.put("session", predecessor.session().toString());
    fields.put("candidate", predecessor.candidate().value());
    fields.put("incarnation", predecessor.incarnation());
    fields.put("host", process.map(Incarnation::host).orElse(""));
    fields.put("pid", process.map(p -> Long.toString(p.pid())).orElse(""));
    fields.put("startMillis", process.map(p -> Long.toString(p.startMillis())).orElse(""));
    fields.put("podUid", process.flatMap(Incarnation::podUid).orElse(""));
    fields.put("successorToken", target.successor().toString());
    return fields;
  }
}
