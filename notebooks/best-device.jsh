// # Which of these devices serves Llama-3.1-8B best at batch 1 and batch 64, and why?
//
// A prompt of 1024 tokens comes in, 128 tokens go out: one user at a time (batch 1), or 64 together (batch
// 64). Fourteen machines, from a datacentre GPU to the processor of a phone, each on its own, in the 16-bit
// format that it multiplies in. Everything below is computed by Ridgepoint's pipeline model when this page is
// made; nothing was measured for it. What that means for trust is [at the end](#how-far-to-trust-this).
//
// Sentences set off like quotations are *findings*: each carries the condition under which it is true, in the
// code above it, and the page cannot be made when the numbers no longer bear it out.

import ridgepoint.hardware.*;
import ridgepoint.notebook.*;
import ridgepoint.report.RunResult;
import ridgepoint.simulation.DataTypes;
import static ridgepoint.notebook.Chart.*;
import static ridgepoint.notebook.Finding.finding;
import static ridgepoint.notebook.Table.*;
import static ridgepoint.report.Quantity.*;

var devices = List.of(
    "h100-sxm", "b200-sxm", "mi300x",              // datacentre GPUs
    "tpu-v5e", "tpu-v6e", "gaudi-2",               // NPUs
    "rtx-4090", "apple-m2-ultra",                  // a gamer's card, a desktop
    "xeon-8480plus",                               // a server CPU with AMX
    "versal-vhk158",                               // an FPGA with HBM
    "dgx-attacc", "attacc-hbm3",                   // memories that compute
    "hexagon-8-gen-3", "snapdragon-8-gen-3");      // a phone: its NPU, its CPU
var chat = Question.of("llama-3.1-8b").tokens(1024, 128);
var alone = chat.batch(1).over("hw", devices, Question::on).answers();
var many = chat.batch(64).over("hw", devices, Question::on).answers();

// `dgx-attacc` is one GPU of eight, an A100 with HBM3, whose attention runs in the banks of five more HBM
// stacks beside it. In `attacc-hbm3` such stacks are the main memory, and products with weights run in their
// banks too while the batch is small. The FPGA carries an overlay with fp16 engines.
//
// ## The answer in numbers

String name(Answer a) {
  return a.question().hardware();
}

/** Output tokens per second for a dollar of device; 0 where no price is known. */
double perDollar(Answer a) {
  var price = a.machine().device().silicon().priceUsd();
  return price.isPresent() && a.works() ? a.run().tokensPerSecond() / price.getAsDouble() : 0;
}

Table<Answer> served(Answers answers) {
  return Table.of(answers,
      left("device", a -> name(a)),
      right("TTFT", a -> a.text(r -> seconds(r.ttftSeconds()))),
      right("TPOT", a -> a.text(r -> seconds(r.tpotSeconds()))),
      right("tokens/s", a -> a.text(r -> plain(r.tokensPerSecond()))),
      right("tokens/J", a -> a.text(r -> plain(r.tokensPerJoule()))),
      right("tokens/s per 1000 $", a -> perDollar(a) > 0 ? plain(1000 * perDollar(a)) : "-"),
      right("MFU prefill", a -> a.text(r -> percent(r.phase("prefill").modelFlopsUtilisation()))),
      right("MBU decode", a -> a.text(r -> percent(r.phase("decode").modelBandwidthUtilisation()))),
      left("prefill waits for", a -> a.bound("prefill")),
      left("decode waits for", a -> a.bound("decode")));
}

// TTFT is the time to the first token, the prefill of the whole batch at once; TPOT the time per token after
// it. tokens/s and tokens/J count output tokens over the whole request, prefill included. MFU and MBU are
// shares of peak arithmetic and of memory bandwidth (that of the banks where memory computes). Prices are
// those of the devices at launch, mostly street prices, without a server around them (that of the M2 Ultra is
// the whole computer's).
//
// **Batch 1:**

served(alone)

// **Batch 64:**

served(many)

// Rows of dashes do not fit:

Table.of(Stream.concat(alone.stream(), many.stream()).filter(a -> !a.works()).toList(),
    left("device", a -> name(a)),
    right("batch", a -> "" + a.question().batchSize()),
    left("reason", a -> a.reason().replaceAll("^does not fit: |; what fits.*", "")))

