package dev.incumbent.fencing;

import dev.incumbent.election.ElectionName;

/**
 * Where a token comes from: the coordinator's cluster and the election. Tokens of two spaces are
 * never compared; a claim from another space than the fence's is {@code Rejected} (S-1).
 *
 * @param cluster the coordinator's cluster id, as text
 */
public record TokenSpace(String cluster, ElectionName election) {
  @Override
  public String toString() {
    return cluster + "/" + election.value();
  }
}
