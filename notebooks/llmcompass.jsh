// # What is a better GPU than an A100 for language models? LLMCompass's studies again
//
// [LLMCompass](https://doi.org/10.1109/ISCA59077.2024.00082) (Zhang, Ning, Prabhakar and Wentzlaff, ISCA 2024) asks what
// compute cores, memory bandwidth and buffers do to inference of GPT-3, and proposes two designs: half of a GA100
// for latency, and a GA100 with plain DRAM instead of HBM for throughput. Its abstract promises up to 3.41 times
// an A100's performance for the money. Here are the same studies with Ridgepoint's pipeline model, areas and prices.
//
// Sentences set off like quotations are *findings*: each carries the condition under which it is true, and the
// page cannot be made when the numbers no longer bear it out. What the paper says stands beside them.

import java.nio.file.*;
import java.util.function.*;
import ridgepoint.area.AreaModel;
import ridgepoint.hardware.*;
import ridgepoint.notebook.*;
import ridgepoint.ownership.*;
import static ridgepoint.notebook.Chart.*;
import static ridgepoint.notebook.Finding.finding;
import static ridgepoint.notebook.Table.*;
import static ridgepoint.report.Quantity.*;

// ## The machine that varies
//
// A whole GA100: 128 units where an A100 has 108, 48 MiB of L2, and the A100's HBM. A design is a list of
// changes to the A100's description; what goes with the units goes along.

String count(double value) {
  return exact(value);
}

/**
 * @param units cores
 * @param matrix multiply-adds of 16 bits per core and cycle; 1024 on a GA100
 * @param vector results of 32 bits per core and cycle; 64 on a GA100
 * @param localKib shared memory of a core; registers grow with the vector unit
 */
List<String> design(int units, double matrix, double vector, double localKib, double l2Mib, double l2BytesPerCycle) {
  double clock = 1.41e9;
  double tensor = 2 * matrix * units * clock;
  double lanes = 2 * vector * units * clock;
  return List.of(
      "compute.units=" + units,
      "compute.matrix.peak.fp16=" + count(tensor) + "FLOP/s",
      "compute.matrix.peak.bf16=" + count(tensor) + "FLOP/s",
      "compute.matrix.peak.tf32=" + count(tensor / 2) + "FLOP/s",
      "compute.matrix.peak.fp64=" + count(tensor / 16) + "FLOP/s",
      "compute.matrix.peak.int8=" + count(2 * tensor) + "OP/s",
      "compute.matrix.peak.int4=" + count(4 * tensor) + "OP/s",
      "compute.matrix.sparse_peak.fp16=" + count(2 * tensor) + "FLOP/s",
      "compute.matrix.sparse_peak.bf16=" + count(2 * tensor) + "FLOP/s",
      "compute.matrix.sparse_peak.tf32=" + count(tensor) + "FLOP/s",
      "compute.matrix.sparse_peak.int8=" + count(4 * tensor) + "OP/s",
      "compute.matrix.sparse_peak.int4=" + count(8 * tensor) + "OP/s",
      "compute.vector.peak.fp32=" + count(lanes) + "FLOP/s",
      "compute.vector.peak.fp64=" + count(lanes / 2) + "FLOP/s",
      "compute.vector.peak.fp16=" + count(4 * lanes) + "FLOP/s",
      "compute.vector.peak.bf16=" + count(2 * lanes) + "FLOP/s",
      "compute.special.rate=" + count(lanes / 8) + "OP/s",
      "memory.shared.instances=" + units,
      "memory.shared.capacity=" + count(localKib) + "KiB",
      "memory.shared.bandwidth=" + count(2 * vector * units * clock) + "B/s",
      "gpu.shared=" + count(localKib - 28) + "KiB",
      "gpu.shared_per_block=" + count(localKib - 29) + "KiB",
      "gpu.registers=" + count(256 * vector / 64) + "KiB",
      "memory.l2.capacity=" + count(l2Mib) + "MiB",
      "memory.l2.bandwidth=" + count(0.7522 * l2BytesPerCycle * clock) + "B/s",
      "silicon.die.units_enabled=100%",
      "silicon.die.cache_enabled=100%");
}

Question with(Question question, List<String> changes) {
  for (String change : changes) {
    question = question.set(change);
  }
  return question;
}

var ga100 = design(128, 1024, 64, 192, 48, 5120);

// The paper runs single layers of GPT-3. Twelve of its 96 layers are a model of their own here, in a file made of
// the one that is built in:

var folder = Files.createTempDirectory("llmcompass");

