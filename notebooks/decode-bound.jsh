// # Where does decoding of a 70B model stop waiting for memory?
//
// To make a token every weight is read once, whatever the batch; keys and values are read once for each sequence. So a
// larger batch brings more operations for each byte of weights, and none for each byte of the KV cache. Where the
// balance tips depends on how many query heads share a key (GQA), on how many bits a key has, on the context, and on the
// bandwidth of the machine. Here is where, for Llama-3.1-70B in bf16 on one H200 that is given all the memory it wants: what
// limits is speed alone.
//
// Sentences set off like quotations are *findings*: each carries the condition under which it is true.

import java.nio.file.*;
import ridgepoint.notebook.*;
import ridgepoint.report.RunResult;
import static ridgepoint.notebook.Chart.*;
import static ridgepoint.notebook.Finding.finding;
import static ridgepoint.notebook.Table.*;
import static ridgepoint.report.Quantity.*;

var folder = Files.createTempDirectory("decode");

/** The model with another number of key and value heads; 8 as it is sold, 64 for one per query head. */
String sharing(int keyHeads) throws Exception {
  Path file = folder.resolve("llama-3.1-70b-" + keyHeads + ".yaml");
  try (var in = Question.class.getResourceAsStream("/models/llama-3.1-70b.yaml")) {
    Files.writeString(file, new String(in.readAllBytes())
        .replaceAll("kv_heads: 8", "kv_heads: " + keyHeads)
        .replaceAll("(?s)parameters:.*?\ndirection", "direction"));
  }
  return file.toString();
}

Question ask(int keyHeads, int context) throws Exception {
  return Question.of(sharing(keyHeads)).on("h200-sxm").set("memory.hbm.capacity=1000TB").tokens(context, 2);
}

// ## Batch

var batches = List.of(1, 4, 16, 64, 128, 256, 512, 1024, 4096);
var grown = ask(8, 1024).over("batch", batches, Question::batch).answers();

double share(Answer a, String bound) {
  var decode = a.run().phase("decode");
  return decode.operators().stream().filter(o -> o.bound().equals(bound)).mapToDouble(o -> o.latencySeconds()).sum()
      / decode.operators().stream().mapToDouble(o -> o.latencySeconds()).sum();
}

double ofCache(Answer a) {
  var operators = a.run().phase("decode").operators();
  return operators.stream().mapToDouble(o -> o.bytes().kvCache()).sum()
      / operators.stream().mapToDouble(o -> o.bytes().kvCache() + o.bytes().weight()).sum();
}

Table.of(grown,
    right("batch", a -> "" + a.question().batchSize()),
    right("TPOT", a -> seconds(a.run().tpotSeconds())),
    right("tokens/s while decoding", a -> plain(a.question().batchSize() / a.run().tpotSeconds())),
    right("of its time waiting for memory", a -> percent(share(a, "memory"))),
    right("for arithmetic", a -> percent(share(a, "compute"))),
    right("KV cache, of what is read", a -> percent(ofCache(a))),
    left("bound", a -> a.bound("decode")))

Chart.dots("batch", "Llama-3.1-70B on an H200, 1024 tokens of context: share of decoding by what it waits for", "share", "",
    batches.stream().map(b -> "batch " + b).toList(),
    values("memory", grown, a -> share(a, "memory")),
    values("arithmetic", grown, a -> share(a, "compute")))

// Below, decoding has *crossed over* when less than half of its time is spent waiting for main memory.

/** The first of these batches that has crossed over, with what it waits for; empty for none. */
Optional<Answer> crossover(Iterable<Answer> answers) {
  for (Answer answer : answers) {
    if (share(answer, "memory") < 0.5) {
      return Optional.of(answer);
    }
  }
  return Optional.empty();
}

int batchOf(Optional<Answer> crossed) {
  return crossed.map(a -> a.question().batchSize()).orElse(Integer.MAX_VALUE);
}

