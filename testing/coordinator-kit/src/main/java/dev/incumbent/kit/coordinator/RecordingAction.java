package dev.incumbent.kit.coordinator;

import dev.incumbent.fencing.FencingAction;
import dev.incumbent.fencing.FencingTarget;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** A fencing action that fences nobody, and writes down whom it was to fence. */
final class RecordingAction implements FencingAction {
  private final List<String> journal;
  private final Consumer<FencingTarget> effect;
  private final List<FencingTarget> targets = new CopyOnWriteArrayList<>();

  /**
   * Meets that effect each time.
   *
   * @param effect throws if the action is to fail
   */
  RecordingAction(List<String> journal, Consumer<FencingTarget> effect) {
    this.journal = journal;
    this.effect = effect;
  }

  @Override
  public String name() {
    return "recording";
  }

  @Override
  public void fence(FencingTarget target) {
    targets.add(target);
    effect.accept(target);
    journal.add("fences " + target.predecessor().token());
  }

  /** Whom it was to fence, each time. */
  List<FencingTarget> targets() {
    return targets;
  }
}