String shipped(String name) throws Exception {
  try (var in = Question.class.getResourceAsStream(name)) {
    return new String(in.readAllBytes());
  }
}

String layers(int number) throws Exception {
  Path file = folder.resolve("gpt3-" + number + ".yaml");
  Files.writeString(file, shipped("/models/gpt3-175b.yaml")
      .replace("layers: 96", "layers: " + number)
      .replace("maximum_positions: 2048", "maximum_positions: 4096")
      .replaceAll("(?s)parameters:.*?\ndirection", "direction"));
  return file.toString();
}

var twelve = Question.of(layers(12));

// Studies of latency are on four devices with tensor parallelism, batch 8, 2048 tokens in, 1024 out, as in the paper.

var four = twelve.on("a100-x4").tensorParallel(4).batch(8).tokens(2048, 1024);

double area(List<String> changes) {
  return AreaModel.shipped().area(with(twelve.on("a100-sxm-80gb"), changes).machine().device()).squareMetres() * 1e6;
}

record Study(String name, List<String> changes) {}

Map<String, Answer> asked(List<Study> studies) {
  var answers = new LinkedHashMap<String, Answer>();
  studies.forEach(s -> answers.put(s.name(), with(four, s.changes()).answer()));
  return answers;
}

Table<Study> against(List<Study> studies, Map<String, Answer> answers, String base) {
  return Table.of(studies,
      left("design", s -> s.name()),
      right("area, mm2", s -> plain(area(s.changes()))),
      right("TTFT", s -> seconds(answers.get(s.name()).run().ttftSeconds())),
      right("TPOT", s -> seconds(answers.get(s.name()).run().tpotSeconds())),
      right("TTFT over " + base, s -> plain(answers.get(s.name()).run().ttftSeconds() / answers.get(base).run().ttftSeconds())),
      right("TPOT over " + base, s -> plain(answers.get(s.name()).run().tpotSeconds() / answers.get(base).run().tpotSeconds())));
}

double ttft(Map<String, Answer> answers, String one, String other) {
  return answers.get(one).run().ttftSeconds() / answers.get(other).run().ttftSeconds();
}

double tpot(Map<String, Answer> answers, String one, String other) {
  return answers.get(one).run().tpotSeconds() / answers.get(other).run().tpotSeconds();
}

// ## Compute cores: few large ones or many small ones
//
// A has a quarter of the arithmetic. B is the GA100. D and E have as much of everything in 32 and in 8 cores.

var cores = List.of(
    new Study("A", design(128, 256, 16, 192, 48, 5120)),
    new Study("B", ga100),
    new Study("D", design(32, 4096, 256, 768, 48, 5120)),
    new Study("E", design(8, 16384, 1024, 3072, 48, 5120)));
var byCores = asked(cores);

against(cores, byCores, "B")

finding(ttft(byCores, "A", "B") > 2.5 && tpot(byCores, "A", "B") < 1.1,
    "A quarter of the arithmetic takes %s times as long to the first token and %s times per later one, on %s of the area "
        + "(paper: 3.25, 1.001 and 57.8%%).",
    plain(ttft(byCores, "A", "B")), plain(tpot(byCores, "A", "B")), percent(area(cores.get(0).changes()) / area(ga100)))

finding(ttft(byCores, "D", "B") > 1 && ttft(byCores, "E", "B") > 1.5 && tpot(byCores, "E", "B") > 1.3,
    "Large cores save area, %s with 32 and %s with 8, and are hard to fill: the first token takes %s and %s times as long, "
        + "later ones %s and %s times. The paper sees the same slope but far less of it (E: 1.124 and 1.019 times, 7.7%% of the "
        + "area): its mapper looks for tiles for each design, ours takes those that GPU libraries have, and a core holds as "
        + "many warps as an A100's whatever its size.",
    percent(1 - area(cores.get(2).changes()) / area(ga100)), percent(1 - area(cores.get(3).changes()) / area(ga100)),
    plain(ttft(byCores, "D", "B")), plain(ttft(byCores, "E", "B")), plain(tpot(byCores, "D", "B")), plain(tpot(byCores, "E", "B")))

// ## Memory bandwidth

var bandwidths = List.of(400, 800, 1200, 1600, 2000, 2400, 2800, 3200);
var byBandwidth = new LinkedHashMap<Integer, Answer>();
bandwidths.forEach(b -> byBandwidth.put(b, with(four, ga100).set("memory.hbm.bandwidth=" + b + "GB/s").answer()))

