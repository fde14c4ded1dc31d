package ridgepoint.pim;

import ridgepoint.datatype.ProductRates;
import ridgepoint.hardware.Architecture;
import ridgepoint.hardware.DeviceSpec;

/**
 * Times matrix-vector products in the banks.
 *
 * <p>Units that follow broadcast commands (HBM-PIM: Lee, ISCA 2021; GDDR6-AiM: Lee, ISSCC 2022;
 * AttAcc: Park, ASPLOS 2024): a slice of the input is written to every channel's buffer, then every
 * bank multiplies it with its own rows, one column of {@code lanes} elements per command, until the
 * slice is used up for as many outputs as a bank accumulates. Either the accumulators stay and
 * input slices are written again for every group of outputs, or the slice stays and partial sums
 * are read out for every slice; the faster order is taken.
 *
 * <p>Units that are processors (UPMEM: Gómez-Luna, IEEE Access 2022): every one gets its own copy
 * of the input through the host, streams its rows of the matrix from its bank and multiplies at the
 * rate its instruction set allows.
 */
final class Banks {
  private final Architecture.Pim pim;
  private final ProductRates products;

  Banks(DeviceSpec device) {
    this.pim = (Architecture.Pim) device.architecture();
    this.products = new ProductRates(device);
  }

  /**
   * @throws ridgepoint.estimate.UnsupportedOperatorException when the banks lack the data type
   */
  BankTimes times(MatrixVector product) {
    double rate = products.dense(product.type());
    return pim.programmable() ? processors(product, rate) : commands(product, rate);
  }

  /** Spreads every matrix over as many channels as is fastest. */
  private BankTimes commands(MatrixVector product, double rate) {
    BankTimes best = commands(product, rate, new Layout(product, pim.channels()));
    for (int channels = 1; channels < pim.channels(); channels *= 2) {
      BankTimes times = commands(product, rate, new Layout(product, channels));
      best = times.seconds() < best.seconds() ? times : best;
    }
    return best;
  }

  private BankTimes commands(MatrixVector product, double rate, Layout layout) {
    double columnBytes = pim.lanesPerBank() * product.inputBytes();
    double writesPerSlice = Math.ceil(layout.slice * product.inputBytes() / columnBytes);
    double writeSlice = writesPerSlice * pim.commandSeconds() + 2 * pim.turnaroundSeconds();
    double readGroup =
        pim.banksPerChannel()
            * pim.accumulatorsPerBank()
            * product.outputBytes()
            / (pim.externalBytesPerSecond() / pim.channels());

    double steps = layout.rounds * layout.groups * layout.slices;
    double keepOutputs = steps * writeSlice + layout.rounds * layout.groups * readGroup;
    double keepInputs = layout.rounds * layout.slices * writeSlice + steps * readGroup;
    boolean outputsStay = keepOutputs <= keepInputs;
    double outputs = (outputsStay ? layout.rounds * layout.groups : steps) * readGroup;

    double perStep = pim.accumulatorsPerBank() * Math.ceil(layout.slice / pim.lanesPerBank());
    double executed =
        steps * perStep * pim.lanesPerBank() * pim.banksPerChannel() * (double) pim.channels();
    double computing =
        Math.max(
            steps * perStep * pim.commandSeconds() * product.weightBytes() / product.inputBytes(),
            Math.max(
                product.bankBytes() / pim.internalBytesPerSecond(),
                2 * product.multiplyAdds() / rate));
    double bankBytes =
        layout.groups
            * layout.slices
            * pim.accumulatorsPerBank()
            * layout.slice
            * product.weightBytes();
    double writes = outputsStay ? steps : layout.rounds * layout.slices;
    double opened = layout.rounds * Math.ceil(bankBytes / pim.rowBytes());
    // while an input slice is written the next row can be opened
    double rows = Math.max(0, opened - writes) * pim.rowSwitchSeconds();
    double externalBytes =
        writes * layout.slice * product.inputBytes() * pim.channels()
            + outputs * pim.externalBytesPerSecond();
    double inputs = writes * writeSlice;
    return refreshed(
        inputs, computing, rows, outputs, externalBytes, product.bankBytes(), executed);
  }

  private BankTimes processors(MatrixVector product, double rate) {
    double units = (double) pim.channels() * pim.banksPerChannel();
    double perMatrix = Math.max(1, Math.floor(units / product.matrices()));
    double rounds = Math.ceil(product.matrices() * perMatrix / units);
    double padding =
        rounds
            * units
            * Math.ceil(product.outputs() / perMatrix)
            / (product.matrices() * product.outputs());
    double executed = product.multiplyAdds() * padding;
    double bytes = product.bankBytes() * padding;
    double streaming =
        bytes / pim.internalBytesPerSecond()
            + bytes / units / pim.rowBytes() * pim.rowSwitchSeconds();
    double computing = Math.max(2 * executed / rate, streaming);
    double inputBytes =
        product.vectors() * product.inputs() * product.inputBytes() * units * rounds;
    double outputBytes =
        product.matrices() * product.vectors() * product.outputs() * product.outputBytes();
    return refreshed(
        inputBytes / pim.externalBytesPerSecond(),
        computing,
        0,
        outputBytes / pim.externalBytesPerSecond(),
        inputBytes + outputBytes,
        product.bankBytes(),
        executed);
  }

  private BankTimes refreshed(
      double inputs,
      double computing,
      double rows,
      double outputs,
      double externalBytes,
      double bankBytes,
      double multiplyAdds) {
    double busy = inputs + computing + rows + outputs;
    double refresh = busy * pim.refreshFraction() / (1 - pim.refreshFraction());
    return new BankTimes(
        inputs, computing, rows, outputs, refresh, externalBytes, bankBytes, multiplyAdds);
  }

  /** How products are cut: matrices over channels, outputs over banks, inputs into slices. */
  private final class Layout {
    /** Elements of an input slice. */
    final double slice;

    /** Slices of an input vector. */
    final double slices;

    /** Groups of outputs that are accumulated one after the other. */
    final double groups;

    /** Times that is repeated, for more vectors or for more matrices than there are channels. */
    final double rounds;

    /**
     * @param channelsPerMatrix that work on one matrix
     */
    Layout(MatrixVector product, int channelsPerMatrix) {
      double buffer = Math.floor(pim.inputBufferBytesPerChannel() / product.inputBytes());
      slice = Math.min(buffer, product.inputs());
      slices = Math.ceil(product.inputs() / slice);
      double outputsAtOnce =
          (double) channelsPerMatrix * pim.banksPerChannel() * pim.accumulatorsPerBank();
      groups = Math.ceil(product.outputs() / outputsAtOnce);
      double matricesAtOnce = Math.floor((double) pim.channels() / channelsPerMatrix);
      rounds = product.vectors() * Math.ceil(product.matrices() / matricesAtOnce);
    }
  }
}
