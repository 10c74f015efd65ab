package dev.incumbent.cluster.engine;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** A state machine that remembers every line it was given, with term and index. */
final class LineMachine implements ReplicatedMachine {

  /** Throws when it is applied. */
  static final String POISON = "poison";

  record Line(long term, long index, String text) {}

  private List<Line> lines = new ArrayList<>();
  private int restores;

  @Override
  public synchronized void apply(long term, long index, byte[] entry) {
    String text = new String(entry, StandardCharsets.UTF_8);
    if (text.equals(POISON)) {
      throw new IllegalArgumentException("poisoned");
    }
    lines.add(new Line(term, index, text));
  }

  @Override
  public synchronized View view() {
    List<Line> copy = List.copyOf(lines);
    return out -> write(copy, out);
  }

  private static void write(List<Line> lines, OutputStream stream) throws IOException {
    DataOutputStream out = new DataOutputStream(stream);
    out.writeInt(lines.size());
    for (Line line : lines) {
      out.writeLong(line.term());
      out.writeLong(line.index());
      byte[] text = line.text().getBytes(StandardCharsets.UTF_8);
      out.writeInt(text.length);
      out.write(text);
    }
    out.flush();
  }

  @Override
  public synchronized void restore(InputStream snapshot, long term, long index) throws IOException {
    DataInputStream in = new DataInputStream(snapshot);
    List<Line> read = new ArrayList<>();
    for (int left = in.readInt(); left > 0; left--) {
      read.add(new Line(in.readLong(), in.readLong(), text(in)));
    }
    lines = read;
    restores++;
  }

  private static String text(DataInputStream in) throws IOException {
    return new String(in.readNBytes(in.readInt()), StandardCharsets.UTF_8);
  }

  synchronized List<Line> lines() {
    return List.copyOf(lines);
  }

  synchronized List<String> texts() {
    return lines.stream().map(Line::text).toList();
  }

  synchronized int restores() {
    return restores;
  }
}
