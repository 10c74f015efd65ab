package dev.incumbent.history;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonObject;
import com.google.gson.TypeAdapter;
import com.google.gson.reflect.TypeToken;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import com.google.gson.stream.JsonWriter;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A process's part of the history: one JSON object a line, each written whole before the next thing
 * happens, so that what a killed process saw is there.
 *
 * <p>Threads: safe.
 */
public final class HistoryFile implements AutoCloseable {
  private static final Type OPTIONAL_LONG = new TypeToken<Optional<Long>>() {}.getType();
  private static final Gson GSON =
      new GsonBuilder()
          .serializeNulls()
          .registerTypeAdapter(OPTIONAL_LONG, new OptionalAdapter())
          .create();

  private final BufferedWriter writer;

  public HistoryFile(Path file) {
    try {
      writer =
          Files.newBufferedWriter(
              file, StandardCharsets.UTF_8, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write the history to " + file, e);
    }
  }

  public synchronized void add(HistoryEvent event) {
    JsonObject object = GSON.toJsonTree(event).getAsJsonObject();
    object.addProperty("type", event.getClass().getSimpleName());
    try {
      writer.write(object.toString());
      writer.newLine();
      writer.flush();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write the history", e);
    }
  }

  @Override
  public synchronized void close() {
    try {
      writer.close();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write the history", e);
    }
  }

  /**
   * The events of a file; a last line that was cut off by a kill is left out, and a process that
   * was killed before it had a file has none.
   */
  public static List<HistoryEvent> read(Path file) {
    if (Files.notExists(file)) {
      return List.of();
    }
    try {
      String text = Files.readString(file);
      List<HistoryEvent> events = new ArrayList<>();
      for (String line : text.substring(0, text.lastIndexOf('\n') + 1).lines().toList()) {
        events.add(event(line));
      }
      return events;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the history in " + file, e);
    }
  }

  private static HistoryEvent event(String line) {
    JsonObject object = GSON.fromJson(line, JsonObject.class);
    String type = object.get("type").getAsString();
    for (Class<?> permitted : HistoryEvent.class.getPermittedSubclasses()) {
      if (permitted.getSimpleName().equals(type)) {
        return (HistoryEvent) GSON.fromJson(object, permitted);
      }
    }
    throw new IllegalArgumentException("history event '" + type + "' is unknown");
  }

  /** An absent position is null in the file. */
  private static final class OptionalAdapter extends TypeAdapter<Optional<Long>> {
    @Override
    public void write(JsonWriter out, Optional<Long> value) throws IOException {
      if (value.isPresent()) {
        out.value(value.get());
      } else {
        out.nullValue();
      }
    }

    @Override
    public Optional<Long> read(JsonReader in) throws IOException {
      if (in.peek() == JsonToken.NULL) {
        in.nextNull();
        return Optional.empty();
      }
      return Optional.of(in.nextLong());
    }
  }
}
