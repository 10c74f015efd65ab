package dev.incumbent.cli.command;

import com.google.gson.JsonObject;
import dev.incumbent.cli.CommandFailedException;
import dev.incumbent.cli.Waiting;
import dev.incumbent.election.ElectionName;
import dev.incumbent.election.FencedStore;
import dev.incumbent.election.Names;
import dev.incumbent.error.Failure;
import dev.incumbent.error.FailureCode;
import dev.incumbent.error.LeadershipLostException;
import dev.incumbent.fencing.FencingToken;
import dev.incumbent.fencing.GrantId;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/**
 * Under which leadership a command writes: given, or as {@code incumbent run} set the environment.
 */
final class WriterOptions {
  static final String ELECTION_VARIABLE = "INCUMBENT_ELECTION";
  static final String TOKEN_VARIABLE = "INCUMBENT_TOKEN";
  static final String GRANT_VARIABLE = "INCUMBENT_GRANT";

  @Option(
      names = "--election",
      paramLabel = "E",
      description = "The election; else $" + ELECTION_VARIABLE + ".")
  private @Nullable String election;

  @Option(
      names = "--token",
      paramLabel = "N",
      description = "The leadership's fencing token; else $" + TOKEN_VARIABLE + ".")
  private @Nullable String token;

  @Option(
      names = "--grant",
      paramLabel = "G",
      description = "The leadership's grant id; else $" + GRANT_VARIABLE + ".")
  private @Nullable String grant;

  FencedStore.Writer resolve(Map<String, String> environment) {
    return new FencedStore.Writer(
        new ElectionName(required(election, "--election", ELECTION_VARIABLE, environment)),
        token(required(token, "--token", TOKEN_VARIABLE, environment)),
        GrantId.parse(required(grant, "--grant", GRANT_VARIABLE, environment)));
  }

  /** The token that {@code text} shows. */
  static FencingToken token(String text) {
    return new FencingToken(number("token", text, 1, FencingToken.MAX_VALUE));
  }

  /** The expected version that was given, if one was. */
  static OptionalLong version(@Nullable String text) {
    return text == null
        ? OptionalLong.empty()
        : OptionalLong.of(number("version", text, 0, Long.MAX_VALUE));
  }

  /** Refuses a key that keeps not the rule of names. */
  static void requireKey(String key) {
    Names.require("key", key);
  }

  /**
   * Waits for the version that a write is answered with. A token above all that were granted is bad
   * input: most likely it was mistyped, and only the coordinator could tell.
   */
  static long version(CompletableFuture<Long> write) {
    try {
      return Waiting.on(write);
    } catch (CompletionException e) {
      if (e.getCause() instanceof LeadershipLostException lost
          && !lost.failure().allowed().isEmpty()) {
        throw neverGranted(lost.failure());
      }
      throw e;
    }
  }

  private static CommandFailedException neverGranted(Failure lost) {
    String message =
        "token '%s' is larger than any granted. If it was granted, the coordinator went back to an"
            + " earlier state: stop, and be granted the election anew. Else: allowed %s, the last"
            + " one granted";
    return CommandFailedException.of(
        new Failure(
            FailureCode.REJECTED,
            message.formatted(lost.value(), lost.allowed()),
            lost.value(),
            lost.allowed()));
  }

  /** The answer of a write as JSON. */
  static JsonObject written(String key, long version) {
    JsonObject object = new JsonObject();
    object.addProperty("key", key);
    object.addProperty("version", version);
    return object;
  }

  private static long number(String what, String text, long min, long max) {
    String allowed = ": allowed a whole number from " + min + " to " + max;
    try {
      long number = Long.parseLong(text);
      if (number >= min && number <= max) {
        return number;
      }
    } catch (NumberFormatException e) {
      // Said below, with what is allowed.
    }
    throw CommandFailedException.badInput(what + " '" + text + "' is refused" + allowed);
  }

  private static String required(
      @Nullable String given, String option, String variable, Map<String, String> environment) {
    String value = given != null ? given : environment.get(variable);
    if (value == null) {
      throw CommandFailedException.badInput(
          option + " is missing: give it, or set " + variable + " as 'incumbent run' does");
    }
    return value;
  }
}
