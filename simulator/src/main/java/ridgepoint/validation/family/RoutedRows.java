package ridgepoint.validation.family;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Random;

/**
 * How many token rows the measured rank receives, and how many of its experts at least one of them.
 *
 * <p>Balanced routing deals the rows out in turn: copy i of token t goes to expert t + i s, where s
 * is the number of experts over that of copies, rounded up, and tokens fewer than s are spread over
 * it (balanced_logits of aiconfigurator's collector). The first rank, which is measured, gets its
 * share of many tokens, but up to half more of a few when its experts are no multiple of s.
 * Power-law routing draws every expert's popularity from a power law and measures the rank that
 * receives most; the draws here have a fixed seed and are averaged.
 *
 * @param rows token copies on the rank
 * @param active experts of the rank that receive a row
 */
record RoutedRows(double rows, double active) {
  static final String POWER_LAW = "power_law_";
  private static final String ACTIVATED = "activated_";
  private static final int DRAWS = 16;
  static final long SEED = 1;

  /** Popularity of the least and, as a share of all tokens, of the most popular expert. */
  private static final double LEAST = 1;

  private static final double MOST_OF_TOKENS = 0.8;

  static RoutedRows of(long tokens, int topK, int experts, int ranks, String distribution) {
    double copies = (double) tokens * topK;
    int local = Math.max(1, experts / ranks);
    if (distribution.equals("balanced")) {
      return balanced(tokens, topK, experts, local);
    }
    if (distribution.startsWith(ACTIVATED)) {
      double active = Double.parseDouble(distribution.substring(ACTIVATED.length()));
      return new RoutedRows(copies, Math.min(active, copies));
    }
    if (distribution.startsWith(POWER_LAW)) {
      return powerLaw(tokens, copies, experts, local, exponent(distribution));
    }
    throw new Family.OutOfScope("routing '" + distribution + "' is not known");
  }

  /**
   * Rows that a routing drawn from a power law gives to experts beyond one of every token, which
   * the benchmark hands to other experts one after another; the mean of the draws.
   */
  static double surplus(long tokens, int topK, int experts, String distribution) {
    if (!distribution.startsWith(POWER_LAW)) {
      return 0;
    }
    Random random = new Random(SEED);
    double surplus = 0;
    for (int draw = 0; draw < DRAWS; draw++) {
      double copies = (double) tokens * topK;
      for (double load : drawn(random, tokens, copies, experts, exponent(distribution))) {
        surplus += Math.max(0, load - tokens) / DRAWS;
      }
    }
    return surplus;
  }

  private static double exponent(String distribution) {
    return Double.parseDouble(distribution.substring(POWER_LAW.length()));
  }

  /** The expert of copy i of token t of balanced routing, at i times the tokens + t. */
  static int[] balancedCopies(long tokens, int topK, int experts) {
    long stride = (experts + topK - 1) / topK;
    int[] copies = new int[(int) (tokens * topK)];
    for (int place = 0; place < copies.length; place++) {
      long token = place % tokens;
      long copy = place / tokens;
      long first = tokens >= stride ? token : token * stride / tokens;
      copies[place] = (int) ((first + copy * stride) % experts);
    }
    return copies;
  }

  /**
   * The same of one routing drawn from a power law: experts in descending order of their rows, one
   * copy of all tokens after another, and the rank with most of them first.
   */
  static int[] drawnCopies(
      Random random, long tokens, int topK, int experts, int local, String distribution) {
    double copies = (double) tokens * topK;
    double[] load = loads(random, tokens, copies, experts, local, exponent(distribution));
    swapFirstRank(load, local);
    List<Integer> order = new ArrayList<>(experts);
    for (int expert = 0; expert < experts; expert++) {
      order.add(expert);
    }
    order.sort(Comparator.comparingDouble(expert -> -load[expert]));
    int[] chosen = new int[(int) copies];
    int place = 0;
    for (int expert : order) {
      for (double left = load[expert]; left >= 1 && place < chosen.length; left--) {
        chosen[place++] = expert;
      }
    }
    return chosen;
  }

  private static void swapFirstRank(double[] load, int local) {
    int hot = 0;
    double most = -1;
    for (int first = 0; first + local <= load.length; first += local) {
      double sum = Arrays.stream(load, first, first + local).sum();
      if (sum > most) {
        most = sum;
        hot = first;
      }
    }
    for (int i = 0; i < local && hot > 0; i++) {
      double swapped = load[i];
      load[i] = load[hot + i];
      load[hot + i] = swapped;
    }
  }

