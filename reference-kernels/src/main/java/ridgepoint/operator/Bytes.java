package ridgepoint.operator;

/** Bytes by role. */
public record Bytes(double weight, double activation, double kvCache, double state, double index) {
  public static final Bytes ZERO = new Bytes(0, 0, 0, 0, 0);

  public static Bytes of(Role role, double bytes) {
    return switch (role) {
      case WEIGHT -> new Bytes(bytes, 0, 0, 0, 0);
      case ACTIVATION -> new Bytes(0, bytes, 0, 0, 0);
      case KV_CACHE -> new Bytes(0, 0, bytes, 0, 0);
      case STATE -> new Bytes(0, 0, 0, bytes, 0);
      case INDEX -> new Bytes(0, 0, 0, 0, bytes);
    };
  }

  public static Bytes weight(double bytes) {
    return of(Role.WEIGHT, bytes);
  }

  public static Bytes activation(double bytes) {
    return of(Role.ACTIVATION, bytes);
  }

  public static Bytes kvCache(double bytes) {
    return of(Role.KV_CACHE, bytes);
  }

  public static Bytes state(double bytes) {
    return of(Role.STATE, bytes);
  }

  public static Bytes index(double bytes) {
    return of(Role.INDEX, bytes);
  }

  public double of(Role role) {
    return switch (role) {
      case WEIGHT -> weight;
      case ACTIVATION -> activation;
      case KV_CACHE -> kvCache;
      case STATE -> state;
      case INDEX -> index;
    };
  }

  public Bytes plus(Bytes other) {
    return new Bytes(
        weight + other.weight,
        activation + other.activation,
        kvCache + other.kvCache,
        state + other.state,
        index + other.index);
  }

  public Bytes times(double factor) {
    return new Bytes(
        weight * factor, activation * factor, kvCache * factor, state * factor, index * factor);
  }

  public double total() {
    return weight + activation + kvCache + state + index;
  }
}