// The whole batch is prefilled at once here, so at batch 64 the activations of 65536 tokens are held. A
// server that prefills in pieces needs less for those; weights and KV cache alone would still not fit these
// devices.

Chart.dots("throughput", "Llama-3.1-8B, 1024 tokens in, 128 out: output tokens per second",
    "tokens/s", "", devices,
    series("batch 1", alone, RunResult::tokensPerSecond),
    series("batch 64", many, RunResult::tokensPerSecond))

Chart.dots("energy", "Llama-3.1-8B, 1024 tokens in, 128 out: output tokens per joule",
    "tokens/J", "", devices,
    series("batch 1", alone, RunResult::tokensPerJoule),
    series("batch 64", many, RunResult::tokensPerJoule))

var fastestAlone = alone.most(RunResult::tokensPerSecond);
var fastestMany = many.most(RunResult::tokensPerSecond);
var sold = alone.working().stream().filter(a -> !name(a).contains("attacc")).toList();
var fastestSold = Collections.max(sold, Comparator.comparing(a -> a.run().tokensPerSecond()));

finding(name(fastestAlone).equals("attacc-hbm3") && !name(fastestMany).contains("attacc"),
    "**Fastest for one user** is %s, a design on paper, with %s tokens/s; of what is sold, %s with %s. "
        + "**Fastest for 64** is %s with %s.",
    name(fastestAlone), plain(fastestAlone.run().tokensPerSecond()),
    name(fastestSold), plain(fastestSold.run().tokensPerSecond()),
    name(fastestMany), plain(fastestMany.run().tokensPerSecond()))

var thriftySold = Collections.max(sold, Comparator.comparing(a -> a.run().tokensPerJoule()));
var thriftyMany = many.most(RunResult::tokensPerJoule);

finding(name(thriftySold).equals("hexagon-8-gen-3") && !many.on("hexagon-8-gen-3").works(),
    "**Most tokens per joule** of what is sold: at batch 1 the phone's NPU, %s (the H100 makes %s), slow as it is; "
        + "at batch 64, for which a phone has no room, %s, %s.",
    plain(thriftySold.run().tokensPerJoule()), plain(alone.on("h100-sxm").run().tokensPerJoule()),
    name(thriftyMany), plain(thriftyMany.run().tokensPerJoule()))

var cheapAlone = Collections.max(alone.working(), Comparator.comparing(a -> perDollar(a)));
var cheapMany = Collections.max(many.working(), Comparator.comparing(a -> perDollar(a)));

finding(name(cheapAlone).equals("rtx-4090") && !many.on("rtx-4090").works(),
    "**Most tokens/s per dollar**: at batch 1 the gamer's card, %s times the H100's; at batch 64, where that has no "
        + "room, %s, %s times the H100's.",
    plain(perDollar(cheapAlone) / perDollar(alone.on("h100-sxm"))),
    name(cheapMany), plain(perDollar(cheapMany) / perDollar(many.on("h100-sxm"))))

// ## Why, at batch 1: a token costs one pass over the weights
//
// To make one token, every weight is read once and serves one multiply-add: about one operation per byte.
// What a step must read, weights and KV cache, over the memory's bandwidth is the least time a step can take:

double readPerStep(Answer a) {
  var decode = a.run().phase("decode");
  return decode.operators().stream()
      .mapToDouble(o -> o.bytes().weight() + o.bytes().kvCache()).sum() / decode.steps();
}

double bandwidth(Answer a) {
  return a.machine().device().mainMemory().readBytesPerSecond();
}

double leastTpot(Answer a) {
  return readPerStep(a) / bandwidth(a);
}

double closeness(Answer a) {
  return leastTpot(a) / a.run().tpotSeconds();
}

Table.of(alone.working(),
    left("device", a -> name(a)),
    right("bandwidth", a -> si(bandwidth(a), "B/s")),
    right("read per step", a -> bytes(readPerStep(a))),
    right("least TPOT", a -> seconds(leastTpot(a))),
    right("TPOT", a -> seconds(a.run().tpotSeconds())),
    right("least / predicted", a -> percent(closeness(a))))

var ordinary = alone.working().stream().filter(a -> !name(a).equals("attacc-hbm3")).toList();
var reached = ordinary.stream().mapToDouble(a -> closeness(a)).summaryStatistics();
double spread = bandwidth(alone.on("b200-sxm")) / bandwidth(alone.on("snapdragon-8-gen-3"));

