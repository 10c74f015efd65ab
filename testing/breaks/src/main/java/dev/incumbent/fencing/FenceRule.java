package dev.incumbent.fencing;

/** Broken on purpose: every write is taken, whatever token it carries. The checker must say S-3. */
public final class FenceRule {
  private FenceRule() {}

  /** Always. */
  public static boolean admits(
      long claimedToken, String claimedGrant, FencingToken token, GrantId grant) {
    return true;
  }
}
