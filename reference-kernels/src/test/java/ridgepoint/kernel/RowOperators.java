package ridgepoint.kernel;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import ridgepoint.number.DataType;
import ridgepoint.number.Format;
import ridgepoint.operator.CausalConvolution;
import ridgepoint.operator.Collective;
import ridgepoint.operator.Elementwise;
import ridgepoint.operator.Embedding;
import ridgepoint.operator.MoePermute;
import ridgepoint.operator.MoeRouting;
import ridgepoint.operator.Norm;
import ridgepoint.operator.Operator;
import ridgepoint.operator.Role;
import ridgepoint.operator.Rotary;
import ridgepoint.operator.Sampling;
import ridgepoint.operator.Softmax;
import ridgepoint.operator.StateScan;
import ridgepoint.operator.Transfer;
import ridgepoint.tile.Tiling;

/** Small random operators of every kind but products and attention, one of each kind per seed. */
public final class RowOperators {
  private static final DataType[] FLOATS = {DataType.FP32, DataType.BF16, DataType.FP16};

  private final Random random;
  private final Format format;

  private RowOperators(long seed) {
    random = new Random(seed);
    format = Format.of(FLOATS[random.nextInt(FLOATS.length)]);
  }

  public static List<Operator> of(long seed) {
    return new RowOperators(seed).operators();
  }

  /** A tiling that cuts small operators into several uneven blocks, without chunks of time. */
  public static Tiling tiling(long seed, Operator operator) {
    Random random = new Random(seed + 1);
    boolean chunks = operator instanceof StateScan scan && scan.type() == StateScan.Type.MAMBA2;
    int depth = operator instanceof StateScan && !chunks ? 1 : 1 + random.nextInt(9);
    return new Tiling(
        1 + random.nextInt(6), 1 + random.nextInt(40), depth, 1, 1 + random.nextInt(3));
  }

  private List<Operator> operators() {
    List<Operator> all = new ArrayList<>();
    all.add(new Softmax(extent(9), extent(60), format));
    for (Norm.Type type : Norm.Type.values()) {
      all.add(new Norm(type, extent(9), extent(60), random.nextBoolean(), format, format));
    }
    for (Elementwise.Function function : Elementwise.Function.values()) {
      all.add(elementwise(function));
    }
    all.add(new Rotary(extent(9), extent(4), 2 * extent(8), format));
    all.add(new Embedding(extent(20), extent(30), extent(50), format, format));
    int experts = extent(20);
    all.add(new MoeRouting(extent(10), experts, 1 + random.nextInt(experts), format));
    long tokens = extent(10);
    int copies = extent(4);
    for (MoePermute.Direction direction : MoePermute.Direction.values()) {
      all.add(new MoePermute(direction, tokens * copies, tokens, extent(60), format));
    }
    all.add(new CausalConvolution(extent(3), extent(20), extent(50), extent(5), format, format));
    all.add(scan(StateScan.Type.MAMBA2));
    all.add(scan(StateScan.Type.RWKV));
    all.add(new Sampling(extent(5), extent(90), true, format));
    all.add(new Sampling(extent(5), extent(90), false, format));
    for (Collective.Type type : Collective.Type.values()) {
      int devices = extent(6);
      all.add(new Collective(type, devices * extent(30), devices, 1, format));
    }
    all.add(new Transfer(Transfer.Place.HOST, Transfer.Place.DEVICE, Role.WEIGHT, extent(200)));
    return all;
  }

  private Elementwise elementwise(Elementwise.Function function) {
    Format int8 = Format.of(DataType.INT8);
    Format narrow = random.nextBoolean() ? int8 : Format.grouped(DataType.INT4, 8, 0);
    return new Elementwise(
        function,
        extent(9),
        extent(60),
        function == Elementwise.Function.DEQUANTIZE ? narrow : format,
        function == Elementwise.Function.QUANTIZE ? narrow : format);
  }

  private StateScan scan(StateScan.Type type) {
    int groups = extent(2);
    int heads = type == StateScan.Type.RWKV ? groups : groups * extent(3);
    return new StateScan(
        type,
        extent(2),
        extent(20),
        heads,
        extent(10),
        extent(10),
        groups,
        format,
        Format.of(DataType.FP32));
  }

  private int extent(int most) {
    return 1 + random.nextInt(most);
  }
}
