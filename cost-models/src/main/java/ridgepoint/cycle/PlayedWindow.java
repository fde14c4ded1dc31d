package ridgepoint.cycle;

import java.util.function.DoubleFunction;
import ridgepoint.dram.DeviceDram;
import ridgepoint.event.Listener;
import ridgepoint.event.Outcome;
import ridgepoint.event.Program;
import ridgepoint.event.Settings;
import ridgepoint.event.Simulation;

/**
 * What the controllers of main memory reach for a pass, found by playing the beginning of it: its
 * own transfers, as its streams begin them and wait for them. The same pass with memory at a rate
 * then has to have moved as many bytes in the same time; what rate that takes is what is reached.
 */
final class PlayedWindow {
  /** Refresh intervals that a window lasts, so that refreshes have their usual share of it. */
  private static final int REFRESH_INTERVALS = 4;

  /** The least that a window lasts, so that the beginning of a kernel is a small part of it. */
  private static final double LEAST_SECONDS = 15e-6;

  /** Trials of a rate; each comes closer by the ratio of times. */
  private static final int TRIALS = 3;

  private static final double TOLERANCE = 0.01;

  private final Settings settings;
  private final Outcome outcome;
  private final double bytes;

  private PlayedWindow(Settings settings, Outcome outcome, double bytes) {
    this.settings = settings;
    this.outcome = outcome;
    this.bytes = bytes;
  }

  /** How long a window is. */
  static double seconds(DeviceDram dram) {
    return Math.max(LEAST_SECONDS, REFRESH_INTERVALS * dram.refreshIntervalSeconds());
  }

  /** Plays a pass until the window ends, or the pass. */
  static PlayedWindow of(CyclePass pass, Settings settings, PlayedPart part) {
    Simulation simulation = new Simulation(pass.program(), settings, Listener.NONE);
    Outcome outcome = simulation.run(() -> part.isPlayed(pass.played()));
    return new PlayedWindow(settings, outcome, pass.played().movedBytes());
  }

  /** Whether the pass has ended. */
  boolean isWhole() {
    return outcome.isComplete();
  }

  Outcome outcome() {
    return outcome;
  }

  /**
   * The pass with memory at the rate with which it takes as long, at most the peak.
   *
   * @param atShare the pass with memory at a share of its peak
   */
  CyclePass atRate(DoubleFunction<CyclePass> atShare) {
    double share = 1;
    CyclePass pass = atShare.apply(share);
    for (int trial = 0; trial < TRIALS; trial++) {
      double ratio = (double) ticks(pass) / outcome.ticks();
      if (Math.abs(ratio - 1) < TOLERANCE || (ratio > 1 && share == 1)) {
        break;
      }
      share = Math.min(1, share * ratio);
      pass = atShare.apply(share);
    }
    return pass;
  }

  /** When a pass has moved as many bytes as were played. */
  private long ticks(CyclePass pass) {
    Program program = pass.program();
    Moved moved = new Moved(pass, program);
    return new Simulation(program, settings.replayingAll(true), moved)
        .run(() -> moved.bytes >= bytes)
        .ticks();
  }

  /** Adds up what main memory has moved. */
  private static final class Moved implements Listener {
    private final CyclePass pass;
    private final Program program;
    private double bytes;

    Moved(CyclePass pass, Program program) {
      this.pass = pass;
      this.program = program;
    }

    @Override
    public void used(
        int stream,
        int unit,
        int instruction,
        long startTick,
        long occupancyTicks,
        long latencyTicks,
        long stalledTicks,
        int cause) {
      if (unit == pass.memoryUnit()) {
        bytes += pass.event(program.tag(instruction)).bytes();
      }
    }
  }
}
