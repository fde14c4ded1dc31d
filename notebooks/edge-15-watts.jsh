// # PIM, NPU, FPGA and GPU on 15 watts
//
// What does each kind of machine make of the power that a small fanless box can lose? Llama-3.2 with 1B and 3B parameters,
// one user, 256 tokens in and 64 out, weights in 16 bits as stored and in four (`awq`).
//
// Of what Ridgepoint describes, a phone's NPU and CPU, an FPGA board and a Raspberry Pi live on 15 W or less; they are taken as
// they are. No GPU and no memory that computes is as small. Those are cut from larger ones here: compute, bandwidth
// and power of an Apple M2 Ultra's GPU (180 W) and of Samsung's HBM-PIM (four stacks, 100 W) by the same factor. The memory
// needs a host for all that is not a product with weights: the Snapdragon's CPU, whose 8 W leave it 7. Its capacity is
// set to 3.6 GB, or nothing would fit. That is a thought experiment; a real part would pay for what does not shrink.
//
// Sentences set off like quotations are *findings*: each carries the condition under which it is true.

import ridgepoint.hardware.*;
import ridgepoint.notebook.*;
import ridgepoint.report.RunResult;
import static ridgepoint.notebook.Chart.*;
import static ridgepoint.notebook.Finding.finding;
import static ridgepoint.notebook.Table.*;
import static ridgepoint.report.Quantity.*;

double BUDGET = 15;

record Machine(String name, String kind, String hardware, List<String> changes) {
  Question asked(Question question) {
    Question with = question.on(hardware);
    for (String change : changes) {
      with = with.set(change);
    }
    return with;
  }
}

String share(double value, String unit, double of) {
  return exact(value * of) + unit;
}

List<String> smallGpu() {
  double of = BUDGET / 180;
  return List.of(
      "compute.units=" + Math.round(76 * of),
      "memory.shared.instances=" + Math.round(76 * of),
      "compute.vector.peak.fp32=" + share(27.2, "TFLOP/s", of),
      "compute.vector.peak.fp16=" + share(27.2, "TFLOP/s", of),
      "compute.vector.peak.bf16=" + share(27.2, "TFLOP/s", of),
      "compute.special.rate=" + share(3.4, "TOP/s", of),
      "memory.shared.bandwidth=" + share(6.8, "TB/s", of),
      "memory.l2.capacity=" + share(96, "MB", of),
      "memory.l2.bandwidth=" + share(2, "TB/s", of),
      "memory.lpddr.capacity=" + share(192, "GB", of),
      "memory.lpddr.bandwidth=" + share(800, "GB/s", of),
      "power.limit=15W",
      "power.idle=" + share(8, "W", of),
      "power.active=" + share(77, "W", of));
}

List<String> smallPim() {
  double of = (BUDGET - 8) / 100;
  int channels = (int) Math.round(64 * of);
  return List.of(
      "compute.units=" + 8 * channels,
      "memory.buffer.instances=" + 8 * channels,
      "compute.matrix.peak.fp16=" + share(4.915, "TFLOP/s", of),
      "compute.vector.peak.fp16=" + share(2.458, "TFLOP/s", of),
      "memory.buffer.bandwidth=" + share(9.83, "TB/s", of),
      "memory.hbm.capacity=3.6GB",
      "memory.hbm.bandwidth=" + share(1228.8, "GB/s", of),
      "links.host.bandwidth=" + share(1228.8, "GB/s", of),
      "pim.channels=" + channels,
      "pim.internal_bandwidth=" + share(4.915, "TB/s", of),
      "pim.external_bandwidth=" + share(1228.8, "GB/s", of),
      "pim.host=snapdragon-8-gen-3",
      "power.limit=7W",
      "power.idle=" + share(20, "W", of));
}

var machines = List.of(
    new Machine("a twelfth of an M2 Ultra", "gpu", "apple-m2-ultra", smallGpu()),
    new Machine("a fourteenth of HBM-PIM, with a host", "pim", "hbm-pim-aquabolt", smallPim()),
    new Machine("Hexagon, Snapdragon 8 Gen 3", "npu", "hexagon-8-gen-3", List.of()),
    new Machine("Kria KV260", "fpga", "kria-kv260", List.of()),
    new Machine("Snapdragon 8 Gen 3, CPU", "cpu", "snapdragon-8-gen-3", List.of()),
    new Machine("Raspberry Pi 5", "cpu", "raspberry-pi-5", List.of()));

/** What it may draw, its host included. */
double limit(Machine machine) {
  double own = machine.asked(Question.of("llama-3.2-1b")).machine().device().power().limitWatts();
  return machine.kind().equals("pim") ? own + 8 : own;
}

finding(machines.stream().allMatch(m -> limit(m) <= BUDGET),
    "None of the six may draw more than %s W with its host; the NPU %s W.", plain(BUDGET), plain(limit(machines.get(2))))

record Run(Machine machine, String model, String weights, Answer answer) {}

var runs = new ArrayList<Run>();
for (String model : List.of("llama-3.2-1b", "llama-3.2-3b")) {
  for (String weights : List.of("", "awq")) {
    for (Machine machine : machines) {
      Question question = machine.asked(Question.of(model).tokens(256, 64));
      runs.add(new Run(machine, model, weights, (weights.isEmpty() ? question : question.technique(weights)).answer()));
    }
  }
}

