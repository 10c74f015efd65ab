package dev.incumbent.fencing;

/** S-3's comparison, said once for every storage. */
public final class FenceRule {
  private FenceRule() {}

  /**
   * Whether a storage takes a write: only if its token and its grant id are those of the last
   * claim.
   *
   * @param claimedToken the storage's high-water token, 0 if it was never claimed
   * @param claimedGrant the text of the grant id that set it, empty if it was never claimed
   */
  public static boolean admits(
      long claimedToken, String claimedGrant, FencingToken token, GrantId grant) {
    return claimedToken == token.value() && claimedGrant.equals(grant.toString());
  }
}
