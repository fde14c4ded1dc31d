package ridgepoint.graph;

import ridgepoint.workload.Parallelism;

/**
 * How experts lie on devices. Up to the tensor-parallel degree, expert-parallel ranks are the ranks
 * of one replica, and what remains of the tensor degree cuts each expert; beyond it they span
 * several data-parallel replicas, which then pool their tokens.
 *
 * @param ranks devices the experts are spread over
 * @param cut devices each expert is cut over
 * @param replicas data-parallel replicas whose tokens meet at the same experts
 * @param stride distance between the ranks of neighbouring members of the group
 */
record ExpertLayout(int ranks, int cut, int replicas, int stride) {

  static boolean isPossible(Parallelism parallelism) {
    int expert = parallelism.expert();
    int tensor = parallelism.tensor();
    return expert <= tensor
        ? tensor % expert == 0
        : expert % tensor == 0 && parallelism.data() % (expert / tensor) == 0;
  }

  static ExpertLayout of(Parallelism parallelism) {
    int expert = parallelism.expert();
    int tensor = parallelism.tensor();
    return expert <= tensor
        ? new ExpertLayout(expert, tensor / expert, 1, tensor / expert)
        : new ExpertLayout(expert, 1, expert / tensor, parallelism.pipeline());
  }

  boolean isSpread() {
    return ranks > 1;
  }

  /** Part of a replica's tokens that one device sends to experts. */
  double share(double tokens, int tensor) {
    return isSpread() ? tokens / Math.min(ranks, tensor) : tokens;
  }
}
