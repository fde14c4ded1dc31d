package ridgepoint.collective;

import java.util.List;
import ridgepoint.operator.Bytes;
import ridgepoint.operator.Collective;
import ridgepoint.operator.Role;
import ridgepoint.operator.Work;
import ridgepoint.tile.Kernel;
import ridgepoint.tile.Operand;
import ridgepoint.tile.TileProgram;
import ridgepoint.tile.Tiling;

/**
 * A collective over the buffers of all its devices. The program moves and adds what the devices
 * together move and add; how long links take is no matter of it.
 *
 * <p>Operands: an all-reduce by ring works in place on buffers [devices, 1, elements]. All others
 * have an input and an output, with the devices as batches: all-gather reads shards of elements /
 * devices and gives whole buffers, reduce-scatter the other way round, point-to-point has one of
 * each.
 *
 * <p>Elements are rounded up to a multiple of the devices, as libraries pad buffers.
 *
 * @param allReduce how an all-reduce is done; no meaning for other collectives
 */
public record CollectiveKernel(Collective operator, AllReduce allReduce) implements Kernel {
  /** Ways to add up buffers on all devices. */
  public enum AllReduce {
    /** See {@link RingAllReduce}. */
    RING,
    /** Every device reads all buffers and adds them up itself: one step, n times the additions. */
    ONE_SHOT
  }

  public CollectiveKernel(Collective operator) {
    this(operator, AllReduce.RING);
  }

  @Override
  public Tiling defaultTiling() {
    return new Tiling(1, 8192, 1, 1, 2);
  }

  /** Elements of a whole buffer. */
  public long elements() {
    long devices = operator.type() == Collective.Type.POINT_TO_POINT ? 1 : operator.devices();
    long share = (long) Math.ceil(operator.elements() / devices);
    return Math.max(1, share) * devices;
  }

  private boolean isRing() {
    return operator.type() == Collective.Type.ALL_REDUCE
        && allReduce == AllReduce.RING
        && operator.devices() > 1;
  }

  @Override
  public TileProgram program(Tiling tiling) {
    int devices = operator.devices();
    long whole = elements();
    long share = whole / devices;
    if (isRing()) {
      Operand buffers = buffer(0, "buffers", devices, whole);
      return RingAllReduce.program(buffers, devices, tiling);
    }
    return switch (operator.type()) {
      case ALL_REDUCE -> exchange(devices, whole, whole, tiling).oneShotAllReduce();
      case ALL_GATHER -> exchange(devices, share, whole, tiling).allGather();
      case REDUCE_SCATTER -> exchange(devices, whole, share, tiling).reduceScatter();
      case ALL_TO_ALL -> exchange(devices, whole, whole, tiling).allToAll();
      case POINT_TO_POINT -> exchange(1, whole, whole, tiling).oneShotAllReduce();
    };
  }

  private DirectExchange exchange(int devices, long input, long output, Tiling tiling) {
    return new DirectExchange(
        operator.type().id(),
        List.of(buffer(0, "input", devices, input), buffer(1, "output", devices, output)),
        devices,
        tiling);
  }

  private Operand buffer(int slot, String name, int devices, long elements) {
    return new Operand(slot, name, Role.ACTIVATION, operator.format(), devices, 1, elements);
  }

  /** The shares of the other devices, and the additions that a one-shot all-reduce repeats. */
  @Override
  public Work extraWork(Tiling tiling) {
    int devices = operator.type() == Collective.Type.POINT_TO_POINT ? 1 : operator.devices();
    Work padded =
        new Collective(
                operator.type(),
                elements(),
                operator.devices(),
                operator.stride(),
                operator.format())
            .work();
    Work all = padded.times(devices).plus(operator.work().times(-1));
    if (operator.type() != Collective.Type.ALL_REDUCE || isRing()) {
      return all;
    }
    double repeated = (double) elements() * (devices - 1) * (devices - 1);
    return all.plus(Work.elementwise(repeated, 0, Bytes.ZERO, Bytes.ZERO));
  }
}
