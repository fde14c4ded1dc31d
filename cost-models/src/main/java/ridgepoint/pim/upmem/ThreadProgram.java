package ridgepoint.pim.upmem;

import java.util.ArrayList;
import java.util.List;

/** What a thread does, over and over: instructions and transfers in order. */
public final class ThreadProgram {
  /** A step of a thread. */
  sealed interface Step {
    /** Instructions one after another; a fraction is made up over the repeats. */
    record Instructions(double count) implements Step {}

    /** A transfer between the bank and the processor's memory; the thread waits for it. */
    record Transfer(int bytes, boolean write) implements Step {}
  }

  private final List<Step> steps = new ArrayList<>();

  public ThreadProgram compute(double instructions) {
    steps.add(new Step.Instructions(instructions));
    return this;
  }

  public ThreadProgram read(int bytes) {
    steps.add(new Step.Transfer(bytes, false));
    return this;
  }

  public ThreadProgram write(int bytes) {
    steps.add(new Step.Transfer(bytes, true));
    return this;
  }

  List<Step> steps() {
    return steps;
  }
}
