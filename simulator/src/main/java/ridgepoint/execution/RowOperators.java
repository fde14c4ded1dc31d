package ridgepoint.execution;

import java.util.LinkedHashMap;
import java.util.Map;
import ridgepoint.collective.CollectiveKernel;
import ridgepoint.elementwise.ElementwiseKernel;
import ridgepoint.norm.NormKernel;
import ridgepoint.operator.Collective;
import ridgepoint.operator.Elementwise;
import ridgepoint.operator.Graph;
import ridgepoint.operator.Norm;
import ridgepoint.operator.Rotary;
import ridgepoint.oracle.RotaryOracle;
import ridgepoint.rotary.RotaryKernel;

/**
 * Norms, element functions, rotations and collectives of a model's flow.
 *
 * @param epsilon of norms
 */
record RowOperators(Devices devices, Parameters parameters, float epsilon) {
  private static final double ROTARY_BASE = 10_000;

  /**
   * The result of a norm and, where the residual addition is part of it, the new residual.
   *
   * @param stream the residual after the addition; the input itself when there is none
   */
  record Normed(float[][] value, float[][] stream) {}

  /** A norm; {@code residual} is used only by norms that add one. */
  Normed norm(Graph.Node node, String name, float[][] x, float[][] residual) {
    Norm norm = (Norm) node.operator();
    Map<String, Source> sources = new LinkedHashMap<>();
    sources.put("input", Source.of(x));
    sources.put("weight", Source.same(parameters.vector(name + ".weight", norm.columns())));
    if (norm.type() == Norm.Type.LAYER) {
      sources.put("bias", Source.same(parameters.vector(name + ".bias", norm.columns())));
    }
    if (norm.residual()) {
      sources.put("residual", Source.of(residual));
    }
    Results results = devices.run(node.name(), norm, new NormKernel(norm, epsilon), sources);
    return new Normed(results.of("output"), norm.residual() ? results.of("residual output") : x);
  }

  float[][] elementwise(Graph.Node node, float[][]... inputs) {
    return elementwise(node, 1, null, inputs);
  }

  /** A function with a weight per column. */
  float[][] mixed(Graph.Node node, float[] mix, float[][]... inputs) {
    return elementwise(node, 1, mix, inputs);
  }

  float[][] softCap(Graph.Node node, double cap, float[][] x) {
    return elementwise(node, (float) cap, null, x);
  }

  private float[][] elementwise(
      Graph.Node node, float parameter, float[] mix, float[][]... inputs) {
    Elementwise operator = (Elementwise) node.operator();
    Map<String, Source> sources = new LinkedHashMap<>();
    for (int i = 0; i < inputs.length; i++) {
      sources.put("input " + i, Source.of(inputs[i]));
    }
    if (mix != null) {
      sources.put("mix", Source.same(mix));
    }
    return devices
        .run(node.name(), operator, new ElementwiseKernel(operator, parameter), sources)
        .of("output");
  }

  /** Turns [tokens, heads, rotaryDim] by the tokens' positions. */
  float[][] rotary(Graph.Node node, long[] positions, float[][] x) {
    Rotary rotary = (Rotary) node.operator();
    double[] table = RotaryOracle.table(rotary.rotaryDim(), positions, ROTARY_BASE);
    float[] single = new float[table.length];
    for (int i = 0; i < table.length; i++) {
      single[i] = (float) table[i];
    }
    return devices
        .run(
            node.name(),
            rotary,
            new RotaryKernel(rotary),
            Map.of("input", Source.of(x), "table", Source.same(single)))
        .of("output");
  }

  /** The sum of all devices' numbers, on every device. */
  float[][] allReduce(Graph.Node node, float[][] x) {
    CollectiveKernel kernel = new CollectiveKernel((Collective) node.operator());
    int padded = (int) kernel.elements();
    float[] buffers = new float[padded * x.length];
    for (int device = 0; device < x.length; device++) {
      System.arraycopy(x[device], 0, buffers, device * padded, x[device].length);
    }
    float[] sums =
        devices.runTogether(
                node.name(), node.operator(), kernel, Map.of("buffers", Source.same(buffers)))
            .of("buffers")[0];
    float[][] results = new float[x.length][];
    for (int device = 0; device < x.length; device++) {
      results[device] = Parameters.rows(sums, 1, device * padded, x[device].length);
    }
    return results;
  }

  /** The parts [rows, width] of all devices side by side, on every device. */
  float[][] allGather(Graph.Node node, int rows, float[][] x) {
    float[] shards = new float[x.length * x[0].length];
    for (int device = 0; device < x.length; device++) {
      System.arraycopy(x[device], 0, shards, device * x[0].length, x[0].length);
    }
    float[] gathered =
        devices.runTogether(
                node.name(),
                node.operator(),
                new CollectiveKernel((Collective) node.operator()),
                Map.of("input", Source.same(shards)))
            .of("output")[0];
    float[][] results = new float[x.length][];
    for (int device = 0; device < x.length; device++) {
      float[][] parts = new float[x.length][];
      for (int part = 0; part < x.length; part++) {
        int from = device * shards.length + part * x[0].length;
        parts[part] = Parameters.rows(gathered, 1, from, x[0].length);
      }
      results[device] = Layouts.beside(rows, parts);
    }
    return results;
  }
}
