package ridgepoint.validation.family;

import java.util.List;
import ridgepoint.hardware.DeviceSpec;
import ridgepoint.operator.Attention;
import ridgepoint.operator.Role;

/** Attention of every token to every other, as encoders have it; nothing is cached. */
final class EncoderFamily implements Family {
  @Override
  public String name() {
    return "encoder_attention";
  }

  @Override
  public List<String> columns() {
    return List.of("batch", "seq", "heads", "head_dim", "dtype", "latency_s");
  }

  @Override
  public String dtype(Row row) {
    return row.text("dtype");
  }

  /** With how wide heads are, which are kernels of their own. */
  @Override
  public String use(Row row) {
    return dtype(row) + "/d" + row.count("head_dim");
  }

  @Override
  public List<Measured> measured(Row row, DeviceSpec device) {
    Precision precision = Precision.of(dtype(row));
    int heads = row.count("heads");
    int dim = row.count("head_dim");
    Attention attention =
        new Attention(
            row.size("batch"),
            row.size("seq"),
            row.size("seq"),
            heads,
            heads,
            dim,
            dim,
            0,
            0,
            false,
            false,
            precision.activation(),
            precision.activation(),
            Role.ACTIVATION,
            precision.compute(),
            Attention.Algorithm.FLASH);
    return List.of(
        Measured.latency(
            row,
            dtype(row),
            Question.Kernels.inGraph(attention).timed(Conditions.timing(row.text("source")))));
  }
}
