package dev.incumbent.kit.fence;

import dev.incumbent.fencing.Claim;
import dev.incumbent.fencing.Fence;
import dev.incumbent.fencing.FencingToken;
import dev.incumbent.fencing.GrantId;
import dev.incumbent.fencing.TokenSpace;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * One fence in a scope of its own, unclaimed, and how to write through it: what an adapter hands to
 * the {@link FenceKit}. What the fence cannot do is left out, and the checks that need it are
 * skipped by name; nothing else can be left out.
 *
 * <p>A {@link Claim} stands for who writes, too: token space, token, grant id and the time left.
 * Effects are distinct words; a scope remembers those that took effect.
 *
 * <p>Threads: the kit calls the functions from several threads at once.
 */
public final class FenceUnderTest {
  /** What a claim does to a write that passed its check before it. */
  public enum PassedWrites {
    /** It waits until the write has taken effect, or was given up. */
    AWAITED,
    /** It ends the write, which then takes no effect. */
    ENDED
  }

  /** Opens a handle of its own on the fence, as another process would. */
  @FunctionalInterface
  public interface Handles {
    Fence open() throws Exception;
  }

  /** Gives grants: each token is larger than every one before it, whoever got that. */
  @FunctionalInterface
  public interface Grants {
    Claim next(Supplier<Duration> remaining) throws Exception;
  }

  /** Writes through the fence; throws what the fence's own way of writing throws. */
  @FunctionalInterface
  public interface Write {
    void write(Claim writer, String effect) throws Exception;
  }

  /** Reads what took effect in the scope, as of now. */
  @FunctionalInterface
  public interface Effects {
    Set<String> read() throws Exception;
  }

  /** Leaves a write between its check, which it has passed, and its effect. */
  @FunctionalInterface
  public interface HalfWrite {
    /** Returns what brings the write to its end; that throws if it takes no effect. */
    Step begin(Claim writer, String effect) throws Exception;
  }

  /** Something done to the storage. */
  @FunctionalInterface
  public interface Step {
    void run() throws Exception;
  }

  /** Keeps every claim from getting anywhere until what it returns has run. */
  @FunctionalInterface
  public interface Obstacle {
    Step raise() throws Exception;
  }

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final TokenSpace space;
  private final Handles handles;
  private final Write writes;
  private final Effects effects;
  private Grants grants;
  private Optional<PassedWrites> passedWrites = Optional.empty();
  private Optional<HalfWrite> halfWrite = Optional.empty();
  private Optional<Write> tokenless = Optional.empty();
  private Optional<Step> loss = Optional.empty();
  private Optional<Obstacle> obstacle = Optional.empty();
  private Duration patience = PATIENCE;
  private Step close = () -> {};

  private FenceUnderTest(TokenSpace space, Handles handles, Write writes, Effects effects) {
    this.space = space;
    this.handles = handles;
    this.writes = writes;
    this.effects = effects;
    this.grants = new Counted(space);
  }

  /**
   * What every fence has.
   *
   * @param space the token space for which the scope was made
   */
  public static FenceUnderTest of(
      TokenSpace space, Handles handles, Write writes, Effects effects) {
    return new FenceUnderTest(space, handles, writes, effects);
  }

  /** Grants come from the fence's own coordinator, because it takes no others. */
  public FenceUnderTest grantedBy(Grants value) {
    grants = value;
    return this;
  }

  /** Its check and its effect are two steps, between which a writer can stop. */
  public FenceUnderTest halfWrites(PassedWrites fate, HalfWrite value) {
    passedWrites = Optional.of(fate);
    halfWrite = Optional.of(value);
    return this;
  }

  /** A write that offers no token reaches the fence, which must refuse it. */
  public FenceUnderTest refusesWithoutToken(Write value) {
    tokenless = Optional.of(value);
    return this;
  }

  /** The fence's record can be lost while its scope lives on. */
  public FenceUnderTest lostBy(Step value) {
    loss = Optional.of(value);
    return this;
  }

  /** The storage can be kept from answering. */
  public FenceUnderTest obstructedBy(Obstacle value) {
    obstacle = Optional.of(value);
    return this;
  }

  /** How long whatever must happen may take; 30 s unless said. */
  public FenceUnderTest patience(Duration value) {
    patience = value;
    return this;
  }

  /** Run after the check, whatever came of it. */
  public FenceUnderTest closedBy(Step value) {
    close = value;
    return this;
  }

  TokenSpace space() {
    return space;
  }

  Fence open() throws Exception {
    return handles.open();
  }

  Claim grant(Supplier<Duration> remaining) throws Exception {
    return grants.next(remaining);
  }

  void write(Claim writer, String effect) throws Exception {
    writes.write(writer, effect);
  }

  Set<String> effects() throws Exception {
    return effects.read();
  }

  Optional<PassedWrites> passedWrites() {
    return passedWrites;
  }

  Optional<HalfWrite> halfWrite() {
    return halfWrite;
  }

  Optional<Write> tokenless() {
    return tokenless;
  }

  Optional<Step> loss() {
    return loss;
  }

  Optional<Obstacle> obstacle() {
    return obstacle;
  }

  Duration patience() {
    return patience;
  }

  void close() throws Exception {
    close.run();
  }

  /** Tokens from 1 on. */
  private static final class Counted implements Grants {
    private final TokenSpace space;
    private long last;

    Counted(TokenSpace space) {
      this.space = space;
    }

    @Override
    public synchronized Claim next(Supplier<Duration> remaining) {
      last++;
      return new Claim(space, new FencingToken(last), new GrantId(7, last), remaining);
    }
  }
}