Table<Run> table(String model, String weights) {
  return Table.of(runs.stream().filter(r -> r.model().equals(model) && r.weights().equals(weights)).toList(),
      left("machine", r -> r.machine().name()),
      left("kind", r -> r.machine().kind()),
      right("limit", r -> si(limit(r.machine()), "W")),
      right("TTFT", r -> r.answer().text(x -> seconds(x.ttftSeconds()))),
      right("TPOT", r -> r.answer().text(x -> seconds(x.tpotSeconds()))),
      right("tokens/s while decoding", r -> r.answer().text(x -> plain(1 / x.tpotSeconds()))),
      right("joules per token", r -> r.answer().text(x -> plain(x.energyJoules() / 64))),
      right("average power", r -> r.answer().text(x -> si(x.energyJoules() / x.endToEndSeconds(), "W"))),
      left("prefill waits for", r -> r.answer().bound("prefill")),
      left("decode waits for", r -> r.answer().works() ? r.answer().bound("decode") : r.answer().reason().replaceAll("^does not fit: |; what fits.*", "")));
}

// ## 1B in 16 bits

table("llama-3.2-1b", "")

Run of(String kind, String model, String weights) {
  return runs.stream().filter(r -> r.machine().kind().equals(kind) && r.model().equals(model) && r.weights().equals(weights)).findFirst().get();
}

double perSecond(String kind, String model, String weights) {
  return 1 / of(kind, model, weights).answer().run().tpotSeconds();
}

double first(String kind, String model, String weights) {
  return of(kind, model, weights).answer().run().ttftSeconds();
}

double joules(String kind, String model, String weights) {
  return of(kind, model, weights).answer().run().energyJoules() / 64;
}

double bandwidth(String kind) {
  return of(kind, "llama-3.2-1b", "").answer().machine().device().mainMemory().readBytesPerSecond();
}

finding(of("gpu", "llama-3.2-1b", "").answer().bound("decode").equals("memory") && of("npu", "llama-3.2-1b", "").answer().bound("decode").equals("memory")
    && of("fpga", "llama-3.2-1b", "").answer().bound("decode").equals("memory"),
    "While decoding, the watts buy bandwidth and nothing else counts: GPU, NPU and FPGA all wait for memory, of %s, %s and %s, and make "
        + "%s, %s and %s tokens/s. The memory that computes reads inside itself and makes %s.",
    si(bandwidth("gpu"), "B/s"), si(bandwidth("npu"), "B/s"), si(bandwidth("fpga"), "B/s"),
    plain(perSecond("gpu", "llama-3.2-1b", "")), plain(perSecond("npu", "llama-3.2-1b", "")),
    plain(perSecond("fpga", "llama-3.2-1b", "")), plain(perSecond("pim", "llama-3.2-1b", "")))

// ## 1B in 4 bits

table("llama-3.2-1b", "awq")

// ## 3B in 4 bits

table("llama-3.2-3b", "awq")

finding(perSecond("pim", "llama-3.2-3b", "awq") > perSecond("npu", "llama-3.2-3b", "awq")
    && perSecond("npu", "llama-3.2-3b", "awq") > perSecond("gpu", "llama-3.2-3b", "awq")
    && perSecond("gpu", "llama-3.2-3b", "awq") > perSecond("fpga", "llama-3.2-3b", "awq"),
    "**Most tokens per second**, 3B in 4 bits: the memory that computes with %s, then the NPU with %s on %s of the budget, the GPU with "
        + "%s and the FPGA with %s.",
    plain(perSecond("pim", "llama-3.2-3b", "awq")), plain(perSecond("npu", "llama-3.2-3b", "awq")), percent(limit(machines.get(2)) / BUDGET),
    plain(perSecond("gpu", "llama-3.2-3b", "awq")), plain(perSecond("fpga", "llama-3.2-3b", "awq")))

finding(first("npu", "llama-3.2-3b", "awq") < first("gpu", "llama-3.2-3b", "awq")
    && first("gpu", "llama-3.2-3b", "awq") < first("pim", "llama-3.2-3b", "awq")
    && first("pim", "llama-3.2-3b", "awq") > first("cpu", "llama-3.2-3b", "awq"),
    "**First token after a prompt of 256**: the NPU's %s, the GPU's %s. The memory that computes takes %s, more than its host, the "
        + "phone's CPU, would alone (%s): a prompt shares weights among its tokens, which banks can't. The FPGA takes %s.",
    seconds(first("npu", "llama-3.2-3b", "awq")), seconds(first("gpu", "llama-3.2-3b", "awq")),
    seconds(first("pim", "llama-3.2-3b", "awq")), seconds(first("cpu", "llama-3.2-3b", "awq")), seconds(first("fpga", "llama-3.2-3b", "awq")))

finding(joules("npu", "llama-3.2-3b", "awq") < joules("gpu", "llama-3.2-3b", "awq")
    && joules("gpu", "llama-3.2-3b", "awq") < joules("fpga", "llama-3.2-3b", "awq"),
    "**Energy per token**, prompt included: %s J on the NPU, %s on the memory that computes, %s on the GPU, %s on the FPGA, which is "
        + "slow rather than hungry.",
    plain(joules("npu", "llama-3.2-3b", "awq")), plain(joules("pim", "llama-3.2-3b", "awq")),
    plain(joules("gpu", "llama-3.2-3b", "awq")), plain(joules("fpga", "llama-3.2-3b", "awq")))

var narrow = runs.stream().filter(r -> r.model().equals("llama-3.2-3b") && r.weights().equals("awq")).toList();

Chart.dots("tokens-per-second", "Llama-3.2-3B in 4 bits on 15 W: tokens per second while decoding", "tokens/s", "",
    narrow.stream().map(r -> r.machine().name()).toList(),
    values("one user", narrow, r -> r.answer().works() ? 1 / r.answer().run().tpotSeconds() : 0))

// ## How far to trust this
//
// None of these machines has been measured here. The NPU's, the CPUs' and the FPGA's efficiencies are assumed or from the
// literature, the cut GPU and memory do not exist, and HBM is not sold for boxes of 15 W. Read orders of magnitude.
