package dev.incumbent.cluster.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Remembers every call, in order, as one word each. */
final class RecordingListener implements EngineListener {

  private final List<String> calls = new ArrayList<>();

  @Override
  public synchronized void onLeaderReady(long term) {
    calls.add("ready " + term);
  }

  @Override
  public synchronized void onLeaderLost() {
    calls.add("lost");
  }

  @Override
  public synchronized void onLeaderChanged(Optional<String> leaderNodeId, long term) {
    calls.add("leader " + leaderNodeId.orElse("none") + " " + term);
  }

  @Override
  public synchronized void onFailure(Throwable why) {
    calls.add("failure " + why.getMessage());
  }

  @Override
  public synchronized void onSnapshotFailed(Throwable why) {
    calls.add("snapshot failed " + why.getMessage());
  }

  synchronized List<String> calls() {
    return List.copyOf(calls);
  }

  synchronized List<String> calls(String first) {
    return calls.stream().filter(call -> call.startsWith(first)).toList();
  }
}
