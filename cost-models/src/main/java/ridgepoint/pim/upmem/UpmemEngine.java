package ridgepoint.pim.upmem;

import java.util.LinkedHashMap;
import java.util.Map;
import ridgepoint.cycle.CommandLog;
import ridgepoint.estimate.UnsupportedOperatorException;
import ridgepoint.hardware.PimEngine;
import ridgepoint.number.DataType;
import ridgepoint.pim.kernel.Engine;
import ridgepoint.pim.kernel.KernelRun;
import ridgepoint.pim.kernel.Task;

/**
 * Plays a kernel on the processor that has most to do; rows of a matrix and elements are dealt out
 * to all processors, and in each to its threads. The host hands the inputs to every processor and
 * takes the results back, rank by rank side by side.
 */
public final class UpmemEngine implements Engine {
  /** Repeats of a thread's loop that are played; what is beyond goes at their rate. */
  private static final long MOST_REPEATS = 64;

  private final Processor processor;
  private final int ranks;
  private final int perRank;
  private final double hostBytesPerSecond;

  /**
   * @param hostBytesPerSecond most of all ranks together
   */
  public UpmemEngine(Processor processor, int ranks, int perRank, double hostBytesPerSecond) {
    this.processor = processor;
    this.ranks = ranks;
    this.perRank = perRank;
    this.hostBytesPerSecond = hostBytesPerSecond;
  }

  /** Every kernel asks for the routines it needs. */
  @Override
  public void check(DataType type) {
    if (type.bits() < Byte.SIZE) {
      throw new UnsupportedOperatorException("UPMEM's processors have no routine for " + type.id());
    }
  }

  @Override
  public double cycleSeconds() {
    return 1 / processor.clockHertz();
  }

  @Override
  public KernelRun product(Task.Product product, CommandLog log) {
    int bytes = product.elementBytes();
    long processors = (long) ranks * perRank;
    long rows = ceil(product.matrices() * product.outputs(), processors);
    int threads = (int) Math.min(processor.engine().threads(), rows);
    long repeats = ceil(rows, threads) * product.vectors();
    double each =
        Processor.LOOP_INSTRUCTIONS
            + instructions(Processor.Operation.MUL, product)
            + instructions(Processor.Operation.ADD, product);
    ThreadProgram program = new ThreadProgram();
    long rowBytes = product.inputs() * bytes;
    int largest = processor.engine().largestTransferBytes();
    for (long at = 0; at < rowBytes; at += largest) {
      int part = (int) Math.min(largest, rowBytes - at);
      program.read(part).read(part).compute(each * part / bytes);
    }
    program.write(Math.max(bytes, Long.BYTES));
    double inputs = (double) product.vectors() * product.inputs() * bytes;
    double sent =
        product.matrices() == 1
            ? inputs * processors / broadcast()
            : inputs * processors / toProcessors();
    double results = (double) product.matrices() * product.vectors() * product.outputs() * bytes;
    double macs = (double) rows * processors * product.vectors() * product.inputs();
    return played(program, threads, repeats, sent, results, inputs * processors, macs, 0, log);
  }

  @Override
  public KernelRun elementwise(Task.Elementwise task, CommandLog log) {
    int bytes = task.elementBytes();
    long processors = (long) ranks * perRank;
    int largest = processor.engine().largestTransferBytes();
    long perProcessor = ceil(task.elements(), processors);
    long blocks = ceil(perProcessor * bytes, largest);
    int threads = (int) Math.min(processor.engine().threads(), blocks);
    double work =
        switch (task.operation()) {
          case ADD -> instructions(Processor.Operation.ADD, task);
          case MUL -> instructions(Processor.Operation.MUL, task);
          case RELU -> 1;
        };
    int part = (int) Math.min(largest, perProcessor * bytes);
    ThreadProgram program = new ThreadProgram().read(part);
    int loads = task.operation().operands();
    if (loads == 2) {
      program.read(part);
    }
    double each = Processor.LOOP_INSTRUCTIONS + loads - 1 + work;
    program.compute(each * part / bytes).write(part);
    double operations = (double) perProcessor * processors;
    return played(program, threads, ceil(blocks, threads), 0, 0, 0, 0, operations, log);
  }

  private double instructions(Processor.Operation operation, Task task) {
    Map<String, Double> byType = processor.instructions(operation);
    // narrow integers are added as wide ones
    String type =
        operation == Processor.Operation.ADD && task.type().id().equals("int8")
            ? "int32"
            : task.type().id();
    Double instructions = byType.get(type);
    if (instructions == null) {
      throw new UnsupportedOperatorException(
          "UPMEM's processors have no routine for %s; there are %s"
              .formatted(task.type().id(), String.join(", ", byType.keySet())));
    }
    return instructions;
  }

  private KernelRun played(
      ThreadProgram program,
      int threads,
      long repeats,
      double sendSeconds,
      double resultBytes,
      double sentBytes,
      double macs,
      double operations,
      CommandLog log) {
    long most = Math.max(2, Math.min(repeats, MOST_REPEATS));
    long played = Math.min(repeats, most);
    Pipeline pipeline = new Pipeline(processor, program, threads, log);
    long cycles = pipeline.run(played);
    if (played < repeats) {
      long half = played / 2;
      long halfCycles = new Pipeline(processor, program, threads, CommandLog.NONE).run(half);
      cycles += Math.round((double) (repeats - played) * (cycles - halfCycles) / (played - half));
    }
    double scale = (double) repeats / played * ranks * perRank;
    Map<String, Long> commands = new LinkedHashMap<>();
    commands.put("instructions", Math.round(pipeline.instructions() * scale));
    commands.put("transfers", Math.round(pipeline.transfers() * scale));
    double clock = processor.clockHertz();
    return new KernelRun(
        cycles + Math.round(sendSeconds * clock),
        Math.round(resultBytes / fromProcessors() * clock),
        1 / clock,
        commands,
        macs,
        operations,
        0,
        sentBytes + resultBytes,
        (double) played / repeats);
  }

  private double broadcast() {
    return engine().broadcastBytesPerSecond() * ranks;
  }

  private double toProcessors() {
    return Math.min(hostBytesPerSecond, engine().toProcessorsBytesPerSecond() * ranks);
  }

  private double fromProcessors() {
    return Math.min(hostBytesPerSecond, engine().fromProcessorsBytesPerSecond() * ranks);
  }

  private PimEngine.Processors engine() {
    return processor.engine();
  }

  private static long ceil(long size, long part) {
    return (size + part - 1) / part;
  }
}