String shown(Optional<Answer> crossed) {
  return crossed.map(a -> a.question().batchSize() + ", " + a.bound("decode")).orElse("none to 4096");
}

Answer largest = grown.at(4096);

/** Part of decoding that is spent in attention. */
double attention(Answer a) {
  var operators = a.run().phase("decode").operators();
  return operators.stream().filter(o -> o.kind().contains("attention")).mapToDouble(o -> o.latencySeconds()).sum()
      / operators.stream().mapToDouble(o -> o.latencySeconds()).sum();
}

finding(batchOf(crossover(grown)) >= 64 && share(largest, "memory") > 0.2 && attention(largest) > 0.2,
    "As it is sold, with 1024 tokens of context, decoding crosses over at a batch of %s. It never stops waiting altogether: at "
        + "4096 sequences %s of the time is attention over the KV cache, which is %s of what is read.",
    batchOf(crossover(grown)), percent(attention(largest)), percent(ofCache(largest)))

// ## Shared keys, context and bits of the KV cache
//
// 64 key heads are one for each query head (MHA), 8 are as the model is sold (GQA): eight query heads share them. The technique
// `trtllm-kv-fp8` keeps the cache in 8 bits. Each cell: the first of the batches above that has crossed over, and what it
// waits for then.

record Case(int keyHeads, int context, boolean narrow) {}

var contexts = List.of(1024, 8192);
var cases = new LinkedHashMap<Case, Answers>();
for (int context : contexts) {
  for (int keyHeads : List.of(64, 16, 8, 4)) {
    for (boolean narrow : List.of(false, true)) {
      Question question = ask(keyHeads, context);
      cases.put(new Case(keyHeads, context, narrow),
          (narrow ? question.technique("trtllm-kv-fp8") : question).over("batch", batches, Question::batch).answers());
    }
  }
}

Optional<Answer> at(int keyHeads, int context, boolean narrow) {
  return crossover(cases.get(new Case(keyHeads, context, narrow)));
}

Table.of(contexts,
    right("context", c -> "" + c),
    right("64 key heads", c -> shown(at(64, c, false))),
    right("64, fp8", c -> shown(at(64, c, true))),
    right("16", c -> shown(at(16, c, false))),
    right("16, fp8", c -> shown(at(16, c, true))),
    right("8", c -> shown(at(8, c, false))),
    right("8, fp8", c -> shown(at(8, c, true))),
    right("4", c -> shown(at(4, c, false))),
    right("4, fp8", c -> shown(at(4, c, true))))

/** Bytes of keys and values that one sequence reads in a step. */
double ofSequence(Answers answers) {
  var decode = answers.at(256).run().phase("decode");
  return decode.operators().stream().mapToDouble(o -> o.bytes().kvCache()).sum() / decode.steps() / 256;
}

// Time per token at batch 256, for the same:

double tpot(int keyHeads, int context, boolean narrow) {
  return cases.get(new Case(keyHeads, context, narrow)).at(256).run().tpotSeconds();
}

Table.of(contexts,
    right("context", c -> "" + c),
    right("64 key heads", c -> seconds(tpot(64, c, false))),
    right("64, fp8", c -> seconds(tpot(64, c, true))),
    right("16", c -> seconds(tpot(16, c, false))),
    right("16, fp8", c -> seconds(tpot(16, c, true))),
    right("8", c -> seconds(tpot(8, c, false))),
    right("8, fp8", c -> seconds(tpot(8, c, true))),
    right("4", c -> seconds(tpot(4, c, false))),
    right("4, fp8", c -> seconds(tpot(4, c, true))))

finding(at(64, 1024, false).isEmpty() && at(64, 1024, true).isEmpty() && batchOf(at(4, 1024, false)) <= batchOf(at(16, 1024, false)),
    "With a key head for each query head there is no such batch even at 1024 tokens, in 8 bits neither; sharing keys among "
        + "four query heads or more brings one. Sharing among eight as the model does makes a token at batch 256 %s times "
        + "faster, a cache of 8 bits another %s times.",
    plain(tpot(64, 1024, false) / tpot(8, 1024, false)), plain(tpot(8, 1024, false) / tpot(8, 1024, true)))