finding(reached.getMin() > 0.4 && reached.getMax() < 1 && closeness(alone.on("attacc-hbm3")) > 1,
    "Bandwidth decides: it differs %s-fold among these machines, while all ordinary memories spend %s to %s of the "
        + "step on reading at full speed. Only attacc-hbm3 is faster than its interface, %s times, because its weights "
        + "do not cross it.",
    plain(spread), percent(reached.getMin()), percent(reached.getMax()), plain(closeness(alone.on("attacc-hbm3"))))

// The arithmetic a device is bought for idles meanwhile. Its *ridge point*, peak operations per second over
// bytes per second, says how many operations every byte must bring before arithmetic is what limits.

double ridge(Answer a) {
  DeviceSpec device = a.machine().device();
  return device.compute().productRate(DataTypes.usual(device)).orElseThrow() / bandwidth(a);
}

double intensity(Answer a, String phase) {
  return a.run().phase(phase).operations() / a.run().phase(phase).bytes();
}

record Position(String name, double ridge, double brought) {}

var positions = new ArrayList<Position>();
ordinary.forEach(a -> positions.add(new Position(name(a), ridge(a), 0)));
var h100 = alone.on("h100-sxm");
positions.add(new Position("decode, batch 1", 0, intensity(h100, "decode")));
positions.add(new Position("decode, batch 64", 0, intensity(many.on("h100-sxm"), "decode")));
positions.add(new Position("prefill, batch 1", 0, intensity(h100, "prefill")));

Chart.dots("ridge", "Operations per byte: what devices need to be busy, and what the work brings",
    "OP/B", "", positions.stream().map(Position::name).toList(),
    values("ridge point of the device", positions, Position::ridge),
    values("brought by Llama-3.1-8B", positions, Position::brought))

var lowest = Collections.min(ordinary, Comparator.comparing(a -> ridge(a)));

finding(intensity(h100, "decode") < ridge(lowest) && intensity(h100, "prefill") > ridge(h100),
    "Decoding for one user brings %s operations per byte, below the lowest ridge of all (%s, %s): every one of these "
        + "devices has arithmetic to spare. Prefill brings %s from one prompt, above the H100's ridge of %s: there "
        + "arithmetic decides.",
    plain(intensity(h100, "decode")), name(lowest), plain(ridge(lowest)),
    plain(intensity(h100, "prefill")), plain(ridge(h100)))

// On the H100's roofline all products of decode hang together under the memory's slope. The small operators
// at the bottom take as long as it takes to launch them:

Chart.roofline("roofline-h100-batch-1", h100, "decode")

double overhead(Answer a) {
  var decode = a.run().phase("decode");
  return decode.operators().stream()
      .filter(o -> o.bound().equals("overhead"))
      .mapToDouble(o -> o.latencySeconds()).sum() / decode.latencySeconds();
}

finding(overhead(h100) > 0.03,
    "%s of the H100's decode at batch 1 goes to operators that are little but overhead.", percent(overhead(h100)))

// Waiting for arithmetic would be an architect's mistake here, and no machine makes it: even a systolic array, which
// must take in all weights to multiply them with a single row, has a vector unit beside it to send such products to.

finding(alone.working().stream().noneMatch(a -> a.bound("decode").equals("compute")),
    "At batch 1 no device waits for arithmetic while decoding; gaudi-2 reads at %s of its bandwidth.",
    percent(alone.on("gaudi-2").run().phase("decode").modelBandwidthUtilisation()))

// ## From batch 1 to batch 64: weights are shared, the KV cache is not
//
// 64 sequences read the weights once together, but each its own keys and values. On the H100:

double perStep(Answer a, ToDoubleFunction<RunResult.OperatorRow> amount) {
  var decode = a.run().phase("decode");
  return decode.operators().stream().mapToDouble(amount).sum() / decode.steps();
}

double operations(Answer a) {
  return perStep(a, o -> o.operations());
}

double keysAndValues(Answer a) {
  return perStep(a, o -> o.bytes().kvCache());
}

var growth = chat.on("h100-sxm").over("batch", List.of(1, 4, 16, 64, 256), Question::batch).answers();

