package ridgepoint.pim.upmem;

import ridgepoint.cycle.CommandLog;
import ridgepoint.estimate.UnsupportedOperatorException;

/**
 * What one processor reaches: transfers, streams and operations, as the PrIM benchmarks measure
 * them (Gómez-Luna et al., IEEE Access 2022, section 3).
 */
public final class Microbenchmarks {
  /** Repeats after which start and end no longer count. */
  private static final int REPEATS = 500;

  /** Bytes of a load or store of a processor's memory. */
  private static final int WORD = 8;

  private final Processor processor;

  public Microbenchmarks(Processor processor) {
    this.processor = processor;
  }

  /**
   * A rate and what it was found from.
   *
   * @param perSecond bytes or operations
   */
  public record Rate(double perSecond, long cycles, long instructions, long transfers) {}

  /** Transfers of one size between the bank and the processor's memory. */
  public Rate transfers(int bytes, boolean write, int threads) {
    ThreadProgram program = new ThreadProgram().compute(Processor.LOOP_INSTRUCTIONS);
    return rate(write ? program.write(bytes) : program.read(bytes), bytes, threads);
  }

  /** Eight bytes anywhere are read, changed and written back; counts both ways. */
  public Rate randomAccess(int threads) {
    ThreadProgram program =
        new ThreadProgram().read(WORD).compute(1 + Processor.LOOP_INSTRUCTIONS).write(WORD);
    return rate(program, 2 * WORD, threads);
  }

  /** The kernels of STREAM (McCalpin, 1995) on 64-bit integers. */
  public enum Stream {
    COPY,
    ADD,
    SCALE,
    TRIAD
  }

  /** A kernel within the processor's memory; the loop is unrolled, so that only its work counts. */
  public Rate stream(Stream kernel, int threads) {
    double add = instructions(Processor.Operation.ADD, "int64");
    double multiply = instructions(Processor.Operation.MUL, "int64");
    double work =
        switch (kernel) {
          case COPY -> 0;
          case ADD -> add;
          case SCALE -> multiply;
          case TRIAD -> multiply + add;
        };
    int words = kernel == Stream.ADD || kernel == Stream.TRIAD ? 3 : 2;
    ThreadProgram program = new ThreadProgram().compute(words + work);
    return rate(program, words * WORD, threads);
  }

  /** An operation on an element and a constant, the result written over the element. */
  public Rate arithmetic(Processor.Operation operation, String type, int threads) {
    double instructions = Processor.LOOP_INSTRUCTIONS + instructions(operation, type);
    return rate(new ThreadProgram().compute(instructions), 1, threads);
  }

  private double instructions(Processor.Operation operation, String type) {
    Double instructions = processor.instructions(operation).get(type);
    if (instructions == null) {
      throw new UnsupportedOperatorException(
          "no instruction count of %s in %s; there are %s"
              .formatted(
                  operation.name().toLowerCase(java.util.Locale.ROOT),
                  type,
                  String.join(", ", processor.instructions(operation).keySet())));
    }
    return instructions;
  }

  private Rate rate(ThreadProgram program, double each, int threads) {
    Pipeline pipeline = new Pipeline(processor, program, threads, CommandLog.NONE);
    long cycles = pipeline.run(REPEATS);
    double seconds = cycles / processor.clockHertz();
    return new Rate(
        each * REPEATS * threads / seconds, cycles, pipeline.instructions(), pipeline.transfers());
  }
}
