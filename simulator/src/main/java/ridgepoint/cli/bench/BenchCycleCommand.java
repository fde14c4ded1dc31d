package ridgepoint.cli.bench;

import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.LongSupplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import ridgepoint.cli.frame.ListingOptions;
import ridgepoint.cli.frame.Terminal;
import ridgepoint.dram.CommandListener;
import ridgepoint.dram.DramConfiguration;
import ridgepoint.dram.DramLibrary;
import ridgepoint.dram.DramsimIni;
import ridgepoint.dram.MemorySystem;
import ridgepoint.dram.RequestStream;
import ridgepoint.event.ClockDomain;
import ridgepoint.event.Cost;
import ridgepoint.event.Listener;
import ridgepoint.event.ProgramBuilder;
import ridgepoint.event.Settings;
import ridgepoint.event.Simulation;
import ridgepoint.event.When;
import ridgepoint.hardware.Architecture.Dataflow;
import ridgepoint.report.Quantity;
import ridgepoint.report.text.JsonText;
import ridgepoint.report.text.TextTable;
import ridgepoint.simulation.Version;
import ridgepoint.systolic.Layer;
import ridgepoint.systolic.LayerRun;
import ridgepoint.systolic.Machine;

/** {@code ridgepoint bench cycle}: how fast the cycle engines are on this machine. */
@Command(
    name = "cycle",
    sortOptions = false,
    description = {
      "Events, DRAM requests and array cycles per CPU second of one thread: a buffered pipeline of",
      "load, multiply and store on 16 cores with every event replayed; sequential reads of HBM2; a",
      "product of 1024x1024x1024 on 32x32 with every word followed.",
    })
public final class BenchCycleCommand implements Runnable {
  private static final double NANOSECOND = 1e-9;
  private static final int WIDTH = 100;
  private static final int CORES = 16;
  private static final long STEPS = 100_000;
  private static final int REQUESTS = 300_000;
  private static final int SIZE = 1024;
  private static final int SIDE = 32;
  private static final long WORDS = 64 * 1024;
  private static final String MEMORY = "HBM2_8Gb_x128";

  private final Terminal terminal;

  @Mixin private ListingOptions listing = new ListingOptions();

  public BenchCycleCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  /** An amount and the CPU seconds it took. */
  private record Rate(String name, String unit, long amount, double cpuSeconds) {
    double perSecond() {
      return amount / cpuSeconds;
    }
  }

  @Override
  public void run() {
    List<Rate> rates = new ArrayList<>();
    rates.add(measured("event core", "events", BenchCycleCommand::events));
    rates.add(measured("dram", "requests", BenchCycleCommand::requests));
    rates.add(measured("systolic array", "cycles", BenchCycleCommand::cycles));
    terminal.print(listing.isJson() ? json(rates) : table(rates));
  }

  /** The second of two runs: the first is for the compiler. */
  private static Rate measured(String name, String unit, LongSupplier work) {
    var unused = work.getAsLong();
    long before = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    long amount = work.getAsLong();
    long after = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    return new Rate(name, unit, amount, (after - before) * NANOSECOND);
  }

  private static long events() {
    ProgramBuilder program = new ProgramBuilder();
    ClockDomain clock = ClockDomain.cycles("core");
    int memory = program.unit("memory", clock);
    for (int core = 0; core < CORES; core++) {
      int array = program.unit("array " + core, clock);
      int free = program.credits("free " + core, 2, "buffers");
      int full = program.credits("full " + core, 0, "operands");
      int done = program.credits("done " + core, 0, "results");
      program.stream("load " + core)
          .loop(STEPS)
          .take(free, 1)
          .use(memory, new Cost(2, 40), When.RELEASED, "load")
          .give(full, 1, When.DONE)
          .end();
      program.stream("multiply " + core)
          .loop(STEPS)
          .take(full, 1)
          .use(array, Cost.of(SIDE), When.RELEASED, "multiply")
          .give(done, 1, When.DONE)
          .end();
      program.stream("store " + core)
          .loop(STEPS)
          .take(done, 1)
          .use(memory, Cost.of(1), When.RELEASED, "store")
          .give(free, 1, When.DONE)
          .end();
    }
    Settings replaying = Settings.USUAL.replayingAll(true);
    return new Simulation(program.build(), replaying, Listener.NONE).run().events();
  }

  private static long requests() {
    DramConfiguration memory = new DramLibrary().load(MEMORY, DramsimIni.Reading.AS_DRAMSIM3);
    RequestStream stream = RequestStream.of("seq_rd", REQUESTS, memory);
    return new MemorySystem(memory, CommandListener.NONE).run(stream).requests();
  }

  private static long cycles() {
    Machine machine =
        new Machine(
            SIDE, SIDE, Dataflow.OUTPUT_STATIONARY, WORDS, WORDS, WORDS, OptionalInt.empty());
    Layer layer = new Layer.Product(SIZE, SIZE, SIZE);
    return new LayerRun(layer, machine, Settings.USUAL.replayingAll(true)).result().cycles();
  }

  private static String table(List<Rate> rates) {
    TextTable table = new TextTable().left("engine").right("per CPU second").right("measured over");
    for (Rate rate : rates) {
      table.row(
          rate.name,
          Quantity.si(rate.perSecond(), rate.unit),
          Quantity.si(rate.amount, rate.unit) + " in " + Quantity.seconds(rate.cpuSeconds));
    }
    return table.render(WIDTH, false);
  }

  private static String json(List<Rate> rates) {
    return JsonText.pretty(
        json -> {
          json.put("schema", "ridgepoint.bench-cycle/1").put("version", Version.current());
          for (Rate rate : rates) {
            json.put(rate.unit + "_per_s", rate.perSecond());
          }
        });
  }
}