Table.of(growth,
    right("batch", a -> "" + a.question().batchSize()),
    right("operations per step", a -> si(operations(a), "OP")),
    right("read per step", a -> bytes(readPerStep(a))),
    right("of it KV cache", a -> percent(keysAndValues(a) / readPerStep(a))),
    right("OP/B", a -> plain(intensity(a, "decode"))),
    right("memory in use", a -> bytes(a.run().memory().usedBytes())),
    right("TPOT", a -> seconds(a.run().tpotSeconds())),
    right("tokens/s", a -> plain(a.run().tokensPerSecond())),
    left("decode waits for", a -> a.bound("decode")))

// Each further sequence adds operations and KV bytes in a fixed ratio. However large the batch, operations
// per byte end up below that ratio, so a device whose ridge lies above it never comes to wait for arithmetic
// at this length. For the others there is a batch at which the two take equally long on paper: weight bytes x
// ridge / (operations of a sequence - KV bytes of a sequence x ridge).

double weights = readPerStep(growth.at(1)) - keysAndValues(growth.at(1));
double operationsEach = (operations(growth.at(64)) - operations(growth.at(1))) / 63;
double keysAndValuesEach = (keysAndValues(growth.at(64)) - keysAndValues(growth.at(1))) / 63;
double ceiling = operationsEach / keysAndValuesEach;

String crossover(Answer a) {
  double batch = weights * ridge(a) / (operationsEach - keysAndValuesEach * ridge(a));
  return ridge(a) >= ceiling ? "never" : "" + Math.round(Math.max(1, batch));
}

Table.of(ordinary,
    left("device", a -> name(a)),
    right("ridge, OP/B", a -> plain(ridge(a))),
    right("crossover batch, on paper", a -> crossover(a)),
    right("largest batch that fits", a -> "" + a.run().memory().maximumBatchSize()),
    left("predicted to wait at batch 64 for", a -> many.on(name(a)).bound("decode")))

finding(ridge(h100) > ceiling && growth.stream().allMatch(a -> a.bound("decode").equals("memory")),
    "At this length decode never brings more than %s operations per byte. The H100's ridge is %s: it waits for memory "
        + "at any batch that fits.",
    plain(ceiling), plain(ridge(h100)))

// The pipeline model sees arithmetic as the limit earlier than paper does, where products of 64 rows leave
// tiles or arrays partly empty.
//
// What a batch buys, and what it costs in time per token:

var some = List.of("h100-sxm", "mi300x", "tpu-v6e", "apple-m2-ultra", "xeon-8480plus", "attacc-hbm3");

Chart.trade("trade",
    chat.over("hw", some, Question::on).over("batch", List.of(1, 4, 16, 64), Question::batch).answers())

double gain(String device) {
  return many.on(device).run().tokensPerSecond() / alone.on(device).run().tokensPerSecond();
}

finding(gain("h100-sxm") > gain("tpu-v6e") && gain("tpu-v6e") > gain("apple-m2-ultra")
    && gain("apple-m2-ultra") > gain("versal-vhk158"),
    "64 users bring an H100 %s times the tokens/s of one, a TPU v6e %s times, an M2 Ultra %s and the FPGA %s. A low "
        + "ridge leaves a batch little to gain; the TPU, whose ridge is the highest of these, fills its arrays anew for "
        + "every block of a sequence's keys, however many sequences there are.",
    plain(gain("h100-sxm")), plain(gain("tpu-v6e")), plain(gain("apple-m2-ultra")), plain(gain("versal-vhk158")))

double prefillShare(Answer a) {
  return a.run().ttftSeconds() / a.run().endToEndSeconds();
}

finding(prefillShare(h100) < 0.1 && prefillShare(many.on("h100-sxm")) > 0.4,
    "A prompt is not made cheaper by others beside it, so prefill takes over: on the H100 from %s of the time at "
        + "batch 1 to %s at batch 64, on the M2 Ultra to %s.",
    percent(prefillShare(h100)), percent(prefillShare(many.on("h100-sxm"))),
    percent(prefillShare(many.on("apple-m2-ultra"))))

// ### Computing in memory is a bet on small batches
//
// Against the same GPU without it (`a100-hbm3`), time per token:

var memories = List.of("a100-hbm3", "dgx-attacc", "attacc-hbm3");
var pim = chat.over("batch", List.of(1, 4, 16, 64), Question::batch).over("hw", memories, Question::on).answers();

