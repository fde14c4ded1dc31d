package ridgepoint.validation.family;

import java.util.List;

/** All kinds of measurements that are read. */
public final class Families {
  private Families() {}

  /** One for every file, in the order that reports list them. */
  public static List<Family> all() {
    return List.of(
        new GemmFamily(),
        new PrefillFamily(),
        new DecodeFamily(),
        new LatentAttentionFamily(),
        new LatentProductFamily(),
        new MoeFamily(),
        new CollectiveFamily("allreduce"),
        new CollectiveFamily("collectives"),
        new ElementwiseFamily(),
        new EncoderFamily(),
        new LinearAttentionFamily(),
        new EnergyFamily(),
        new ServingFamily());
  }
}
