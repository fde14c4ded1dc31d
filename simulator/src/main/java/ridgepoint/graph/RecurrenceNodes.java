package ridgepoint.graph;

import java.util.List;
import ridgepoint.model.GatedDelta;
import ridgepoint.model.Mamba2;
import ridgepoint.model.Projection;
import ridgepoint.model.Rwkv6;
import ridgepoint.number.DataType;
import ridgepoint.number.Format;
import ridgepoint.operator.CausalConvolution;
import ridgepoint.operator.Elementwise;
import ridgepoint.operator.Elementwise.Function;
import ridgepoint.operator.Norm;
import ridgepoint.operator.StateScan;

/** The operators of layers that carry a state from token to token. */
final class RecurrenceNodes {
  /** States are kept in fp32, as the reference implementations do, since errors accumulate. */
  static final Format STATE = Format.of(DataType.FP32);

  private final Pass pass;
  private final Nodes nodes;

  RecurrenceNodes(Pass pass, Nodes nodes) {
    this.pass = pass;
    this.nodes = nodes;
  }

  /** Mamba-2; the input projections are one product, as in the reference implementation. */
  int mamba2(Mamba2 mamba, int input) {
    List<Projection> projections = mamba.projections(pass.hidden());
    int heads = pass.localHeads(mamba.heads());
    int groups = pass.localHeads(mamba.groups());
    long inner = (long) heads * mamba.headDim();
    long channels = inner + 2L * groups * mamba.stateDim();
    int projected = merged(projections.subList(0, 2), mamba.groups(), input);
    int active = convolved(channels, mamba.convolutionWidth(), projected);
    int decay = elementwise("decay", Function.NEGATED_SOFTPLUS, heads, projected);
    StateScan scan =
        scanOf(StateScan.Type.MAMBA2, heads, mamba.headDim(), mamba.stateDim(), groups);
    int scanned = nodes.add("state_scan", scan, active, decay);
    int gated = elementwise("gate", Function.SILU_MULTIPLY, inner, scanned, projected);
    int normed = norm("gate_norm", Norm.Type.RMS, pass.tokens(), inner, gated);
    return nodes.add("out_proj", pass.linear(projections.get(2), mamba.groups()), normed);
  }

  /**
   * A gated delta network. Projections are two products, as vLLM and SGLang merge them. The scan is
   * Mamba-2's: the correction of the state by what it holds for the key already, two operations of
   * seven per state element, is left out, as it is where the kernel alone is held against silicon.
   */
  int gatedDelta(GatedDelta delta, int input) {
    List<Projection> projections = delta.projections(pass.hidden());
    int heads = pass.localHeads(delta.valueHeads());
    int groups = pass.localHeads(delta.keyHeads());
    long inner = (long) heads * delta.valueDim();
    long channels = inner + 2L * groups * delta.keyDim();
    int projected = merged(projections.subList(0, 2), delta.keyHeads(), input);
    int gates =
        nodes.add("decay_strength_proj", pass.linear(projections.get(2), delta.keyHeads()), input);
    int active = convolved(channels, delta.convolutionWidth(), projected);
    int decay = elementwise("decay", Function.NEGATED_SOFTPLUS, heads, gates);
    int strength = elementwise("strength", Function.SIGMOID, heads, gates);
    StateScan scan = scanOf(StateScan.Type.MAMBA2, heads, delta.valueDim(), delta.keyDim(), groups);
    int scanned = nodes.add("state_scan", scan, active, decay, strength);
    int normed = norm("head_norm", Norm.Type.RMS, pass.tokens() * heads, delta.valueDim(), scanned);
    int gated = elementwise("gate", Function.SILU_MULTIPLY, inner, normed, projected);
    return nodes.add("out_proj", pass.linear(projections.get(3), delta.keyHeads()), gated);
  }

  /** RWKV-6's time mix. */
  int rwkv6(Rwkv6 rwkv, int input) {
    List<Projection> projections = rwkv.projections(pass.hidden());
    int heads = pass.localHeads(rwkv.heads());
    long inner = (long) heads * rwkv.headDim();
    int shifted = elementwise("token_shift", Function.LERP, pass.hidden(), input);
    int down = linear(projections.get(0), shifted);
    int tanh = elementwise("mix_tanh", Function.TANH, (long) Rwkv6.SHIFTS * rwkv.mixRank(), down);
    int up =
        nodes.add(
            "mix_up_proj",
            pass.linear(
                pass.tokens(),
                rwkv.mixRank(),
                pass.hidden(),
                Rwkv6.SHIFTS,
                pass.kernels().weightDensity()),
            tanh);
    int mixed = elementwise("token_mix", Function.LERP_BY, Rwkv6.SHIFTS * pass.hidden(), up, input);
    int receptance = linear(projections.get(2), mixed);
    int key = linear(projections.get(3), mixed);
    int value = linear(projections.get(4), mixed);
    int gate = linear(projections.get(5), mixed);
    int decayDown = linear(projections.get(6), mixed);
    int decayTanh = elementwise("decay_tanh", Function.TANH, rwkv.decayRank(), decayDown);
    int decayUp = linear(projections.get(7), decayTanh);
    int decay = elementwise("decay", Function.NEGATED_EXPONENTIAL, inner, decayUp);
    StateScan scan = scanOf(StateScan.Type.RWKV, heads, rwkv.headDim(), rwkv.headDim(), heads);
    int scanned = nodes.add("state_scan", scan, receptance, key, value, decay);
    int normed = norm("head_norm", Norm.Type.LAYER, pass.tokens() * heads, rwkv.headDim(), scanned);
    int gated = elementwise("gate", Function.SILU_MULTIPLY, inner, normed, gate);
    return linear(projections.get(8), gated);
  }

  /** Projections of one input as one product. */
  private int merged(List<Projection> projections, int keyHeads, int input) {
    long width = projections.stream().mapToLong(each -> pass.localOutputs(each, keyHeads)).sum();
    return nodes.add(
        "in_proj",
        pass.linear(pass.tokens(), pass.hidden(), width, 1, pass.kernels().weightDensity()),
        input);
  }

  private int convolved(long channels, int taps, int input) {
    CausalConvolution convolution =
        new CausalConvolution(
            pass.batch(),
            pass.queries(),
            channels,
            taps,
            pass.activation(),
            pass.precision().unquantised());
    int convolved = nodes.add("convolution", convolution, input);
    return elementwise("convolution_act", Function.SILU, channels, convolved);
  }

  private int linear(Projection projection, int input) {
    return nodes.add(projection.name(), pass.linear(projection, 1), input);
  }

  private StateScan scanOf(StateScan.Type type, int heads, int headDim, int stateDim, int groups) {
    return new StateScan(
        type,
        pass.batch(),
        pass.queries(),
        heads,
        headDim,
        stateDim,
        groups,
        pass.activation(),
        STATE);
  }

  private int elementwise(String name, Function function, long columns, int... inputs) {
    return nodes.add(
        name,
        new Elementwise(function, pass.tokens(), columns, pass.activation(), pass.activation()),
        inputs);
  }

  private int norm(String name, Norm.Type type, long rows, long columns, int input) {
    Format weight = pass.precision().unquantised();
    return nodes.add(name, new Norm(type, rows, columns, false, pass.activation(), weight), input);
  }
}