Table.of(bandwidths,
    right("GB/s", b -> "" + b),
    right("TTFT", b -> seconds(byBandwidth.get(b).run().ttftSeconds())),
    right("TPOT", b -> seconds(byBandwidth.get(b).run().tpotSeconds())),
    left("prefill waits for", b -> byBandwidth.get(b).bound("prefill")),
    left("decode waits for", b -> byBandwidth.get(b).bound("decode")))

double first(int b) {
  return byBandwidth.get(b).run().ttftSeconds();
}

double later(int b) {
  return byBandwidth.get(b).run().tpotSeconds();
}

finding(first(2000) / first(800) > 0.7 && later(800) / later(2000) > 1.5 && later(2000) / later(3200) > 1.1,
    "From 800 to 2000 GB/s the first token comes %s sooner and later ones %s times faster (paper: 14.3%% and 1.88); from "
        + "there to 3200 GB/s %s sooner and %s times faster (paper: 3.5%% and 1.26).",
    percent(1 - first(2000) / first(800)), plain(later(800) / later(2000)),
    percent(1 - first(3200) / first(2000)), plain(later(2000) / later(3200)))

// ## Local buffer

var locals = List.of(64, 128, 192, 256, 512, 1024);
var byLocal = locals.stream().map(k -> new Study(k + " KiB", design(128, 1024, 64, k, 48, 5120))).toList();
var localAnswers = asked(byLocal);

against(byLocal, localAnswers, "192 KiB")

finding(ttft(localAnswers, "64 KiB", "192 KiB") >= 1 && ttft(localAnswers, "1024 KiB", "192 KiB") > 0.9,
    "From 64 to 192 KiB a core, the first token comes %s times as fast on %s more area (paper: 1.18 and 5.8%%); 1024 KiB "
        + "make it %s times as fast on %s more (paper: 1.002 and 28.8%%). Decoding gains %s in all (paper: 0.5%%).",
    plain(ttft(localAnswers, "64 KiB", "192 KiB")), percent(area(byLocal.get(2).changes()) / area(byLocal.get(0).changes()) - 1),
    plain(ttft(localAnswers, "192 KiB", "1024 KiB")), percent(area(byLocal.get(5).changes()) / area(ga100) - 1),
    percent(1 - tpot(localAnswers, "1024 KiB", "64 KiB")))

// The model's smallest fast tile of a product needs more than 64 KiB and no more than 128: that is all a local buffer
// does here. Caches and buffers are also smaller in our areas, which were fitted to published dies.
//
// ## Half the compute for latency
//
// 64 cores, half the L2, the memory of the GA100; half of GPT-3 on four devices, batch 16. Performance is the inverse of
// the time of a whole request.

var half = design(64, 1024, 64, 192, 24, 2560);
var lengths = List.of(256, 1024, 2048);
var request = Question.of(layers(48)).on("a100-x4").tensorParallel(4).batch(16);

double relative(List<String> changes, int in, int out, ToDoubleFunction<ridgepoint.report.RunResult> time) {
  return time.applyAsDouble(with(request, ga100).tokens(in, out).run()) / time.applyAsDouble(with(request, changes).tokens(in, out).run());
}

record Lengths(int in, int out) {}

var pairs = new ArrayList<Lengths>();
lengths.forEach(in -> lengths.forEach(out -> pairs.add(new Lengths(in, out))))
var latency = new LinkedHashMap<Lengths, Double>();
var shorter = List.of(256, 512, 1024);
lengths.forEach(in -> shorter.forEach(out -> latency.put(new Lengths(in, out), relative(half, in, out, r -> r.endToEndSeconds()))))

Table.of(lengths,
    right("tokens in", in -> "" + in),
    right("256 out", in -> percent(latency.get(new Lengths(in, 256)))),
    right("512 out", in -> percent(latency.get(new Lengths(in, 512)))),
    right("1024 out", in -> percent(latency.get(new Lengths(in, 1024)))))

// (Longer ones do not fit 80 GB at this batch.)

double mean(Map<Lengths, Double> values) {
  return values.values().stream().mapToDouble(x -> x).average().getAsDouble();
}

finding(mean(latency) > 0.8 && mean(latency) < 1 && area(half) < 0.7 * area(ga100),
    "Half the cores keep %s of the performance on average and at least %s, on %s less area (paper: 95.3%%, 80%% and 42.1%%).",
    percent(mean(latency)), percent(Collections.min(latency.values())), percent(1 - area(half) / area(ga100)))

double laterHalf = with(request, ga100).tokens(256, 1024).run().tpotSeconds() / with(request, half).tokens(256, 1024).run().tpotSeconds();

double keptBy(List<String> changes) {
  return with(request, ga100).tokens(256, 1024).run().tpotSeconds() / with(request, changes).tokens(256, 1024).run().tpotSeconds();
}

