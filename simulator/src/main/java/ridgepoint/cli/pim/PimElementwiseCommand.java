package ridgepoint.cli.pim;

import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import ridgepoint.cli.frame.Names;
import ridgepoint.cli.frame.Sizes;
import ridgepoint.cli.frame.Terminal;
import ridgepoint.cli.frame.Workbench;
import ridgepoint.input.InputException;
import ridgepoint.number.DataType;
import ridgepoint.pim.kernel.Task;
import ridgepoint.pim.kernel.Task.Elementwise.Operation;

/** {@code ridgepoint pim add}, {@code pim mul} and {@code pim relu}. */
public abstract class PimElementwiseCommand extends PimKernelCommand {
  @Option(names = "--out-dim", paramLabel = "N", description = "Elements of the result.")
  Long outputs;

  @Option(
      names = "--in-dim",
      paramLabel = "N",
      description = "Elements of an operand: as many, and need not be given.")
  Long inputs;

  @Option(names = "--batch-size", paramLabel = "N", description = "Vectors of that length.")
  Long vectors = 1L;

  private final Operation operation;

  private PimElementwiseCommand(Terminal terminal, Workbench workbench, Operation operation) {
    super(terminal, workbench);
    this.operation = operation;
  }

  /** Sums. */
  @Command(name = "add", sortOptions = false, description = "Sum of two vectors in the banks.")
  public static final class Add extends PimElementwiseCommand {
    public Add(Terminal terminal, Workbench workbench) {
      super(terminal, workbench, Operation.ADD);
    }

    @Override
    protected Add another() {
      return new Add(terminal, workbench);
    }
  }

  /** Products. */
  @Command(
      name = "mul",
      sortOptions = false,
      description = "Product of two vectors in the banks, element by element.")
  public static final class Mul extends PimElementwiseCommand {
    public Mul(Terminal terminal, Workbench workbench) {
      super(terminal, workbench, Operation.MUL);
    }

    @Override
    protected Mul another() {
      return new Mul(terminal, workbench);
    }
  }

  /** Rectification. */
  @Command(
      name = "relu",
      sortOptions = false,
      description = "Larger of each element of a vector in the banks and 0.")
  public static final class Relu extends PimElementwiseCommand {
    public Relu(Terminal terminal, Workbench workbench) {
      super(terminal, workbench, Operation.RELU);
    }

    @Override
    protected Relu another() {
      return new Relu(terminal, workbench);
    }
  }

  @Override
  String kernel() {
    return Names.id(operation);
  }

  @Override
  Task task(DataType type, Map<String, Object> echo) {
    long elements = Sizes.size("--out-dim", outputs == null ? inputs : outputs);
    if (inputs != null && inputs != elements) {
      throw new InputException(
          "--in-dim %d and --out-dim %d differ: element by element they are the same"
              .formatted(inputs, elements));
    }
    long batch = Sizes.size("--batch-size", vectors);
    echo.put("out_dim", elements);
    echo.put("batch_size", batch);
    return new Task.Elementwise(operation, elements * batch, type);
  }
}
