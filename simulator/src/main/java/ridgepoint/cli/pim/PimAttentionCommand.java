package ridgepoint.cli.pim;

import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import ridgepoint.cli.frame.Sizes;
import ridgepoint.cli.frame.Terminal;
import ridgepoint.cli.frame.Workbench;
import ridgepoint.fidelity.CostModels;
import ridgepoint.fidelity.Fidelity;
import ridgepoint.hardware.Architecture;
import ridgepoint.hardware.DeviceSpec;
import ridgepoint.hardware.library.DeviceLibrary;
import ridgepoint.input.InputException;
import ridgepoint.number.DataType;
import ridgepoint.number.Format;
import ridgepoint.operator.Softmax;
import ridgepoint.pim.kernel.Engine;
import ridgepoint.pim.kernel.Task;

/** {@code ridgepoint pim attention}. */
@Command(
    name = "attention",
    sortOptions = false,
    description = {
      "One step of attention over caches that lie in the banks: scores, softmax, weighted sum.",
      "Where no unit computes the softmax the scores go to the host and the probabilities back.",
    })
public final class PimAttentionCommand extends PimKernelCommand {
  @Option(names = "--heads", paramLabel = "N", description = "Heads of one sequence.")
  Long heads;

  @Option(
      names = "--kv-heads",
      paramLabel = "N",
      description = "Heads of keys and values; default as many as heads.")
  Long keyValueHeads;

  @Option(names = "--keys", paramLabel = "N", description = "Tokens in the cache.")
  Long keys;

  @Option(names = "--head-dim", paramLabel = "N", description = "Elements of a head; default 128.")
  Long headDim = 128L;

  @Option(names = "--batch-size", paramLabel = "N", description = "Sequences; default 1.")
  Long sequences = 1L;

  @Option(
      names = "--max-keys",
      paramLabel = "N",
      description = "Tokens that the cache has room for, a head behind the other; default keys.")
  Long longest;

  public PimAttentionCommand(Terminal terminal, Workbench workbench) {
    super(terminal, workbench);
  }

  @Override
  protected PimAttentionCommand another() {
    return new PimAttentionCommand(terminal, workbench);
  }

  @Override
  String kernel() {
    return "attention";
  }

  @Override
  Task task(DataType type, Map<String, Object> echo) {
    long all = Sizes.size("--heads", heads);
    long shared = keyValueHeads == null ? all : Sizes.size("--kv-heads", keyValueHeads);
    if (all % shared != 0) {
      throw new InputException("--kv-heads %d does not divide the %d heads".formatted(shared, all));
    }
    long tokens = Sizes.size("--keys", keys);
    long room = longest == null ? tokens : Sizes.size("--max-keys", longest);
    if (room < tokens) {
      throw new InputException("--max-keys %d is below the %d keys".formatted(room, tokens));
    }
    long dim = Sizes.size("--head-dim", headDim);
    long batch = Sizes.size("--batch-size", sequences);
    if (tokens > 1 << 24 || dim > 1 << 16 || all * batch > 1 << 24) {
      throw new InputException("--keys, --head-dim or --heads is larger than any memory");
    }
    echo.put("heads", all);
    echo.put("kv_heads", shared);
    echo.put("keys", tokens);
    echo.put("head_dim", dim);
    echo.put("batch_size", batch);
    return new Task.Attention(batch * shared, all / shared, tokens, dim, room, type);
  }

  @Override
  Map<String, Object> besides(DeviceSpec device, Engine engine, Task task) {
    if (engine.hasSoftmax()) {
      return Map.of();
    }
    Task.Attention attention = (Task.Attention) task;
    String host = ((Architecture.Pim) device.architecture()).host();
    Softmax softmax =
        new Softmax(
            attention.heads() * attention.queries(), attention.keys(), Format.of(attention.type()));
    Map<String, Object> figures = new LinkedHashMap<>();
    figures.put("softmax_on", host);
    figures.put(
        "softmax_seconds",
        CostModels.of(Fidelity.PIPELINE, new DeviceLibrary().load(host))
            .estimate(softmax)
            .latencySeconds());
    return figures;
  }
}
