package ridgepoint.verification;

import java.util.List;
import java.util.Random;
import ridgepoint.number.DataType;
import ridgepoint.operator.Embedding;
import ridgepoint.operator.Gemm;
import ridgepoint.operator.MoePermute;
import ridgepoint.operator.Operator;
import ridgepoint.operator.Rotary;
import ridgepoint.operator.Sampling;
import ridgepoint.operator.SpeculativeVerification;
import ridgepoint.operator.StateScan;
import ridgepoint.operator.Transfer;
import ridgepoint.oracle.RotaryOracle;
import ridgepoint.tensor.Tensor;
import ridgepoint.tile.Operand;

/**
 * Random tensors that make sense for an operator: normally distributed numbers, small integers
 * where the type has only those, ids that exist, permutations, decays below one.
 */
final class RandomOperands {
  private static final double ROTARY_BASE = 10_000;
  private static final int LONGEST_SEQUENCE = 4096;
  private static final int SPARSE_GROUP = 4;

  private final Operator operator;
  private final Random random;

  RandomOperands(Operator operator, long seed) {
    this.operator = operator;
    this.random = new Random(seed);
  }

  /** Tensors for all operands; outputs get numbers too, which kernels must overwrite. */
  Tensor[] tensors(List<Operand> operands) {
    Tensor[] tensors = new Tensor[operands.size()];
    for (Operand operand : operands) {
      tensors[operand.slot()] =
          Tensor.of(
              operand.format(),
              operand.batches(),
              operand.rows(),
              operand.columns(),
              values(operand));
    }
    return tensors;
  }

  private float[] values(Operand operand) {
    int count = Math.toIntExact(operand.batches() * operand.rows() * operand.columns());
    String name = operand.name();
    if (operator instanceof MoePermute && name.equals("positions")) {
      return permutation(count);
    }
    if (operator instanceof Rotary rotary && name.equals("table")) {
      return rotaryTable(rotary);
    }
    if (name.equals("positions")) {
      return keptPlaces(count);
    }
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = value(operand);
    }
    return values;
  }

  private float value(Operand operand) {
    if (operator instanceof Embedding embedding && operand.slot() == 0) {
      return random.nextInt((int) embedding.vocabulary());
    }
    if (operator instanceof SpeculativeVerification speculation && operand.slot() > 1) {
      return operand.slot() == 3
          ? 1 - random.nextFloat()
          : random.nextInt((int) speculation.vocabulary());
    }
    if (operator instanceof StateScan && operand.name().equals("log decay")) {
      return -Math.abs((float) random.nextGaussian()) / 2;
    }
    if (operator instanceof Sampling && operand.slot() == 2) {
      return 1 - random.nextFloat();
    }
    if (operand.name().endsWith("scales")) {
      return (1 + random.nextFloat()) / 128;
    }
    DataType type = operand.format().type();
    if (operator instanceof Transfer || (type.isInteger() && !operand.format().isGrouped())) {
      int codes = 1 << Math.min(type.bits(), Byte.SIZE);
      return random.nextInt(codes) - codes / 2;
    }
    return (float) random.nextGaussian();
  }

  private float[] permutation(int count) {
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      int other = random.nextInt(i + 1);
      values[i] = values[other];
      values[other] = i;
    }
    return values;
  }

  private float[] rotaryTable(Rotary rotary) {
    long first = random.nextInt(LONGEST_SEQUENCE);
    long[] positions = new long[(int) rotary.tokens()];
    for (int token = 0; token < positions.length; token++) {
      positions[token] = first + token;
    }
    double[] table = RotaryOracle.table(rotary.rotaryDim(), positions, ROTARY_BASE);
    float[] values = new float[table.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) table[i];
    }
    return values;
  }

  /** Distinct places among four, in order, for the kept elements of structured sparsity. */
  private float[] keptPlaces(int count) {
    double density = ((Gemm) operator).density();
    int kept = (int) (SPARSE_GROUP * density);
    float[] values = new float[count];
    for (int group = 0; group < count / kept; group++) {
      int chosen = 0;
      for (int place = 0; place < SPARSE_GROUP && chosen < kept; place++) {
        int still = SPARSE_GROUP - place;
        if (random.nextInt(still) < kept - chosen) {
          values[group * kept + chosen] = place < 2 ? place : place - SPARSE_GROUP;
          chosen++;
        }
      }
    }
    return values;
  }
}
