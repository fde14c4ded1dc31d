package ridgepoint.validation;

import java.util.List;
import ridgepoint.operator.Collective;
import ridgepoint.operator.Operator;

/** What a measurement asks of the model. */
sealed interface Question {

  /** What was measured, in a few words. */
  String shape();

  /**
   * Seconds of kernels that run one after another.
   *
   * @param timing what the clock of the measurement covers
   */
  record Kernels(String shape, List<Operator> operators, Timing timing) implements Question {
    public Kernels {
      operators = List.copyOf(operators);
    }

    /** One after another in a captured graph. */
    static Kernels inGraph(Operator... operators) {
      return new Kernels(operators[0].shape(), List.of(operators), Timing.GRAPH);
    }

    Kernels timed(Timing other) {
      return new Kernels(shape, operators, other);
    }

    Kernels named(String name) {
      return new Kernels(name, operators, timing);
    }
  }

  /** Joules of kernels that repeat until power and clocks have settled. */
  record Joules(Kernels kernels) implements Question {
    @Override
    public String shape() {
      return kernels.shape();
    }
  }

  /**
   * Seconds of a collective.
   *
   * @param machine label of the machine that the devices belong to
   * @param algorithms ids of the algorithms the library has; empty for all
   * @param fromHost whether the launch from the host is part of the time
   */
  record Exchange(String machine, Collective collective, List<String> algorithms, boolean fromHost)
      implements Question {
    public Exchange {
      algorithms = List.copyOf(algorithms);
    }

    @Override
    public String shape() {
      return collective.kind() + " " + collective.shape();
    }
  }

  /** What a clock covers. */
  enum Timing {
    /** Kernels of a captured graph, in a burst too short for the power limit to act. */
    GRAPH,
    /** The kernel alone, as a profiler reports it: neither launch nor gap. */
    PROFILER
  }
}
