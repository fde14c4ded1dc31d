package ridgepoint.dram;

/** Is told when accesses are answered, as soon as it is known. */
@FunctionalInterface
interface AnswerListener {
  AnswerListener NONE = (address, write, requests, cycle) -> {};

  /** Requests of one kind for an address are answered at the end of a cycle, now or later. */
  void answered(long address, boolean write, int requests, long cycle);
}
