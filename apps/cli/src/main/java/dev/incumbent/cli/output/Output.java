package dev.incumbent.cli.output;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonObject;
import dev.incumbent.error.Failure;
import java.io.PrintStream;
import java.util.Locale;
import java.util.function.Supplier;

/**
 * Where a command's words go: its answer to stdout, as text or as one JSON object a line;
 * everything else to stderr, unless it was told to be quiet.
 *
 * <p>Threads: safe for use by any thread; each line is written whole.
 */
public final class Output {
  private static final Gson GSON =
      new GsonBuilder().disableHtmlEscaping().serializeNulls().create();

  private final PrintStream out;
  private final PrintStream err;
  private final boolean json;
  private final boolean quiet;

  public Output(PrintStream out, PrintStream err, boolean json, boolean quiet) {
    this.out = out;
    this.err = err;
    this.json = json;
    this.quiet = quiet;
  }

  public boolean isJson() {
    return json;
  }

  /** Prints one answer in the form that was asked for; only that form is made. */
  public void answer(Supplier<String> text, Supplier<JsonObject> object) {
    println(out, json ? GSON.toJson(object.get()) : text.get());
  }

  /** Prints bytes as they are. */
  public void raw(byte[] bytes) {
    synchronized (out) {
      out.write(bytes, 0, bytes.length);
      out.flush();
    }
  }

  /** Says something that is not the answer. */
  public void note(String line) {
    if (!quiet) {
      println(err, "incumbent: " + line);
    }
  }

  /** Says what must be heard, even by those who asked for quiet. */
  public void warn(String line) {
    println(err, "incumbent: " + line);
  }

  /** Says why a command failed. */
  public void failure(Failure failure) {
    println(err, json ? GSON.toJson(Json.error(failure)) : "incumbent: " + failure.message());
  }

  private static void println(PrintStream stream, String line) {
    synchronized (stream) {
      stream.println(line);
      stream.flush();
    }
  }

  /** A name as JSON and people are shown it: {@code NO_QUORUM} as {@code no-quorum}. */
  public static String word(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
