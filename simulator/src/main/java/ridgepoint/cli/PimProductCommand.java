package ridgepoint.cli;

import java.util.Map;
import java.util.OptionalInt;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import ridgepoint.number.DataType;
import ridgepoint.pim.kernel.Engine;
import ridgepoint.pim.kernel.Engine.HostRun;
import ridgepoint.pim.kernel.Task;

/** {@code ridgepoint pim gemv} and {@code pim gemv-tree}. */
abstract class PimProductCommand extends PimKernelCommand {
  private static final int MOST_VECTORS = 16;

  @Option(names = "--out-dim", paramLabel = "N", description = "Rows of the matrix.")
  Long outputs;

  @Option(names = "--in-dim", paramLabel = "N", description = "Columns of the matrix.")
  Long inputs;

  @Option(
      names = "--batch-size",
      paramLabel = "N",
      description = "Vectors that it is multiplied by.")
  Long vectors = 1L;

  private final boolean tree;

  private PimProductCommand(Terminal terminal, Workbench workbench, boolean tree) {
    super(terminal, workbench);
    this.tree = tree;
  }

  /** Partial sums stay in the units. */
  @Command(
      name = "gemv",
      sortOptions = false,
      description = {
        "A matrix that lies in the banks by vectors one after another, command by command,",
        "and the same through the host; says from how many vectors on the host is faster.",
      })
  static final class Gemv extends PimProductCommand {
    Gemv(Terminal terminal, Workbench workbench) {
      super(terminal, workbench, false);
    }

    @Override
    Gemv another() {
      return new Gemv(terminal, workbench);
    }
  }

  /** Partial sums are written out. */
  @Command(
      name = "gemv-tree",
      sortOptions = false,
      description = {
        "The same as gemv with the sums of every tile of inputs written out, to be added up as a",
        "tree: shorter sums, rounded less.",
      })
  static final class GemvTree extends PimProductCommand {
    GemvTree(Terminal terminal, Workbench workbench) {
      super(terminal, workbench, true);
    }

    @Override
    GemvTree another() {
      return new GemvTree(terminal, workbench);
    }
  }

  @Override
  String kernel() {
    return tree ? "gemv-tree" : "gemv";
  }

  @Override
  Task task(DataType type, Map<String, Object> echo) {
    long rows = size("--out-dim", outputs);
    long columns = size("--in-dim", inputs);
    long batch = size("--batch-size", vectors);
    echo.put("out_dim", rows);
    echo.put("in_dim", columns);
    echo.put("batch_size", batch);
    return new Task.Product(1, batch, rows, columns, tree, type);
  }

  @Override
  OptionalInt breakEven(Engine engine, Task task) {
    Task.Product product = (Task.Product) task;
    for (int batch = 1; batch <= MOST_VECTORS; batch++) {
      Task of =
          new Task.Product(
              1, batch, product.outputs(), product.inputs(), product.tree(), product.type());
      HostRun host = engine.host(of).orElse(null);
      if (host == null) {
        return OptionalInt.empty();
      }
      if (engine.run(of).cycles() >= host.cycles()) {
        return OptionalInt.of(batch);
      }
    }
    return OptionalInt.empty();
  }
}
