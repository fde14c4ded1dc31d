package ridgepoint.gpu;

import java.util.ArrayList;
import java.util.List;
import ridgepoint.datatype.ProductRates;
import ridgepoint.hardware.DeviceSpec;
import ridgepoint.kernel.KernelLibrary;
import ridgepoint.operator.Attention;
import ridgepoint.operator.CausalConvolution;
import ridgepoint.operator.Gemm;
import ridgepoint.operator.GroupedGemm;
import ridgepoint.operator.Operator;
import ridgepoint.tile.Tiling;
import ridgepoint.wave.RowBlocks;
import ridgepoint.wave.WaveMachine;

/** The tilings a GPU library would choose from, per operator. */
final class GpuTilings {
  /** Rows per block of row-wise kernels. */
  private static final int[] BLOCK_ROWS = {1, 4, 16};

  private static final int[] EXPERT_ROWS = {8, 16, 32, 64, 128};
  private static final int[] EXPERT_COLUMNS = {64, 128, 256};
  private static final int EXPERT_STAGES = 3;

  /** Channels of a convolution below which threads share out time rather than channels. */
  private static final int LEAST_CHANNELS = 32;

  private static final int TOKENS_OF_FEW_CHANNELS = 1024;
  private static final int STAGES = 2;

  private final GpuParameters parameters;

  /** Tiles so many times smaller than an expert's rows are not tried when larger ones exist. */
  private static final int FEWER_ROWS = 4;

  private final GemmTilings gemm;
  private final AttentionTilings attention;
  private final StreamTilings stream;

  GpuTilings(
      DeviceSpec device,
      ProductRates products,
      GpuParameters parameters,
      WaveMachine waves,
      TileMenu menu) {
    gemm = new GemmTilings(device, products, parameters, waves, menu);
    this.parameters = parameters;
    attention = new AttentionTilings(device, parameters);
    stream = new StreamTilings(parameters.stream());
  }

  List<Tiling> of(Operator operator) {
    if (operator instanceof Gemm product) {
      return gemm.of(product);
    }
    if (operator instanceof GroupedGemm products) {
      return experts(products);
    }
    if (operator instanceof Attention fused) {
      return attention.of(fused);
    }
    if (operator instanceof CausalConvolution && parameters.tileColumns() < LEAST_CHANNELS) {
      return List.of(new Tiling(1, parameters.tileColumns(), TOKENS_OF_FEW_CHANNELS, 1, STAGES));
    }
    return KernelClass.isStream(operator)
        ? stream.of(operator)
        : RowBlocks.upTo(KernelLibrary.kernelFor(operator).defaultTiling(), BLOCK_ROWS);
  }

  /** Tilings of attention in which heads that share keys are stacked, where a tile holds them. */
  List<Tiling> stacked(Attention grouped) {
    return attention.stacked(grouped);
  }

  /** Tilings of attention in which every head walks its keys alone. */
  List<Tiling> headByHead(Attention grouped) {
    return attention.headByHead(grouped);
  }

  private static List<Tiling> experts(GroupedGemm products) {
    double rowsPerExpert = products.rows() / products.activeGroups();
    int depth = GemmSketch.depth(products.computeType());
    List<Tiling> tilings = new ArrayList<>();
    for (int rows : EXPERT_ROWS) {
      boolean largest = rows == EXPERT_ROWS[EXPERT_ROWS.length - 1];
      if (rows > EXPERT_ROWS[0] && rows >= 2 * Math.ceil(rowsPerExpert)) {
        break;
      }
      if (!largest && FEWER_ROWS * rows < rowsPerExpert) {
        continue;
      }
      for (int columns : EXPERT_COLUMNS) {
        if (columns == EXPERT_COLUMNS[0] || columns < 2 * products.n()) {
          tilings.add(new Tiling(rows, columns, depth, 1, EXPERT_STAGES));
        }
      }
    }
    return tilings;
  }
}
