package ridgepoint.execution;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import ridgepoint.elementwise.ElementwiseKernel;
import ridgepoint.gemm.GemmKernel;
import ridgepoint.gemm.GroupedGemmKernel;
import ridgepoint.model.Projection;
import ridgepoint.number.DataType;
import ridgepoint.number.Format;
import ridgepoint.operator.Elementwise;
import ridgepoint.operator.Gemm;
import ridgepoint.operator.Graph;
import ridgepoint.operator.GroupedGemm;
import ridgepoint.tile.Kernel;
import ridgepoint.tile.Operand;

/**
 * Products with weights. Where a workload multiplies in eight bits, activations are quantised with
 * a scale per token just before the product; everything between products stays in 16 bits or more.
 *
 * @param narrow the type of eight bits or fewer that products with weights are computed in
 */
record Products(
    Devices devices, Parameters parameters, Format biasFormat, Optional<DataType> narrow) {

  /** A linear layer of the model over numbers [rows, inputs] of each device. */
  float[][] linear(
      Graph.Node node, String layer, Projection projection, int keyValueHeads, float[][] x) {
    String name = layer + projection.name();
    Parameters.Cut bias =
        projection.bias()
            ? device -> parameters.biasPart(name + ".bias", projection, keyValueHeads, device)
            : null;
    return linear(
        node, name, device -> parameters.part(name, projection, keyValueHeads, device), bias, x);
  }

  /**
   * A product of given weights [batches, outputs, inputs].
   *
   * @param bias vector added to every row, or null
   */
  float[][] linear(
      Graph.Node node, String name, Parameters.Cut weights, Parameters.Cut bias, float[][] x) {
    Gemm gemm = inNarrowType((Gemm) node.operator());
    GemmKernel kernel = new GemmKernel(gemm);
    if (bias != null) {
      kernel = kernel.withBias(biasFormat);
    }
    Map<String, Source> sources = new LinkedHashMap<>();
    left(sources, gemm.left(), gemm.batches() * gemm.m(), gemm.k(), x);
    weights(sources, kernel, name, (int) gemm.k(), weights);
    if (bias != null) {
      sources.put(
          "bias", (device, operand) -> Source.same(bias.of(device)).tensor(device, operand));
    }
    return devices.run(node.name(), gemm, kernel, sources).of("output");
  }

  /** Products of the experts' weights [experts, outputs, inputs] with the rows routed to them. */
  float[][] grouped(
      Graph.Node node, String name, long[] rowsPerExpert, Parameters.Cut weights, float[][] x) {
    GroupedGemm planned = inNarrowType((GroupedGemm) node.operator());
    long touched = Arrays.stream(rowsPerExpert).filter(rows -> rows > 0).count();
    GroupedGemm gemm =
        new GroupedGemm(
            touched,
            Arrays.stream(rowsPerExpert).sum(),
            planned.n(),
            planned.k(),
            planned.left(),
            planned.right(),
            planned.output(),
            planned.computeType());
    GroupedGemmKernel kernel = GroupedGemmKernel.routed(gemm, rowsPerExpert);
    Map<String, Source> sources = new LinkedHashMap<>();
    left(sources, gemm.left(), (long) gemm.rows(), gemm.k(), x);
    weights(sources, kernel, name, (int) gemm.k(), weights);
    return devices.run(node.name(), gemm, kernel, sources).of("output");
  }

  private void weights(
      Map<String, Source> sources, Kernel kernel, String name, int inputs, Parameters.Cut cut) {
    List<Operand> operands = kernel.program(kernel.defaultTiling()).operands();
    Operand right = operands.get(Results.slot(operands, "right"));
    boolean scaled = has(operands, "column scales");
    sources.put(
        "right", (device, operand) -> stored(name, device, inputs, right, scaled, cut).kept());
    if (has(operands, "positions")) {
      sources.put(
          "positions",
          (device, operand) -> stored(name, device, inputs, right, scaled, cut).positions());
    }
    if (scaled) {
      sources.put(
          "column scales",
          (device, operand) -> stored(name, device, inputs, right, true, cut).columnScales());
    }
  }

  private StoredWeight stored(
      String name, int device, int inputs, Operand right, boolean scaled, Parameters.Cut cut) {
    return parameters.stored(name, device, inputs, right, scaled, cut);
  }

  private static boolean has(List<Operand> operands, String name) {
    return operands.stream().anyMatch(operand -> operand.name().equals(name));
  }

  /** The left operand as it is, or quantised row by row with its scales. */
  private void left(
      Map<String, Source> sources, Format format, long rows, long columns, float[][] x) {
    if (narrow.isEmpty() || format.type() != narrow.get()) {
      sources.put("left", Source.of(x));
      return;
    }
    Elementwise quantise =
        new Elementwise(Elementwise.Function.QUANTIZE, rows, columns, biasFormat, format);
    Results codes =
        devices.run(
            "quantize_input",
            quantise,
            new ElementwiseKernel(quantise),
            Map.of("input 0", Source.of(x)));
    sources.put("left", Source.of(codes.of("output")));
    sources.put("row scales", Source.of(codes.of("scales")));
  }

  private Gemm inNarrowType(Gemm gemm) {
    return isNarrow(gemm.right())
        ? new Gemm(
            gemm.batches(),
            gemm.m(),
            gemm.n(),
            gemm.k(),
            Format.of(narrow.orElseThrow()),
            gemm.right(),
            gemm.output(),
            gemm.rightRole(),
            gemm.outputRole(),
            narrow.orElseThrow(),
            gemm.density())
        : gemm;
  }

  private GroupedGemm inNarrowType(GroupedGemm gemm) {
    return isNarrow(gemm.right())
        ? new GroupedGemm(
            gemm.groups(),
            gemm.activeGroups(),
            gemm.rows(),
            gemm.n(),
            gemm.k(),
            Format.of(narrow.orElseThrow()),
            gemm.right(),
            gemm.output(),
            narrow.orElseThrow())
        : gemm;
  }

  private boolean isNarrow(Format right) {
    return narrow.isPresent() && !right.isGrouped() && right.type() == narrow.get();
  }
}