  private static RoutedRows balanced(long tokens, int topK, int experts, int local) {
    long stride = (experts + topK - 1) / topK;
    if (tokens >= stride) {
      double rows = 0;
      for (long copy = 0; copy < topK; copy++) {
        long first = copy * stride % experts;
        rows += below(first + tokens, experts, local) - below(first, experts, local);
      }
      return new RoutedRows(Math.max(1, rows), local);
    }
    boolean[] hit = new boolean[experts];
    double rows = 0;
    double active = 0;
    for (long token = 0; token < tokens; token++) {
      for (long copy = 0; copy < topK; copy++) {
        int expert = (int) ((token * stride / tokens + copy * stride) % experts);
        if (expert < local) {
          rows++;
          active += hit[expert] ? 0 : 1;
          hit[expert] = true;
        }
      }
    }
    return new RoutedRows(Math.max(1, rows), Math.max(1, active));
  }

  /** How many of the numbers from 0 to {@code end} leave less than {@code local}, counted round. */
  private static long below(long end, int experts, int local) {
    return end / experts * local + Math.min(local, end % experts);
  }

  private static RoutedRows powerLaw(
      long tokens, double copies, int experts, int local, double exponent) {
    Random random = new Random(SEED);
    double rows = 0;
    double active = 0;
    for (int draw = 0; draw < DRAWS; draw++) {
      double[] load = loads(random, tokens, copies, experts, local, exponent);
      double most = -1;
      double touched = 0;
      for (int first = 0; first + local <= experts; first += local) {
        double sum = 0;
        int hit = 0;
        for (int expert = first; expert < first + local; expert++) {
          sum += load[expert];
          hit += load[expert] > 0 ? 1 : 0;
        }
        if (sum > most) {
          most = sum;
          touched = hit;
        }
      }
      rows += most / DRAWS;
      active += touched / DRAWS;
    }
    double some = Math.max(1, rows);
    return new RoutedRows(some, Math.max(1, Math.min(active, some)));
  }

  /** Rows of every expert, at most one of every token, all copies together. */
  private static double[] loads(
      Random random, long tokens, double copies, int experts, int local, double exponent) {
    double[] load = drawn(random, tokens, copies, experts, exponent);
    long missing = (long) copies;
    for (int expert = 0; expert < experts; expert++) {
      load[expert] = Math.min(tokens, load[expert]);
      missing -= (long) load[expert];
    }
    adjust(load, local, missing, tokens);
    return load;
  }

  /**
   * Rows that are missing go to the least popular expert of rank after rank, so that experts that
   * drew none get one; rows too many leave the most popular ({@code _round_robin_adjust_per_rank}
   * of the collector).
   */
  private static void adjust(double[] load, int local, long missing, long tokens) {
    int step = missing < 0 ? -1 : 1;
    long left = Math.abs(missing);
    boolean changed = true;
    while (left > 0 && changed) {
      changed = false;
      for (int first = 0; first + local <= load.length && left > 0; first += local) {
        int chosen = first;
        for (int expert = first + 1; expert < first + local; expert++) {
          chosen = step * load[expert] < step * load[chosen] ? expert : chosen;
        }
        if (step < 0 ? load[chosen] > 0 : load[chosen] < tokens) {
          load[chosen] += step;
          left--;
          changed = true;
        }
      }
    }
  }

  /**
   * Rows that every expert draws: a power law by inverse-transform sampling, scaled to all copies,
   * more than tokens for the most popular.
   */
  private static double[] drawn(
      Random random, long tokens, double copies, int experts, double exponent) {
    boolean many = copies > experts;
    double least = many ? LEAST : 0.01;
    double most = many ? Math.max(2 * LEAST, MOST_OF_TOKENS * tokens) : 2;
    double power = 1 - exponent;
    double low = Math.pow(least, power);
    double high = Math.pow(most, power);
    double[] load = new double[experts];
    for (int expert = 0; expert < experts; expert++) {
      load[expert] = Math.pow((high - low) * random.nextDouble() + low, 1 / power);
    }
    double sum = Arrays.stream(load).sum();
    for (int expert = 0; expert < experts; expert++) {
      load[expert] = Math.rint(load[expert] * copies / sum);
    }
    return load;
  }
}