double tpot(int batch, String device) {
  return pim.at(batch, device).run().tpotSeconds();
}

Table.of(List.of(1, 4, 16, 64),
    right("batch", b -> "" + b),
    right("a100-hbm3", b -> seconds(tpot(b, "a100-hbm3"))),
    right("attention in banks (dgx-attacc)", b -> seconds(tpot(b, "dgx-attacc"))),
    right("products with weights as well (attacc-hbm3)", b -> seconds(tpot(b, "attacc-hbm3"))))

finding(tpot(1, "a100-hbm3") / tpot(1, "attacc-hbm3") > 2 && tpot(64, "a100-hbm3") / tpot(64, "attacc-hbm3") < 1.2,
    "With weights in the banks a token comes %s times faster at batch 1 and %s times at batch 64: a bank reads its "
        + "weights again for every sequence, so a batch shares nothing and soon the GPU is faster. Attention alone in "
        + "the banks makes it %s and %s times: in Llama-3.1 four query heads share keys and values, which a GPU reads "
        + "once and a bank four times.",
    plain(tpot(1, "a100-hbm3") / tpot(1, "attacc-hbm3")), plain(tpot(64, "a100-hbm3") / tpot(64, "attacc-hbm3")),
    plain(tpot(1, "a100-hbm3") / tpot(1, "dgx-attacc")), plain(tpot(64, "a100-hbm3") / tpot(64, "dgx-attacc")))

// ## What if memory were twice as fast?
//
// `set` changes one number of a description, as `--set` does on the command line:

Question twice(Question question, String device) {
  MemoryLevel memory = question.on(device).machine().device().mainMemory();
  double gigabytes = 2 * memory.readBytesPerSecond() / 1e9;
  return question.on(device).set("memory." + memory.name() + ".bandwidth=" + exact(gigabytes) + "GB/s");
}

var faster = List.of("h100-sxm", "tpu-v6e", "apple-m2-ultra", "xeon-8480plus");
var fasterAlone = chat.over("hw", faster, (q, device) -> twice(q, device)).answers();
var fasterMany = chat.batch(64).over("hw", faster, (q, device) -> twice(q, device)).answers();

double speedup(Answers before, Answers after, String device, ToDoubleFunction<RunResult> time) {
  return time.applyAsDouble(before.on(device).run()) / time.applyAsDouble(after.on(device).run());
}

String tokenAndRequest(Answers before, Answers after, String device) {
  return plain(speedup(before, after, device, RunResult::tpotSeconds)) + "x, "
      + plain(speedup(before, after, device, RunResult::endToEndSeconds)) + "x";
}

Table.of(faster,
    left("device", d -> d),
    left("what if", d -> fasterAlone.on(d).question().changes().get(0).toString()),
    right("batch 1: a token, a request", d -> tokenAndRequest(alone, fasterAlone, d)),
    right("batch 64: a token, a request", d -> tokenAndRequest(many, fasterMany, d)),
    left("decode then waits at batch 64 for", d -> fasterMany.on(d).bound("decode")))

finding(speedup(alone, fasterAlone, "h100-sxm", RunResult::tpotSeconds) < 1.9
    && speedup(many, fasterMany, "apple-m2-ultra", RunResult::endToEndSeconds) < 1.2,
    "Twice the bandwidth makes a request on an H100 %s times faster at batch 1, not twice, as its L2 passes "
        + "no more than before and launches take what they took. At batch 64 it is %s times, and %s times on an M2 Ultra: the rest is arithmetic.",
    plain(speedup(alone, fasterAlone, "h100-sxm", RunResult::endToEndSeconds)),
    plain(speedup(many, fasterMany, "h100-sxm", RunResult::endToEndSeconds)),
    plain(speedup(many, fasterMany, "apple-m2-ultra", RunResult::endToEndSeconds)))

// ## What if weights had four bits?
//
// The other way to more tokens from the same memory is fewer bytes. AWQ keeps weights as int4 in groups of
// 128, each group with a scale, and widens them in the kernel; arithmetic stays 16 bits wide, and the output
// matrix is left alone.

var shortAlone = chat.technique("awq").over("hw", devices, Question::on).answers();
var shortMany = chat.technique("awq").batch(64).over("hw", devices, Question::on).answers();

