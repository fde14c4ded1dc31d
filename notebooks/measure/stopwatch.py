"""Times runs of a kernel under the conditions asked for."""

import statistics
import time

from measure.failure import Unmeasurable

BLOCK_SECONDS = 5e-4
"""A block of runs between two time stamps lasts at least so long, where a block of 100 runs can."""

MOST_RUNS_IN_BLOCK = 100
WARM_UPS = 3

IDLE_PER_BUSY = 10
LONGEST_PAUSE_SECONDS = 0.5
"""Before a burst the GPU rests ten times as long as a block takes, so that no burst pays for those before it."""


class Stopwatch:
    """
    gpu: something with `capture(calls)`, which gives a function that replays them, `elapsed(call)`,
        seconds on the GPU's clock, `flush`, which empties the last-level cache, and `wait()`.
    runs: how many blocks are timed; the median counts.
    sustain_seconds: how long to run before the clock counts as settled.
    """

    def __init__(self, gpu, conditions, runs=7, sustain_seconds=2.0, clock=time.monotonic, sleep=time.sleep):
        self._gpu = gpu
        self._conditions = conditions
        self._runs = runs
        self._sustain_seconds = sustain_seconds
        self._clock = clock
        self._sleep = sleep

    def seconds(self, calls):
        """
        Of one run. `calls` are functions that each run the kernel once, on their own copy of the
        weights; they take turns.
        """
        for call in calls * WARM_UPS:
            call()
        self._gpu.wait()
        turns = self._turns(calls)
        if self._conditions.cache == "cold":
            return self._cold(turns)
        block = self._block(turns)
        busy = self._gpu.elapsed(block)
        if self._conditions.duration == "sustained":
            self._settle(block)
        else:
            self._rest(busy)
            block()
        return self._median(block) / len(turns)

    def repeat(self, calls, seconds):
        """Runs for some time and returns how many runs that were; the GPU is done when it returns."""
        turns = self._turns(calls)
        block = self._block(turns)
        runs = 0
        end = self._clock() + seconds
        while self._clock() < end:
            block()
            self._gpu.wait()
            runs += len(turns)
        return runs

    def _turns(self, calls):
        """The runs of one block: all copies in turn, as often as fill the time."""
        single = max(1e-7, min(self._gpu.elapsed(calls[0]) for _ in range(WARM_UPS)))
        wanted = min(MOST_RUNS_IN_BLOCK, max(1, round(BLOCK_SECONDS / single)))
        return calls * max(1, -(-wanted // len(calls)))

    def _block(self, turns):
        if self._conditions.timing == "eager":

            def block():
                for call in turns:
                    call()

            return block
        return self._gpu.capture(turns)

    def _cold(self, turns):
        """Flushes between runs are timed alone too, and taken off."""
        both = self._gpu.capture([each for call in turns for each in (self._gpu.flush, call)])
        flushes = self._gpu.capture([self._gpu.flush] * len(turns))
        flushes()
        self._rest(self._gpu.elapsed(both))
        both()
        seconds = (self._median(both) - self._median(flushes)) / len(turns)
        if seconds <= 0:
            raise Unmeasurable("shorter than the flush before it varies")
        return seconds

    def _settle(self, block):
        end = self._clock() + self._sustain_seconds
        while self._clock() < end:
            block()
            self._gpu.wait()

    def _rest(self, busy_seconds):
        self._sleep(min(LONGEST_PAUSE_SECONDS, IDLE_PER_BUSY * busy_seconds))

    def _median(self, block):
        return statistics.median(self._gpu.elapsed(block) for _ in range(self._runs))
