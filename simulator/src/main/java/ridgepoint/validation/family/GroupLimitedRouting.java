package ridgepoint.validation.family;

import java.util.Arrays;
import java.util.Random;

/**
 * Where tokens go when their experts may come from a few groups only, as DeepSeek-V3's router
 * chooses: a group is worth the sum of its two best experts, and each token takes the best experts
 * of its best groups (Liu et al. 2024, DeepSeek-V3 technical report, section 2.1.2;
 * RoutingDeepSeek.cu of TensorRT-LLM).
 *
 * <p>Measurements of kernels for low latency give this router scores made for another one, which
 * are high for the experts that a token was meant to choose and equal for all others. Of those that
 * lie outside its groups a token takes as many of the first experts inside of them instead, all
 * tokens the same ones, and the first rank gets many of their rows. Groups of a single expert have
 * no second best: all are worth as little, the kernel finds the first one again and again, and
 * every copy goes to the first expert.
 */
final class GroupLimitedRouting {
  private static final int GROUPS = 8;
  private static final int GROUPS_OF_TOKEN = 4;
  private static final int BEST_OF_GROUP = 2;

  /** As many routings as the measurements average over. */
  private static final int DRAWS = 5;

  private final int topK;
  private final int experts;

  /** Rows of each expert so far. */
  private final long[] rows;

  private final int[] inGroup = new int[GROUPS];
  private final boolean[] kept = new boolean[GROUPS];
  private final boolean[] taken;

  private GroupLimitedRouting(int topK, int experts) {
    this.topK = topK;
    this.experts = experts;
    rows = new long[experts];
    taken = new boolean[experts];
  }

  /**
   * Rows and touched experts of the first of {@code ranks} ranks.
   *
   * @param distribution that the scores were made for, as {@link RoutedRows} takes it
   */
  static RoutedRows of(long tokens, int topK, int experts, int ranks, String distribution) {
    int local = Math.max(1, experts / ranks);
    if (experts < BEST_OF_GROUP * GROUPS) {
      return new RoutedRows((double) tokens * topK, 1);
    }
    boolean drawn = distribution.startsWith(RoutedRows.POWER_LAW);
    int draws = drawn ? DRAWS : 1;
    Random random = new Random(RoutedRows.SEED);
    double sum = 0;
    double active = 0;
    for (int draw = 0; draw < draws; draw++) {
      GroupLimitedRouting routing = new GroupLimitedRouting(topK, experts);
      int[] meant =
          drawn
              ? RoutedRows.drawnCopies(random, tokens, topK, experts, local, distribution)
              : RoutedRows.balancedCopies(tokens, topK, experts);
      for (int token = 0; token < tokens; token++) {
        routing.route(meant, token, (int) tokens);
      }
      for (int expert = 0; expert < local; expert++) {
        sum += routing.rows[expert];
        active += routing.rows[expert] > 0 ? 1 : 0;
      }
    }
    double some = Math.max(1, sum / draws);
    return new RoutedRows(some, Math.max(1, Math.min(active / draws, some)));
  }

  /** Copy i of a token was meant for expert {@code meant[i * tokens + token]}. */
  private void route(int[] meant, int token, int tokens) {
    Arrays.fill(inGroup, 0);
    for (int copy = 0; copy < topK; copy++) {
      inGroup[group(meant[copy * tokens + token])]++;
    }
    chooseGroups();
    int chosen = 0;
    for (int copy = 0; copy < topK; copy++) {
      int expert = meant[copy * tokens + token];
      if (kept[group(expert)] && !taken[expert]) {
        taken[expert] = true;
        rows[expert]++;
        chosen++;
      }
    }
    for (int expert = 0; chosen < topK; expert++) {
      if (kept[group(expert)] && !taken[expert]) {
        rows[expert]++;
        chosen++;
      }
    }
    for (int copy = 0; copy < topK; copy++) {
      taken[meant[copy * tokens + token]] = false;
    }
  }

  /** The best groups; of equally good ones, the first. */
  private void chooseGroups() {
    Arrays.fill(kept, false);
    int left = GROUPS_OF_TOKEN;
    for (int worth = BEST_OF_GROUP; worth >= 0; worth--) {
      for (int group = 0; group < GROUPS && left > 0; group++) {
        if (Math.min(inGroup[group], BEST_OF_GROUP) == worth) {
          kept[group] = true;
          left--;
        }
      }
    }
  }

  private int group(int expert) {
    return Math.min(GROUPS - 1, expert / (experts / GROUPS));
  }
}
