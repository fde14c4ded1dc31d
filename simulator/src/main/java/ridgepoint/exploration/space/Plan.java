package ridgepoint.exploration.space;

/**
 * Which points of a space are looked at, in which order. A pure function of the point's number, so
 * that any part of a plan can be computed anywhere.
 */
public interface Plan {

  /** Points there are. */
  long size();

  /** The values of a point, one for each axis. */
  String[] point(long id);
}
