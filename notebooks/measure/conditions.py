"""How kernels are measured: the columns of a row that the reader predicts under the same conditions."""

from dataclasses import dataclass

from measure.failure import Failure

CACHES = ("rotating", "cold", "warm")
TIMINGS = ("graph", "eager")
DURATIONS = ("burst", "sustained")


@dataclass(frozen=True)
class Conditions:
    """
    cache: what the last-level cache holds when a run starts. `cold`: nothing of it, it was flushed;
        `warm`: what the run before left there; `rotating`: that, but runs take turns among
        `weight_copies` copies of the weights, so that only what is small stays.
    timing: `graph`: runs replayed in a CUDA graph; `eager`: called one by one from the host.
    duration: `burst`: over before the power limit acts; `sustained`: after clocks have settled.
    """

    cache: str = "rotating"
    weight_copies: int = 5
    timing: str = "graph"
    duration: str = "burst"

    COLUMNS = ("cache", "weight_copies", "timing", "duration")

    def __post_init__(self):
        if self.cache == "rotating" and self.weight_copies < 2:
            raise Failure("--weight-copies %d: at least 2 copies can take turns" % self.weight_copies)
        if self.cache == "cold" and self.timing == "eager":
            raise Failure("--cache cold needs --timing graph: a flush would hide the calls of the host")
        if self.cache == "cold" and self.duration == "sustained":
            raise Failure("--cache cold needs --duration burst: power settles on the flushes, not the kernel")

    def without_weights(self):
        """For kernels that read none: nothing rotates, so their data stays warm."""
        if self.cache != "rotating":
            return self
        return Conditions("warm", self.weight_copies, self.timing, self.duration)

    def copies(self, weight_bytes, cache_bytes):
        """How many copies it takes; more than fill the cache would tell nothing new."""
        if self.cache != "rotating" or weight_bytes <= 0:
            return 1
        return max(1, min(self.weight_copies, -(-cache_bytes // weight_bytes)))

    def fields(self):
        """By column, as text."""
        copies = str(self.weight_copies) if self.cache == "rotating" else ""
        return {
            "cache": self.cache,
            "weight_copies": copies,
            "timing": self.timing,
            "duration": self.duration,
        }
