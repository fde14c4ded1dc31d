package ridgepoint.cli.frame;

import ridgepoint.input.InputException;

/** Sizes given as options: there, positive and not absurd, or refused by the option's name. */
public final class Sizes {
  private static final long LONGEST = 1L << 32;

  private Sizes() {}

  /** A size that has to be given. */
  public static long size(String option, Long value) {
    if (value == null) {
      throw new InputException(option + " is missing");
    }
    return within(option, value, 1);
  }

  /** A count that has to be given. */
  public static int count(String option, Integer value) {
    if (value == null) {
      throw new InputException(option + " is missing");
    }
    return (int) within(option, value, 1);
  }

  /** A size that may be an expectation. */
  public static double amount(String option, Double value) {
    if (value == null) {
      throw new InputException(option + " is missing");
    }
    if (!(value > 0 && value <= LONGEST)) {
      throw new InputException(
          option + " must be above 0 and at most " + LONGEST + ", got " + value);
    }
    return value;
  }

  /** A number that must lie between the least and 2^32. */
  public static long within(String option, long value, long least) {
    return within(option, value, least, LONGEST);
  }

  /** A number that must lie between two. */
  public static long within(String option, long value, long least, long most) {
    if (value < least || value > most) {
      throw new InputException(
          option + " must be between " + least + " and " + most + ", got " + value);
    }
    return value;
  }
}
