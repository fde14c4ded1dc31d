package ridgepoint.network;

import ridgepoint.hardware.SystemSpec.NetworkLevel;
import ridgepoint.operator.Collective;

/**
 * A collective on one level of the network.
 *
 * @param members how many take part
 * @param bufferBytes in the sense of {@link Collective#bufferBytes}
 */
record Stage(Collective.Type type, NetworkLevel level, int members, double bufferBytes) {

  /** Whether an algorithm can do this collective on this wiring. */
  boolean allows(Algorithm algorithm) {
    return switch (algorithm) {
      case RING -> type != Collective.Type.ALL_TO_ALL && type != Collective.Type.POINT_TO_POINT;
      case TREE -> type == Collective.Type.ALL_REDUCE;
      case ONE_SHOT, TWO_SHOT -> type == Collective.Type.ALL_REDUCE && Wiring.peerReads(this);
      case IN_NETWORK -> type == Collective.Type.ALL_REDUCE && level.inNetworkReduction();
      case PAIRWISE -> type == Collective.Type.ALL_TO_ALL || type == Collective.Type.POINT_TO_POINT;
    };
  }

  /** Steps that wait for one another. */
  double steps(Algorithm algorithm) {
    return switch (algorithm) {
      case RING -> (type == Collective.Type.ALL_REDUCE ? 2 : 1) * Wiring.ringSteps(level, members);
      case TREE -> 2 * Math.ceil(Math.log(members) / Math.log(2));
      case TWO_SHOT, IN_NETWORK -> 2;
      case ONE_SHOT -> 1;
      case PAIRWISE -> Wiring.furthestHops(level, members);
    };
  }

  /** Payload bytes that one member sends (and, by symmetry, receives). */
  double sentBytes(Algorithm algorithm) {
    double others = members - 1.0;
    double share = bufferBytes / members;
    return switch (algorithm) {
      case RING -> (type == Collective.Type.ALL_REDUCE ? 2 : 1) * others * share;
      case TREE -> 2 * bufferBytes;
      case ONE_SHOT -> others * bufferBytes;
      case TWO_SHOT -> 2 * others * share;
      // the switch pulls every buffer once and multicasts every reduced share once
      case IN_NETWORK -> bufferBytes + share;
      case PAIRWISE -> type == Collective.Type.POINT_TO_POINT ? bufferBytes : others * share;
    };
  }
}
