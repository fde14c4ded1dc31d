package ridgepoint.graph;

import ridgepoint.model.ModelSpec;
import ridgepoint.model.Projection;
import ridgepoint.number.DataType;
import ridgepoint.number.Format;
import ridgepoint.operator.Collective;
import ridgepoint.operator.Gemm;
import ridgepoint.operator.Role;
import ridgepoint.workload.KernelChoices;
import ridgepoint.workload.Parallelism;
import ridgepoint.workload.Precision;
import ridgepoint.workload.Workload;

/**
 * One forward pass of one replica: how many tokens, over how many keys, in which formats.
 *
 * @param batch sequences of this replica
 * @param queries tokens of each sequence that pass through the layers
 * @param keys tokens of each sequence that can be attended to, the queries included
 * @param isDecode whether it continues a sequence token by token
 */
record Pass(
    ModelSpec model, Workload workload, long batch, long queries, long keys, boolean isDecode) {

  long tokens() {
    return batch * queries;
  }

  long hidden() {
    return model.hiddenSize();
  }

  Precision precision() {
    return workload.precision();
  }

  KernelChoices kernels() {
    return workload.kernels();
  }

  Parallelism parallelism() {
    return workload.parallelism();
  }

  int tensor() {
    return parallelism().tensor();
  }

  Format activation() {
    return precision().activations();
  }

  /** Formats that partial sums are exchanged in: activations, but not below 16 bits. */
  Format exchanged() {
    return activation().type().bits() >= Short.SIZE ? activation() : precision().unquantised();
  }

  /** A layer's linear layer over all tokens, as one device executes it. */
  Gemm linear(Projection projection, int keyValueHeads) {
    return linear(
        tokens(),
        localInputs(projection),
        localOutputs(projection, keyValueHeads),
        1,
        kernels().weightDensity());
  }

  /** {@code batches} products of {@code rows} activations with [inputs, outputs] weights each. */
  Gemm linear(long rows, long inputs, long outputs, long batches, double density) {
    return new Gemm(
        batches,
        rows,
        outputs,
        inputs,
        activation(),
        precision().weights(),
        activation(),
        Role.WEIGHT,
        Role.ACTIVATION,
        precision().compute(),
        density);
  }

  /** A linear layer that is never quantised, such as a router. */
  Gemm unquantised(long inputs, long outputs) {
    Format format = precision().unquantised();
    return Gemm.linear(tokens(), inputs, outputs, format, format, format.type());
  }

  /** The output matrix over {@code rows} vectors, in its own format. */
  Gemm head(long rows, long outputs) {
    Format head = precision().head();
    boolean wide = !head.isGrouped() && head.type().bits() >= Short.SIZE;
    DataType compute =
        wide && precision().compute().bits() < Short.SIZE ? head.type() : precision().compute();
    return Gemm.linear(rows, hidden(), outputs, activation(), head, compute);
  }

  long localInputs(Projection projection) {
    return projection.split() == Projection.Split.ROW
        ? projection.inputs() / tensor()
        : projection.inputs();
  }

  long localOutputs(Projection projection, int keyValueHeads) {
    return switch (projection.split()) {
      case COLUMN -> projection.outputs() / tensor();
      case KEY_VALUE -> projection.outputs() / keyValueHeads * localHeads(keyValueHeads);
      case ROW, REPLICATED -> projection.outputs();
    };
  }

  /** Heads of one device; at least one, replicated when there are fewer than devices. */
  int localHeads(int heads) {
    return Math.max(1, heads / tensor());
  }

  /** Vocabulary rows of one device; the table is padded to a multiple of the devices. */
  long localRows(long rows) {
    return (rows + tensor() - 1) / tensor();
  }

  /** Sums {@code elements} partial results over the tensor-parallel devices. */
  Collective allReduce(double elements) {
    return new Collective(Collective.Type.ALL_REDUCE, elements, tensor(), 1, exchanged());
  }

  /** Collects {@code elements}, of which each tensor-parallel device has its part. */
  Collective allGather(double elements) {
    return new Collective(Collective.Type.ALL_GATHER, elements, tensor(), 1, exchanged());
  }
}
