package ridgepoint.validation;

import java.util.List;
import ridgepoint.hardware.DeviceSpec;
import ridgepoint.number.DataType;
import ridgepoint.number.Format;
import ridgepoint.operator.CausalConvolution;
import ridgepoint.operator.Operator;
import ridgepoint.operator.StateScan;

/**
 * Kernels of gated delta networks and Mamba-2: the convolution over time of keys, queries and
 * values, and the recurrence over a state per head, kept in fp32.
 */
final class LinearAttentionFamily implements Family {
  private static final String DTYPE = "bfloat16";
  private static final Format BF16 = Format.of(DataType.BF16);
  private static final Format FP32 = Format.of(DataType.FP32);

  @Override
  public String name() {
    return "linear_attention";
  }

  @Override
  public List<String> columns() {
    return List.of(
        "op",
        "kernel",
        "phase",
        "batch",
        "seq",
        "d_conv",
        "k_heads",
        "k_dim",
        "v_heads",
        "v_dim",
        "latency_s");
  }

  @Override
  public String dtype(Row row) {
    return DTYPE;
  }

  @Override
  public String use(Row row) {
    return row.text("kernel");
  }

  @Override
  public List<Measured> measured(Row row, DeviceSpec device) {
    Operator operator = operator(row);
    String shape = row.text("op") + " " + row.text("kernel") + " " + operator.shape();
    return List.of(
        Measured.latency(
            row,
            DTYPE,
            Question.Kernels.inGraph(operator)
                .named(shape)
                .timed(Conditions.timing(row.text("source")))));
  }

  private static Operator operator(Row row) {
    long length = row.text("phase").equals("generation") ? 1 : row.size("seq");
    int keyHeads = row.count("k_heads");
    int valueHeads = row.count("v_heads");
    if (row.text("kernel").startsWith("causal_conv1d")) {
      long channels = 2L * keyHeads * row.count("k_dim") + (long) valueHeads * row.count("v_dim");
      return new CausalConvolution(
          row.size("batch"), length, channels, row.count("d_conv"), BF16, BF16);
    }
    if (valueHeads % keyHeads != 0) {
      throw new OutOfScope("value heads that key heads do not divide");
    }
    return new StateScan(
        StateScan.Type.MAMBA2,
        row.size("batch"),
        length,
        valueHeads,
        row.count("v_dim"),
        row.count("k_dim"),
        keyHeads,
        BF16,
        FP32);
  }
}