double wideCache = keptBy(design(64, 1024, 64, 192, 48, 5120));

finding(latency.get(new Lengths(256, 1024)) > latency.get(new Lengths(256, 256)) && 1 - wideCache < (1 - laterHalf) / 2,
    "The longer the output, the less it loses. The paper averages over outputs of up to 2048 tokens and finds decoding "
        + "as fast as on a GA100; here it keeps %s of the speed, mostly for want of L2: with the GA100's it would keep %s.",
    percent(laterHalf), percent(wideCache))

// ## Plain DRAM for throughput
//
// 64 cores with four times the matrix unit and the local buffer and as much vector unit as before, the L2 of the
// GA100, and 512 GB of DRAM at 1 TB/s behind 256 channels instead of 80 GB of HBM. Its description is the A100's with
// the memory under another name, which is what areas and prices go by; what the paper reaches through PCI Express counts as
// DDR5 interfaces here.

Path plain = folder.resolve("plain-dram.yaml");
Files.writeString(plain, shipped("/hw/gpu/a100-sxm-80gb.yaml").replace("  hbm:\n", "  ddr:\n"));
var large = new ArrayList<>(design(64, 4096, 64, 768, 48, 5120));
large.addAll(List.of("memory.ddr.capacity=512GB", "memory.ddr.bandwidth=1TB/s", "silicon.die.memory_interface=19.2GB/s",
    "silicon.die.memory_enabled=100%"));

// One device holds an eighth of GPT-3, twelve layers, as a stage of a pipeline; the batch is the largest that fits.

/** With the largest batch that fits: activations grow with it, so that the first guess may be too large. */
Answer largestBatch(Question question, Lengths l) {
  Question asked = question.tokens(l.in(), l.out());
  int batch = (int) asked.batch(1).run().memory().maximumBatchSize();
  Answer answer = asked.batch(batch).answer();
  while (!answer.works()) {
    batch -= Math.max(1, batch / 50);
    answer = asked.batch(batch).answer();
  }
  return answer;
}

var original = with(twelve.on("a100-sxm-80gb"), ga100);
var proposed = with(twelve.on(plain.toString()), large);
var before = new LinkedHashMap<Lengths, Answer>();
var after = new LinkedHashMap<Lengths, Answer>();
pairs.forEach(l -> before.put(l, largestBatch(original, l)))
pairs.forEach(l -> after.put(l, largestBatch(proposed, l)))

double gain(Lengths l) {
  return after.get(l).run().tokensPerSecond() / before.get(l).run().tokensPerSecond();
}

Table.of(pairs,
    right("tokens in", l -> "" + l.in()),
    right("out", l -> "" + l.out()),
    right("batch, GA100", l -> "" + before.get(l).question().batchSize()),
    right("batch, DRAM", l -> "" + after.get(l).question().batchSize()),
    right("tokens/s, GA100", l -> plain(before.get(l).run().tokensPerSecond())),
    right("tokens/s, DRAM", l -> plain(after.get(l).run().tokensPerSecond())),
    right("gain", l -> plain(gain(l))),
    left("decode waits for", l -> before.get(l).bound("decode") + ", " + after.get(l).bound("decode")))

double meanGain = pairs.stream().mapToDouble(l -> gain(l)).average().getAsDouble();
double slower = pairs.stream().mapToDouble(l -> after.get(l).run().endToEndSeconds() / before.get(l).run().endToEndSeconds()).average().getAsDouble();

finding(meanGain > 0.7 && meanGain < 2.5 && slower > 5,
    "With plain DRAM a device makes %s times the tokens per second on average (paper: 1.42), and a request takes %s times as "
        + "long (paper: 9.21): weights are shared by a larger batch, the KV cache is not, and there is half the bandwidth for it.",
    plain(meanGain), plain(slower))

// ## What it costs
//
// The paper counts dies and memory. So does the first table, with our wafers and yields, and with its prices of memory and
// with ours.

record Cost(String name, DeviceSpec device, double performance) {
  MakingCost making() {
    return DevicePricing.shipped().making(device);
  }

  double squareMillimetres() {
    return AreaModel.shipped().area(device).squareMetres() * 1e6;
  }

  double gigabytes() {
    return device.mainMemory().capacityBytes() / 1e9;
  }

  /** Dies, and memory at a price for a GB. */
  double diesAndMemory(double perGigabyte) {
    return making().dies() + gigabytes() * perGigabyte;
  }
}

DeviceSpec device(Question question) {
  return question.machine().device();
}

