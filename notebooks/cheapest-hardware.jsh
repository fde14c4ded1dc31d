// # What is the cheapest hardware for a token every 20, 50 or 100 ms?
//
// Llama-3.1 with 8B and 70B parameters, 1024 tokens in and 128 out, on every machine that Ridgepoint describes and that has a
// price: GPUs, CPUs, NPUs, FPGAs and memories that compute, up to eight of them together where a system of eight is described,
// in 16 bits as stored, and with weights in four (`awq`). Every user gets a token at least every 20, 50 or 100 ms.
//
// Two prices: to own anything that is fast enough for one user, and to make a million tokens with the largest batch that is
// still fast enough, over the life of the machine with its electricity.
//
// Sentences set off like quotations are *findings*: each carries the condition under which it is true.

import ridgepoint.hardware.*;
import ridgepoint.hardware.library.*;
import ridgepoint.input.InputException;
import ridgepoint.notebook.*;
import ridgepoint.ownership.*;
import static ridgepoint.notebook.Chart.*;
import static ridgepoint.notebook.Finding.finding;
import static ridgepoint.notebook.Table.*;
import static ridgepoint.report.Quantity.*;

// ## Machines
//
// All devices with a list price, and two, four or eight of them where a system of so many is described.

record Machine(String id, SystemSpec system, int devices) {
  String name() {
    return (devices > 1 ? devices + " x " : "") + system.device().id();
  }

  double price() {
    return devices * DevicePricing.shipped().price(system.device());
  }
}

List<Machine> machines(String id) {
  SystemSpec system = new SystemLibrary().load(id, List.of());
  boolean priced = system.device().silicon().priceUsd().isPresent() && system.attached().isEmpty();
  return Stream.of(1, 2, 4, 8).filter(n -> priced && (system.deviceCount() == 1 ? n == 1 : n > 1 && n <= system.deviceCount()))
      .map(n -> new Machine(id, system, n)).toList();
}

var devices = new SystemLibrary().devices().ids();
var systems = new SystemLibrary().ids().stream().filter(id -> !devices.contains(id) && !id.matches(".*(cluster|pairs|x4|nvl72|gcp)")).toList();
var machines = Stream.concat(devices.stream(), systems.stream()).flatMap(id -> machines(id).stream()).toList();
var unpriced = devices.stream().filter(id -> machines(id).isEmpty()).toList();

finding(machines.size() > 40 && !unpriced.contains("h100-sxm"),
    "%s machines have a price. Without one, and so left out: %s. Several devices cost what they cost singly, CPUs come with "
        + "their memory, and the server around them is not counted until the end.",
    machines.size(), String.join(", ", unpriced))

// ## Fast enough for one user

var targets = List.of(0.02, 0.05, 0.1);

/** A machine that serves a model in some way. */
record Way(Machine machine, String model, String weights, Answer answer) {
  double tpot() {
    return answer.run().tpotSeconds();
  }

  String name() {
    return machine.name();
  }
}

Question question(Machine machine, String model, String weights, int batch) {
  Question plain = Question.of(model).on(machine.id()).tensorParallel(machine.devices()).batch(batch).tokens(1024, 128);
  return weights.isEmpty() ? plain : plain.technique(weights);
}

List<Way> ways(String model, int batch) {
  return machines.parallelStream()
      .flatMap(m -> Stream.of("", "awq").map(w -> new Way(m, model, w, question(m, model, w, batch).answer())))
      .filter(w -> w.answer().works())
      .toList();
}

var models = List.of("llama-3.1-8b", "llama-3.1-70b");
var alone = new LinkedHashMap<String, List<Way>>();
models.forEach(m -> alone.put(m, ways(m, 1)))

Optional<Way> cheapest(String model, String weights, double target) {
  return alone.get(model).stream()
      .filter(w -> w.weights().equals(weights) && w.tpot() <= target)
      .min(Comparator.comparingDouble((Way w) -> w.machine().price()).thenComparing(w -> w.tpot()));
}

record Asked(String model, String weights, double target) {}

var questions = new ArrayList<Asked>();
for (String model : models) {
  for (String weights : List.of("", "awq")) {
    for (double target : targets) {
      questions.add(new Asked(model, weights, target));
    }
  }
}

