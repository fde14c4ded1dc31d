"""Energy of the board while a kernel repeats until power has settled."""

from measure.conditions import Conditions
from measure.failure import Unmeasurable
from measure.families.attention import HEADS, Decode, Prefill
from measure.families.gemm import MODEL_SIZES, Gemm

SETTLE_SECONDS = 2.0
MEASURE_SECONDS = 2.0
SIZES = ("a1", "a2", "a3", "a4", "a5", "a6")

PARTS = {
    "gemm": (Gemm(), ("m", "n", "k")),
    "attn_prefill": (Prefill(), ("batch", "seq", "heads", "kv_heads", "head_dim", "window")),
    "attn_decode": (Decode(), ("batch", "kv_len", "heads", "kv_heads", "head_dim", "window")),
}
"""Whose kernel it is, and which of its sizes a1 to a6 are."""


class Energy:
    name = "energy"
    shape = ("op", "dtype") + SIZES + ("dist",)
    texts = {
        "op": tuple(PARTS),
        "dtype": ("bfloat16", "float16", "bfloat16/bfloat16", "float16/float16"),
        "dist": (),
    }
    usual = dict({size: "" for size in SIZES}, dist="")
    fields = ()
    results = ("latency_s", "power_w", "power_limit_w", "energy_j", "settled")
    of_board = True

    def shapes(self, quick):
        gemms = [
            self._row("gemm", "bfloat16", m, n, k)
            for n, k in MODEL_SIZES[1:3]
            for m in ((16, 4096) if quick else (16, 256, 1024, 4096, 16384))
        ]
        if quick:
            return gemms
        heads = HEADS[1:3]
        prefills = [
            self._row("attn_prefill", "bfloat16/bfloat16", batch, seq, q, kv, dim, 0)
            for q, kv, dim in heads
            for batch, seq in ((1, 8192), (1, 32768), (8, 4096))
        ]
        decodes = [
            self._row("attn_decode", "bfloat16", batch, kv_len, q, kv, dim, 0)
            for q, kv, dim in heads
            for batch, kv_len in ((32, 8191), (128, 4095))
        ]
        return gemms + prefills + decodes

    def _row(self, op, dtype, *sizes):
        return dict(self.usual, op=op, dtype=dtype, **dict(zip(SIZES, sizes)))

    def conditions(self, conditions, shape):
        """Power takes seconds to settle, and would settle on the flushes of a cold cache."""
        cache = "rotating" if conditions.cache == "cold" else conditions.cache
        sustained = Conditions(cache, conditions.weight_copies, conditions.timing, "sustained")
        family, own = self._part(shape)
        return family.conditions(sustained, own)

    def software(self, gpu, shape):
        return self._part(shape)[0].software(gpu, shape)

    def prepare(self, gpu, shape, conditions):
        family, own = self._part(shape)
        kernel = family.prepare(gpu, own, conditions)
        kernel.fields = {}
        return kernel

    @staticmethod
    def _part(shape):
        family, sizes = PARTS[shape["op"]]
        types = shape["dtype"].split("/")
        missing = [size for size, column in zip(SIZES, sizes) if shape[size] == "" and column not in family.usual]
        if missing:
            raise Unmeasurable("%s needs %s" % (shape["op"], ", ".join(missing)))
        given = {column: shape[size] for size, column in zip(SIZES, sizes) if shape[size] != ""}
        named = {"dtype": types[0], "kv_dtype": types[-1]}
        texts = {column: named[column] for column in family.texts}
        return family, dict(family.usual, **texts, **given)

    def results_of(self, stopwatch, meter, board, kernel):
        """
        stopwatch: runs the kernel; meter: what to take power with, as a `with` block.
        """
        stopwatch.repeat(kernel.calls, SETTLE_SECONDS)
        seconds = stopwatch.seconds(kernel.calls)
        with meter:
            stopwatch.repeat(kernel.calls, MEASURE_SECONDS)
        if meter.watts is None:
            raise Unmeasurable("the board does not tell its power")
        return {
            "latency_s": seconds,
            "power_w": round(meter.watts, 1),
            "power_limit_w": board.power_limit_watts(),
            "energy_j": seconds * meter.watts,
            "settled": 1,
        }
