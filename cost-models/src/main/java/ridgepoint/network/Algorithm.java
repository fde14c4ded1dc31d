package ridgepoint.network;

import java.util.Locale;

/** How the members of a group exchange data. */
public enum Algorithm {
  /** Every member talks to its neighbour only; n-1 steps an element travels (Patarasuk 2009). */
  RING,
  /** Reduction up and broadcast down a binary tree (Sanders 2009). */
  TREE,
  /** Every member reads the whole buffer of every other one. */
  ONE_SHOT,
  /** Every member reduces its share of all buffers, then reads the shares of the others. */
  TWO_SHOT,
  /** The switch adds up (NVLink SHARP, InfiniBand SHARP). */
  IN_NETWORK,
  /** Every member sends to every other one side by side. */
  PAIRWISE,
  /** One member sends to one other. */
  SEND;

  /** The name in data files and explanations: {@code one-shot}. */
  public String id() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
