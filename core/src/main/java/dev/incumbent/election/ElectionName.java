package dev.incumbent.election;

/** The name of an election: see {@link Names} for the rule it keeps. A value, ordered as text. */
public record ElectionName(String value) implements Comparable<ElectionName> {
  public ElectionName {
    Names.require("election name", value);
  }

  @Override
  public int compareTo(ElectionName other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