var costs = List.of(
    new Cost("half the compute", device(with(twelve.on("a100-sxm-80gb"), half)), mean(latency)),
    new Cost("GA100", device(original), 1),
    new Cost("plain DRAM", device(proposed), meanGain));
var whole = costs.get(1);

// The paper's prices of a GB (table 4): its HBM costs 560 dollars of 711 in a GA100, 7 each. Its design with DRAM costs 58.3 % less
// than a GA100, 296 dollars with 142 for the die; that leaves 154 for 512 GB, 0.30 each. The program of its authors
// says 2.40 for a GB of DDR5: eight times as much, as if one of the two were by the gigabit.

double PAPER_HBM = 7, PAPER_DRAM = 0.30, QUOTED_DRAM = 2.4;

double perCost(Cost c, double hbm, double dram) {
  return c.performance() / c.diesAndMemory(c == costs.get(2) ? dram : hbm) * whole.diesAndMemory(hbm);
}

Table.of(costs,
    left("design", c -> c.name()),
    right("area, mm2", c -> plain(c.squareMillimetres())),
    right("performance", c -> plain(c.performance())),
    right("good die", c -> plain(c.making().dies()) + " $"),
    right("memory, paper's prices", c -> plain(c.gigabytes() * (c == costs.get(2) ? PAPER_DRAM : PAPER_HBM)) + " $"),
    right("performance per cost", c -> plain(perCost(c, PAPER_HBM, PAPER_DRAM))),
    right("with DDR5 at 2.40 a GB", c -> plain(perCost(c, PAPER_HBM, QUOTED_DRAM))),
    right("paper", c -> c == whole ? "1" : c == costs.get(2) ? "3.41" : "1.06"))

double asPaper = perCost(costs.get(2), PAPER_HBM, PAPER_DRAM);
double asQuoted = perCost(costs.get(2), PAPER_HBM, QUOTED_DRAM);

finding(asPaper > 1.5 && asQuoted < asPaper / 2,
    "At the paper's prices of memory the design with plain DRAM gives %s times a GA100's performance for the cost of dies and "
        + "memory (paper: 3.41), the one with half the compute %s times (paper: 1.06). With DRAM at 2.40 dollars a GB it is %s: "
        + "the gain hangs on the price of DRAM more than on anything in the design.",
    plain(asPaper), plain(perCost(costs.get(0), PAPER_HBM, PAPER_DRAM)), plain(asQuoted))

// Dies are dearer here: of whole dies of this size, of which no core may fail, our defect densities leave a third. The
// paper's cost 80, 151 and 142 dollars.

double paperDies = meanGain * (151 + 560) / (142 + 154);

finding(whole.making().dies() > 2 * 151 && paperDies > asPaper,
    "A GA100 without a fault costs %s dollars here (paper: 151). With the paper's dies and memory and our performance the gain is "
        + "%s times: performance explains %s of the difference to 3.41, the price of dies the rest.",
    plain(whole.making().dies()), plain(paperDies), percent((3.41 - paperDies) / (3.41 - asPaper)))

// A device is more than dies and memory: an interposer for HBM, package, test and board.

double making(Cost c) {
  return c.making().total();
}

Table.of(costs,
    left("design", c -> c.name()),
    right("yield", c -> percent(c.making().yield())),
    right("dies", c -> plain(c.making().dies())),
    right("test", c -> plain(c.making().test())),
    right("package", c -> plain(c.making().packaging())),
    right("memory", c -> plain(c.making().memory())),
    right("board", c -> plain(c.making().board())),
    right("all, $", c -> plain(making(c))),
    right("performance per cost", c -> plain(c.performance() / making(c) * making(whole))))

double all(Cost c) {
  return c.performance() / making(c) * making(whole);
}

finding(all(costs.get(0)) > 1 && all(costs.get(2)) < asPaper,
    "With all that a device is made of, and our prices (HBM2e 7 dollars a GB, DDR5 2.40), half the compute gives %s times the "
        + "performance per cost and plain DRAM %s times. The interposer that HBM needs speaks for plain DRAM, six times the memory "
        + "against it.",
    plain(all(costs.get(0))), plain(all(costs.get(2))))

Chart.dots("performance-per-cost", "Performance per cost over a GA100's", "times a GA100", "",
    costs.stream().map(c -> c.name()).toList(),
    values("dies and memory, paper's prices", costs, c -> perCost(c, PAPER_HBM, PAPER_DRAM)),
    values("dies and memory, DDR5 at 2.40 a GB", costs, c -> perCost(c, PAPER_HBM, QUOTED_DRAM)),
    values("whole device, our prices", costs, c -> all(c)))
