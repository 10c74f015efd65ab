package seeded.shape.marked;

/** Invites to check, then act. */
public interface AsksWhetherItLeads {
  boolean isLeader();
}