String dollars(double amount) {
  return String.format(Locale.ROOT, amount < 10 ? "%.2f $" : "%,.0f $", amount);
}

Table.of(questions,
    left("model", q -> q.model()),
    left("weights", q -> q.weights().isEmpty() ? "bf16" : "int4"),
    right("token every", q -> seconds(q.target())),
    left("cheapest", q -> cheapest(q.model(), q.weights(), q.target()).map(w -> w.name()).orElse("-")),
    right("price", q -> cheapest(q.model(), q.weights(), q.target()).map(w -> dollars(w.machine().price())).orElse("-")),
    right("TPOT", q -> cheapest(q.model(), q.weights(), q.target()).map(w -> seconds(w.tpot())).orElse("-")),
    right("machines that reach it", q -> "" + alone.get(q.model()).stream()
        .filter(w -> w.weights().equals(q.weights()) && w.tpot() <= q.target()).count()))

String name(String model, String weights, double target) {
  return cheapest(model, weights, target).map(w -> w.name()).orElse("nothing");
}

double price(String model, String weights, double target) {
  return cheapest(model, weights, target).get().machine().price();
}

finding(price("llama-3.1-8b", "", 0.02) < 3000 && price("llama-3.1-70b", "", 0.02) > 10 * price("llama-3.1-8b", "", 0.02)
    && price("llama-3.1-70b", "awq", 0.05) < price("llama-3.1-70b", "", 0.05),
    "8B in 16 bits takes a gamer's card: for 20 ms %s at %s, for 50 and 100 ms %s at %s. 70B at 20 ms takes %s at %s; at 50 ms "
        + "%s at %s and at 100 ms %s at %s. With int4 weights these are %s at %s, %s at %s and %s at %s.",
    name("llama-3.1-8b", "", 0.02), dollars(price("llama-3.1-8b", "", 0.02)),
    name("llama-3.1-8b", "", 0.05), dollars(price("llama-3.1-8b", "", 0.05)),
    name("llama-3.1-70b", "", 0.02), dollars(price("llama-3.1-70b", "", 0.02)),
    name("llama-3.1-70b", "", 0.05), dollars(price("llama-3.1-70b", "", 0.05)),
    name("llama-3.1-70b", "", 0.1), dollars(price("llama-3.1-70b", "", 0.1)),
    name("llama-3.1-70b", "awq", 0.02), dollars(price("llama-3.1-70b", "awq", 0.02)),
    name("llama-3.1-70b", "awq", 0.05), dollars(price("llama-3.1-70b", "awq", 0.05)),
    name("llama-3.1-70b", "awq", 0.1), dollars(price("llama-3.1-70b", "awq", 0.1)))

// By kind of device, the cheapest that gives one user a token every 100 ms, with weights of 16 or of 4 bits:

var kinds = Arrays.asList(DeviceKind.values());

Optional<Way> cheapestOf(DeviceKind kind, String model) {
  return alone.get(model).stream().filter(w -> w.machine().system().device().kind() == kind && w.tpot() <= 0.1).
      min(Comparator.comparingDouble((Way w) -> w.machine().price()).thenComparing(w -> w.tpot()));
}

Table.of(kinds,
    left("kind", k -> k.id()),
    left("8B", k -> cheapestOf(k, "llama-3.1-8b").map(w -> w.name()).orElse("none")),
    right("price", k -> cheapestOf(k, "llama-3.1-8b").map(w -> dollars(w.machine().price())).orElse("-")),
    right("TPOT", k -> cheapestOf(k, "llama-3.1-8b").map(w -> seconds(w.tpot())).orElse("-")),
    left("70B", k -> cheapestOf(k, "llama-3.1-70b").map(w -> w.name()).orElse("none")),
    right("price", k -> cheapestOf(k, "llama-3.1-70b").map(w -> dollars(w.machine().price())).orElse("-")),
    right("TPOT", k -> cheapestOf(k, "llama-3.1-70b").map(w -> seconds(w.tpot())).orElse("-")))