String against(Answer before, Answer after) {
  return !after.works() ? "-"
      : !before.works() ? "fits now"
      : plain(before.run().tpotSeconds() / after.run().tpotSeconds()) + "x";
}

Table.of(devices,
    left("device", d -> d),
    right("TPOT, batch 1", d -> shortAlone.on(d).text(r -> seconds(r.tpotSeconds()))),
    right("faster", d -> against(alone.on(d), shortAlone.on(d))),
    right("TPOT, batch 64", d -> shortMany.on(d).text(r -> seconds(r.tpotSeconds()))),
    right("faster", d -> against(many.on(d), shortMany.on(d))),
    right("tokens/s, batch 64", d -> shortMany.on(d).text(r -> plain(r.tokensPerSecond()))),
    left("decode waits at batch 64 for", d -> shortMany.on(d).bound("decode")))

double shorterAlone = speedup(alone, shortAlone, "h100-sxm", RunResult::tpotSeconds);
double shorterMany = speedup(many, shortMany, "h100-sxm", RunResult::tpotSeconds);

finding(shorterAlone > shorterMany && shorterMany > 1 && shorterAlone < 3,
    "A quarter of the weight bytes makes the H100's token %s times faster at batch 1, where launches and the unquantised "
        + "output matrix remain, and %s times at batch 64, where the KV cache does too.",
    plain(shorterAlone), plain(shorterMany))

var newcomers = devices.stream().filter(d -> !many.on(d).works() && shortMany.on(d).works()).toList();

finding(newcomers.contains("rtx-4090") && shortAlone.on("tpu-v5e").works(),
    "It lets in who had no room: tpu-v5e at batch 1, and at batch 64 %s. The gamer's card then makes %s tokens/s, "
        + "%s of an H100 with the same weights, at %s of its price.",
    String.join(", ", newcomers), plain(shortMany.on("rtx-4090").run().tokensPerSecond()),
    percent(shortMany.on("rtx-4090").run().tokensPerSecond() / shortMany.on("h100-sxm").run().tokensPerSecond()),
    percent(shortMany.on("rtx-4090").run().tokensPerSecond() / perDollar(shortMany.on("rtx-4090"))
        / (shortMany.on("h100-sxm").run().tokensPerSecond() / perDollar(shortMany.on("h100-sxm")))))

// ## How far to trust this
//
// Where the numbers of each description come from, and the average power at which the energy model arrives:

String share(Answer a, Provenance.Origin origin) {
  var all = a.machine().device().provenance().values();
  return Math.round(100.0 * all.stream().filter(p -> p.origin() == origin).count() / all.size()) + "%";
}

String watts(Answer a) {
  return a.text(r -> si(r.energyJoules() / r.endToEndSeconds(), "W"));
}

Table.of(devices.stream().map(many::on).toList(),
    left("device", a -> name(a)),
    left("fitted itself", a -> a.machine().device().calibration().isPresent() ? "yes" : "no"),
    right("datasheet", a -> share(a, Provenance.Origin.DATASHEET)),
    right("measured", a -> share(a, Provenance.Origin.MEASURED)),
    right("derived", a -> share(a, Provenance.Origin.DERIVED)),
    right("assumed", a -> share(a, Provenance.Origin.ASSUMED)),
    right("power, batch 1", a -> watts(alone.on(name(a)))),
    right("power, batch 64", a -> watts(a)),
    right("limit", a -> si(a.machine().device().power().limitWatts(), "W")))

// - **GPUs.** What all GPUs share was fitted to kernels of the H100 and the A100, with a mean error of about
//   10 % ([the figures](../cost-models/src/main/resources/ridgepoint/defaults/gpu.yaml)). The others are
//   their datasheets in the same formulas; for AMD and Apple that is a stretch, as no kernel of theirs was
//   looked at.
// - **CPU, NPUs, FPGA.** Efficiencies are assumed or taken from the literature. A place or two up or down in
//   the tables means nothing.
// - **Memories that compute.** AttAcc is a published design, not a product: read it as what the idea could
//   buy.
// - **Energy** is operations and bytes at published or assumed joules each, idle power, and the power a device
//   draws while it runs anything: for GPUs a share of their limit fitted to the boards of two of them, for CPUs
//   and NPUs the same share without a measurement. Rank alike devices by it; size no power supply.
// - **The server is missing.** No scheduler, no prefill in pieces, no network; all sequences are equally long
//   and start together.
