package dev.incumbent.cli.output;

import com.google.gson.JsonArray;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import dev.incumbent.codec.Bytes;
import dev.incumbent.election.ElectionEvent;
import dev.incumbent.election.ElectionView;
import dev.incumbent.election.Elections;
import dev.incumbent.election.FencedStore;
import dev.incumbent.election.NodeReport;
import dev.incumbent.election.Read;
import dev.incumbent.error.Failure;
import dev.incumbent.session.NodeView;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.OptionalLong;

/**
 * The JSON form of each answer. Fields are documented in {@code docs/cli.md} and only ever added
 * to.
 */
public final class Json {
  private Json() {}

  static JsonObject error(Failure failure) {
    JsonObject inner = new JsonObject();
    inner.addProperty("code", Output.word(failure.code()));
    inner.addProperty("message", failure.message());
    inner.addProperty("value", failure.value());
    inner.addProperty("allowed", failure.allowed());
    JsonObject outer = new JsonObject();
    outer.add("error", inner);
    return outer;
  }

  /** One election. */
  public static JsonObject election(Elections.Listed listed, Read<?> read) {
    ElectionView view = listed.view();
    JsonObject object = new JsonObject();
    object.addProperty("election", view.election().value());
    object.add("holder", view.holder().map(h -> holder(h, listed)).orElse(null));
    JsonArray queue = new JsonArray();
    view.queue().forEach(w -> queue.add(waiting(w)));
    object.add("queue", queue);
    JsonArray history = new JsonArray();
    view.history().forEach(p -> history.add(past(p)));
    object.add("history", history);
    ConditionsJson.addTo(object, view.conditions());
    addFreshness(object, read);
    return object;
  }

  /** An election of which an operator should know something. */
  public static JsonObject attention(ElectionView view) {
    JsonObject object = new JsonObject();
    object.addProperty("election", view.election().value());
    object.addProperty("why", ConditionsText.brief(view.conditions()));
    return object;
  }

  private static JsonObject holder(ElectionView.Holder holder, Elections.Listed listed) {
    JsonObject object = new JsonObject();
    object.addProperty("candidate", holder.candidate().value());
    object.addProperty("session", holder.session().toString());
    object.addProperty("incarnation", holder.incarnation());
    addBytes(object, "metadata", holder.metadata());
    object.addProperty("token", holder.token().value());
    object.addProperty("grant", holder.grant().toString());
    object.addProperty("revocation", Output.word(holder.revocation()));
    object.addProperty("promoted", holder.promoted());
    object.addProperty("withdrawn", holder.withdrawn().map(Output::word).orElse(null));
    object.addProperty("grantedAtMillis", holder.grantedAtMillis());
    object.addProperty("ttlMillis", holder.ttlMillis());
    object.add(
        "leaseLeftMillis",
        listed.leaseLeftMillis() < 0
            ? JsonNull.INSTANCE
            : new JsonPrimitive(listed.leaseLeftMillis()));
    return object;
  }

  private static JsonObject waiting(ElectionView.Waiting waiting) {
    JsonObject object = new JsonObject();
    object.addProperty("candidate", waiting.candidate().value());
    object.addProperty("session", waiting.session().toString());
    object.addProperty("incarnation", waiting.incarnation());
    addBytes(object, "metadata", waiting.metadata());
    object.addProperty("priority", waiting.priority());
    return object;
  }

  private static JsonObject past(ElectionView.Past past) {
    JsonObject object = new JsonObject();
    object.addProperty("candidate", past.candidate().value());
    object.addProperty("session", past.session().toString());
    object.addProperty("token", past.token().value());
    object.addProperty("grant", past.grant().toString());
    object.addProperty("reason", Output.word(past.reason()));
    object.addProperty("grantedAtMillis", past.grantedAtMillis());
    object.addProperty("endedAtMillis", past.endedAtMillis());
    object.addProperty("detail", past.detail());
    return object;
  }

  /** One event. */
  public static JsonObject event(ElectionEvent event) {
    JsonObject object = new JsonObject();
    object.addProperty("event", Output.word(event.kind()));
    object.addProperty("index", event.position().index());
    object.addProperty("ordinal", event.position().ordinal());
    object.addProperty("election", event.election().value());
    object.addProperty("candidate", event.candidate().value());
    object.addProperty("session", event.session().toString());
    object.addProperty("token", event.token().map(t -> t.value()).orElse(null));
    object.addProperty("grant", event.grant().map(Object::toString).orElse(null));
    object.addProperty("reason", event.reason().map(Output::word).orElse(null));
    addBytes(object, "metadata", event.metadata());
    return object;
  }

  /** A stored value. */
  public static JsonObject stored(String key, FencedStore.Stored stored, Read<?> read) {
    JsonObject object = new JsonObject();
    object.addProperty("key", key);
    addBytes(object, "value", stored.value());
    object.addProperty("version", stored.version());
    object.addProperty("election", stored.election().value());
    object.addProperty("token", stored.token().value());
    addFreshness(object, read);
    return object;
  }

  /** One node's report. */
  public static JsonObject node(NodeReport report) {
    JsonObject object = new JsonObject();
    object.addProperty("address", report.address());
    object.add("error", report.failure().map(f -> error(f).get("error")).orElse(null));
    report.view().ifPresent(view -> addNode(object, view));
    return object;
  }

  private static void addNode(JsonObject object, NodeView view) {
    object.addProperty("cluster", view.cluster());
    object.addProperty("node", view.node());
    object.addProperty("role", Output.word(view.role()));
    object.addProperty("ready", view.ready());
    object.addProperty("quorum", view.quorum());
    object.addProperty("term", view.term());
    object.addProperty("leader", view.leader());
    object.addProperty("lastApplied", view.lastApplied());
    object.addProperty("lastCommitted", view.lastCommitted());
    object.addProperty("snapshotIndex", view.snapshotIndex());
    object.add("ageMillis", number(view.ageMillis()));
    object.addProperty("insecure", view.insecure());
    JsonArray voters = new JsonArray();
    view.voters().forEach(v -> voters.add(voter(v)));
    object.add("voters", voters);
    JsonObject counters = new JsonObject();
    view.counters().forEach(counters::addProperty);
    object.add("counters", counters);
  }

  private static JsonObject voter(NodeView.Voter voter) {
    JsonObject object = new JsonObject();
    object.addProperty("node", voter.node());
    object.addProperty("address", voter.address());
    return object;
  }

  private static void addFreshness(JsonObject object, Read<?> read) {
    object.addProperty("index", read.index());
    object.addProperty("linearizable", read.linearizable());
    object.add("ageMillis", number(read.ageMillis()));
  }

  private static com.google.gson.JsonElement number(OptionalLong value) {
    return value.isPresent() ? new JsonPrimitive(value.getAsLong()) : JsonNull.INSTANCE;
  }

  /**
   * As text where the bytes are UTF-8, else as base64 under the name with {@code Base64} behind it.
   */
  private static void addBytes(JsonObject object, String name, Bytes bytes) {
    try {
      object.addProperty(
          name,
          StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes.toArray())).toString());
    } catch (CharacterCodingException e) {
      object.addProperty(name + "Base64", Base64.getEncoder().encodeToString(bytes.toArray()));
    }
  }
}
