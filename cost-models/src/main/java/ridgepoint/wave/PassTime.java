package ridgepoint.wave;

import ridgepoint.pipeline.Totals;

/**
 * One pass of a kernel on the whole device.
 *
 * @param waves its tiles in time
 * @param overheadSeconds fill, drain and the tiles' own prologues and epilogues
 */
record PassTime(
    Totals totals, WaveTimes waves, int tilesPerUnit, double overheadSeconds, LevelBytes bytes) {}
