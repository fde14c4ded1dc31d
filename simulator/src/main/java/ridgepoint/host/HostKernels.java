package ridgepoint.host;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import ridgepoint.cpu.CpuCycleMachine;
import ridgepoint.cpu.CpuMachine;
import ridgepoint.cycle.CycleModel;
import ridgepoint.cycle.CycleSettings;
import ridgepoint.energy.EnergyModel;
import ridgepoint.fidelity.CostModels;
import ridgepoint.hardware.DeviceSpec;
import ridgepoint.kernel.KernelLibrary;
import ridgepoint.number.DataType;
import ridgepoint.number.Format;
import ridgepoint.operator.Attention;
import ridgepoint.operator.Gemm;
import ridgepoint.operator.Norm;
import ridgepoint.operator.Operator;
import ridgepoint.operator.Role;
import ridgepoint.operator.Softmax;
import ridgepoint.pipeline.KindMachine;
import ridgepoint.pipeline.MappedTime;
import ridgepoint.pipeline.PipelineModel;
import ridgepoint.tensor.Tensor;
import ridgepoint.tile.Recording;
import ridgepoint.tile.TileProgram;
import ridgepoint.tile.Tiling;
import ridgepoint.tile.functional.FunctionalMachine;
import ridgepoint.wave.CacheState;

/**
 * The reference kernels that are timed on a host and predicted for it: each is repeated on the same
 * data, with the tiling of its own that runs.
 */
final class HostKernels {
  private static final Format FP32 = Format.of(DataType.FP32);
  private static final int[] SQUARES = {64, 128, 256, 512, 1024, 2048};

  private final int cores;
  private final int runs;

  HostKernels(int cores, int runs) {
    this.cores = cores;
    this.runs = runs;
  }

  /**
   * One kernel.
   *
   * @param name of its family
   */
  record Case(String name, Operator operator) {
    Tiling tiling() {
      return KernelLibrary.kernelFor(operator).defaultTiling();
    }

    TileProgram program() {
      return KernelLibrary.kernelFor(operator).program(tiling());
    }
  }

  /** In the order in which they are reported. */
  static List<Case> cases() {
    List<Case> cases = new ArrayList<>();
    for (int side : SQUARES) {
      cases.add(new Case("gemm", Gemm.linear(side, side, side, FP32, FP32, DataType.FP32)));
    }
    cases.add(new Case("gemv", Gemm.linear(1, 1024, 4096, FP32, FP32, DataType.FP32)));
    cases.add(new Case("gemv", Gemm.linear(1, 4096, 4096, FP32, FP32, DataType.FP32)));
    cases.add(new Case("gemv", Gemm.linear(1, 8192, 8192, FP32, FP32, DataType.FP32)));
    cases.add(new Case("attention", attention(256, 256)));
    cases.add(new Case("attention", attention(1024, 1024)));
    cases.add(new Case("attention", attention(1, 4096)));
    cases.add(new Case("norm", norm(Norm.Type.RMS, 512, 1024)));
    cases.add(new Case("norm", norm(Norm.Type.RMS, 2048, 4096)));
    cases.add(new Case("norm", norm(Norm.Type.LAYER, 1024, 4096)));
    cases.add(new Case("softmax", new Softmax(1024, 512, FP32)));
    cases.add(new Case("softmax", new Softmax(1024, 4096, FP32)));
    cases.add(new Case("softmax", new Softmax(64, 32768, FP32)));
    return List.copyOf(cases);
  }

  private static Attention attention(long queries, long keys) {
    return new Attention(
        1,
        queries,
        keys,
        8,
        8,
        64,
        64,
        0,
        0,
        true,
        false,
        FP32,
        FP32,
        Role.KV_CACHE,
        DataType.FP32,
        Attention.Algorithm.FLASH);
  }

  private static Norm norm(Norm.Type type, long rows, long columns) {
    return new Norm(type, rows, columns, false, FP32, FP32);
  }

  /** Runs each for a moment, so that what is measured afterwards is compiled. */
  void warmUp(List<Case> cases) {
    for (Case one : cases) {
      TileProgram program = one.program();
      Tensor[] tensors = RandomTensors.of(program);
      Repetition.warmUp(() -> FunctionalMachine.run(program, cores, tensors));
    }
  }

  /** Median seconds of each; {@code progress} is told of each before it runs. */
  List<Double> measure(List<Case> cases, Consumer<Case> progress) {
    List<Double> seconds = new ArrayList<>();
    for (Case one : cases) {
      progress.accept(one);
      seconds.add(measure(one));
    }
    return seconds;
  }

  private double measure(Case one) {
    TileProgram program = one.program();
    Tensor[] tensors = RandomTensors.of(program);
    return Repetition.medianSeconds(() -> FunctionalMachine.run(program, cores, tensors), runs);
  }

  /** Predicted seconds of a kernel. */
  record Prediction(double pipelineSeconds, double cycleSeconds) {}

  /** What the models say of each, with caches that hold what fits. */
  static List<Prediction> predict(DeviceSpec device, List<Case> cases) {
    CpuMachine machine = new CpuMachine(device, CacheState.WARM);
    List<Prediction> predictions = new ArrayList<>();
    for (Case one : cases) {
      KindMachine tiled = new Tiled(machine, one.tiling());
      PipelineModel pipeline = new PipelineModel(device, tiled, CostModels::record);
      CycleModel cycle =
          new CycleModel(
              device,
              new CpuCycleMachine(device, CacheState.WARM),
              pipeline,
              CostModels::record,
              new EnergyModel(device),
              CycleSettings.USUAL);
      predictions.add(
          new Prediction(
              pipeline.nominalSeconds(one.operator()),
              cycle.estimate(one.operator()).latencySeconds()));
    }
    return predictions;
  }

  /** A machine on which the kernel's own tiling runs, and no other. */
  private record Tiled(KindMachine machine, Tiling tiling) implements KindMachine {
    @Override
    public List<Tiling> candidates(Operator operator) {
      return List.of(tiling);
    }

    @Override
    public MappedTime time(Operator operator, Tiling own, Recording recording) {
      return machine.time(operator, own, recording);
    }
  }
}
