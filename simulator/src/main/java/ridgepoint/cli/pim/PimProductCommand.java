package ridgepoint.cli.pim;

import java.util.Map;
import java.util.OptionalInt;
import java.util.Random;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import ridgepoint.cli.frame.Sizes;
import ridgepoint.cli.frame.Terminal;
import ridgepoint.cli.frame.Workbench;
import ridgepoint.hardware.DeviceSpec;
import ridgepoint.input.InputException;
import ridgepoint.number.DataType;
import ridgepoint.number.Rounding;
import ridgepoint.pim.cycle.Engines;
import ridgepoint.pim.hbm.Executed;
import ridgepoint.pim.kernel.Engine;
import ridgepoint.pim.kernel.Engine.HostRun;
import ridgepoint.pim.kernel.Task;

/** {@code ridgepoint pim gemv} and {@code pim gemv-tree}. */
public abstract class PimProductCommand extends PimKernelCommand {
  private static final int MOST_VECTORS = 16;
  private static final long MOST_EXECUTED = 1 << 24;
  private static final int SEED = 1;

  @Option(names = "--out-dim", paramLabel = "N", description = "Rows of the matrix.")
  Long outputs;

  @Option(names = "--in-dim", paramLabel = "N", description = "Columns of the matrix.")
  Long inputs;

  @Option(
      names = "--batch-size",
      paramLabel = "N",
      description = "Vectors that it is multiplied by.")
  Long vectors = 1L;

  @Option(
      names = "--execute",
      description = {
        "Also multiply random fp16 numbers by the same commands (HBM-PIM) and compare with sums",
        "in double precision."
      })
  boolean execute;

  @Option(
      names = "--activated",
      description = "Start from a bias and apply a function, both by commands (GDDR6-AiM).")
  boolean activated;

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
  public static final class Gemv extends PimProductCommand {
    public Gemv(Terminal terminal, Workbench workbench) {
      super(terminal, workbench, false);
    }

    @Override
    protected Gemv another() {
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
  public static final class GemvTree extends PimProductCommand {
    public GemvTree(Terminal terminal, Workbench workbench) {
      super(terminal, workbench, true);
    }

    @Override
    protected GemvTree another() {
      return new GemvTree(terminal, workbench);
    }
  }

  @Override
  String kernel() {
    return tree ? "gemv-tree" : "gemv";
  }

  @Override
  Task task(DataType type, Map<String, Object> echo) {
    long rows = Sizes.size("--out-dim", outputs);
    long columns = Sizes.size("--in-dim", inputs);
    long batch = Sizes.size("--batch-size", vectors);
    echo.put("out_dim", rows);
    echo.put("in_dim", columns);
    echo.put("batch_size", batch);
    Task.Product product = new Task.Product(1, batch, rows, columns, tree, type);
    if (activated) {
      echo.put("activated", true);
    }
    return activated ? new Task.Activated(product) : product;
  }

  @Override
  OptionalInt breakEven(Engine engine, Task task) {
    if (!(task instanceof Task.Product product)) {
      return OptionalInt.empty();
    }
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

  @Override
  Map<String, Object> besides(DeviceSpec device, Engine engine, Task task) {
    if (!execute || !(task instanceof Task.Product product)) {
      return Map.of();
    }
    if (product.outputs() * product.inputs() > MOST_EXECUTED) {
      throw new InputException("--execute takes matrices of up to " + MOST_EXECUTED + " elements");
    }
    Random random = new Random(SEED);
    int columns = (int) product.inputs();
    float[][] matrix = halves(random, (int) product.outputs(), columns);
    float[][] vectors = halves(random, (int) product.vectors(), columns);
    float[][] results =
        new Executed(Engines.hbmPim(device)).product(matrix, vectors, product.tree());
    return Map.of("largest_error", largestError(matrix, vectors, results));
  }

  private static float[][] halves(Random random, int rows, int columns) {
    float[][] values = new float[rows][columns];
    for (float[] row : values) {
      for (int i = 0; i < columns; i++) {
        row[i] = Rounding.round(random.nextFloat() * 2 - 1, DataType.FP16);
      }
    }
    return values;
  }

  private static double largestError(float[][] matrix, float[][] vectors, float[][] results) {
    double largest = 0;
    for (int vector = 0; vector < vectors.length; vector++) {
      for (int row = 0; row < matrix.length; row++) {
        double exact = 0;
        for (int i = 0; i < matrix[row].length; i++) {
          exact += (double) matrix[row][i] * vectors[vector][i];
        }
        largest = Math.max(largest, Math.abs(exact - results[vector][row]));
      }
    }
    return largest;
  }
}