finding(at(8, 8192, false).isEmpty() && at(8, 8192, true).isEmpty(),
    "At 8192 tokens decoding waits for memory at any batch, as it is sold and with 8 bits: each sequence then reads %s of keys and "
        + "values a step, and weights are %s of what a batch of 256 reads. What helps there is what shortens the cache: "
        + "at batch 256 a token takes %s with 64 key heads, %s with 8 and %s with 8 in 8 bits.",
    bytes(ofSequence(cases.get(new Case(8, 8192, false)))), percent(1 - ofCache(cases.get(new Case(8, 8192, false)).at(256))),
    seconds(tpot(64, 8192, false)), seconds(tpot(8, 8192, false)), seconds(tpot(8, 8192, true)))

// ## Bandwidth
//
// The L2 cache becomes faster with the memory here: otherwise it would soon be what decoding waits for.

var times = List.of(0.25, 0.5, 1.0, 2.0, 4.0);

double L2 = ask(8, 1024).machine().device().memory().get(1).readBytesPerSecond() / 1e9;

Answers faster(int context, double times) throws Exception {
  return ask(8, context)
      .set("memory.hbm.bandwidth=" + exact(4800 * times) + "GB/s")
      .set("memory.l2.bandwidth=" + exact(Math.round(L2 * times)) + "GB/s")
      .over("batch", batches, Question::batch).answers();
}

var short1024 = new LinkedHashMap<Double, Answers>();
var long8192 = new LinkedHashMap<Double, Answers>();
for (double t : times) {
  short1024.put(t, faster(1024, t));
  long8192.put(t, faster(8192, t));
}

Table.of(times,
    right("bandwidth", t -> si(4.8e12 * t, "B/s")),
    right("crossover, 1024 tokens", t -> shown(crossover(short1024.get(t)))),
    right("crossover, 8192 tokens", t -> shown(crossover(long8192.get(t)))),
    right("TPOT, batch 1", t -> seconds(short1024.get(t).at(1).run().tpotSeconds())),
    right("TPOT, batch 256", t -> seconds(short1024.get(t).at(256).run().tpotSeconds())))

double gain(int batch, double from, double to) {
  return short1024.get(from).at(batch).run().tpotSeconds() / short1024.get(to).at(batch).run().tpotSeconds();
}

finding(batchOf(crossover(short1024.get(4.0))) < batchOf(crossover(short1024.get(1.0)))
    && batchOf(crossover(short1024.get(1.0))) < batchOf(crossover(short1024.get(0.25))) && gain(256, 1.0, 4.0) < 1.3,
    "More bandwidth moves the crossover down: from a batch of %s at 1.2 TB/s to %s at 4.8 and %s at 19.2. From 1.2 to 4.8 TB/s a "
        + "token comes %s times faster at batch 1 and %s times at batch 256; from there to 19.2 TB/s only %s and %s times, at "
        + "batch 1 because launches and latencies are left, at batch 256 because arithmetic is.",
    batchOf(crossover(short1024.get(0.25))), batchOf(crossover(short1024.get(1.0))), batchOf(crossover(short1024.get(4.0))),
    plain(gain(1, 0.25, 1.0)), plain(gain(256, 0.25, 1.0)), plain(gain(1, 1.0, 4.0)), plain(gain(256, 1.0, 4.0)))

// ## How far to trust this
//
// Products and decode attention of an H200 are predicted within 8 % and 15 % on average of measured kernels, whose shapes are
// near these up to a batch of some hundred and eight query heads a key. Machines with other bandwidths, other numbers of key
// heads and batches of thousands are the same formulas beyond what was measured. All sequences are equally long.
