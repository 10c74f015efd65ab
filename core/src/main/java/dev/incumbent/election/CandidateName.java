package dev.incumbent.election;

/** The name of a candidate: see {@link Names} for the rule it keeps. A value, ordered as text. */
public record CandidateName(String value) implements Comparable<CandidateName> {
  public CandidateName {
    Names.require("candidate name", value);
  }

  @Override
  public int compareTo(CandidateName other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