// ## Cheapest per million tokens
//
// With 1, 16 or 64 users at once, in 16 bits; all arrive together, and prefill counts. Four years, electricity, operation
// and the server around the devices are in `prices.yaml`; the machine works seven hours in ten.

double perMillion(Way way) {
  var model = OwnershipModel.shipped();
  double working = model.terms().utilization();
  double watts = way.answer().run().energyJoules() / way.answer().run().endToEndSeconds();
  double idle = way.machine().devices() * way.machine().system().device().power().idleWatts();
  return model.cost(way.machine().price(), watts * working + idle * (1 - working)).perMillionTokens(way.answer().run().tokensPerSecond());
}

var served = new LinkedHashMap<String, List<Way>>();
for (String model : models) {
  var enough = alone.get(model).stream().filter(w -> w.weights().isEmpty() && w.tpot() <= 0.1).toList();
  var all = new ArrayList<Way>(enough);
  for (int batch : List.of(16, 64)) {
    all.addAll(enough.parallelStream().
        map(w -> new Way(w.machine(), model, "", question(w.machine(), model, "", batch).answer())).
        filter(w -> w.answer().works()).toList());
  }
  served.put(model, all);
}

Optional<Way> thriftiest(String model, double target) {
  return served.get(model).stream().filter(w -> w.tpot() <= target).min(Comparator.comparingDouble(w -> perMillion(w)));
}

Table.of(questions.stream().filter(q -> q.weights().isEmpty()).toList(),
    left("model", q -> q.model()),
    right("token every", q -> seconds(q.target())),
    left("cheapest per token", q -> thriftiest(q.model(), q.target()).map(w -> w.name()).orElse("-")),
    right("users", q -> thriftiest(q.model(), q.target()).map(w -> "" + w.answer().question().batchSize()).orElse("-")),
    right("TPOT", q -> thriftiest(q.model(), q.target()).map(w -> seconds(w.tpot())).orElse("-")),
    right("a million tokens", q -> thriftiest(q.model(), q.target()).map(w -> dollars(perMillion(w))).orElse("-")),
    right("the cheapest to own, alone", q -> cheapest(q.model(), "", q.target()).map(w -> dollars(perMillion(w))).orElse("-")))

double once(String model, double target) {
  return perMillion(cheapest(model, "", target).get()) / perMillion(thriftiest(model, target).get());
}

finding(once("llama-3.1-8b", 0.1) > 3 && once("llama-3.1-70b", 0.1) > 3,
    "The cheapest to own is not the cheapest to serve with: for 8B at 100 ms %s with %s users makes a million tokens for %s, "
        + "%s times less than %s with one; for 70B %s with %s users for %s, %s times less than %s.",
    thriftiest("llama-3.1-8b", 0.1).get().name(), thriftiest("llama-3.1-8b", 0.1).get().answer().question().batchSize(),
    dollars(perMillion(thriftiest("llama-3.1-8b", 0.1).get())), plain(once("llama-3.1-8b", 0.1)), name("llama-3.1-8b", "", 0.1),
    thriftiest("llama-3.1-70b", 0.1).get().name(), thriftiest("llama-3.1-70b", 0.1).get().answer().question().batchSize(),
    dollars(perMillion(thriftiest("llama-3.1-70b", 0.1).get())), plain(once("llama-3.1-70b", 0.1)), name("llama-3.1-70b", "", 0.1))

var shownOnes = alone.get("llama-3.1-8b").stream().filter(w -> w.weights().isEmpty() && w.machine().devices() == 1).
    sorted(Comparator.comparingDouble(w -> w.machine().price())).toList();

Chart.dots("price-and-time", "Llama-3.1-8B in 16 bits for one user, cheapest first: milliseconds per token", "ms per token", "",
    shownOnes.stream().map(w -> w.name() + ", " + dollars(w.machine().price())).toList(),
    values("batch 1", shownOnes, w -> 1000 * w.tpot()))

// ## How far to trust this
//
// Prices are list or street prices at launch, not today's. GPUs of Intel, AMD and Apple, CPUs, NPUs, FPGAs and memories that
// compute have no kernel measurements behind them: their times are their datasheets in the same formulas. A machine that
// leads by less than a fifth does not lead.
