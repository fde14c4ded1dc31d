"""Attention: causal over prompts, of one new token over a cache, and of every token to every other."""

from measure.failure import Unmeasurable
from measure.kernel import Kernel, Software

HEADS = ((32, 32, 128), (32, 8, 128), (64, 8, 128), (16, 1, 128), (8, 1, 128), (16, 2, 256), (64, 8, 64))
"""Heads, heads of keys and values, size of a head: multi-head to multi-query, whole or cut for tensor parallelism."""

TYPES = ("bfloat16", "float16")


class _Attention:
    results = ("latency_s", "flag")

    def conditions(self, conditions, shape):
        return conditions.without_weights()

    def software(self, gpu, shape):
        flash = gpu.flash_attention
        return Software("flash_attn", flash.__version__) if flash else Software("pytorch", gpu.version)

    @staticmethod
    def _operands(gpu, dtype, batch, queries, keys, heads, kv_heads, head_dim):
        kind = gpu.dtype(dtype)
        gpu.require(2 * kind.itemsize * batch * head_dim * (2 * queries * heads + 2 * keys * kv_heads))
        return (
            gpu.random(batch, queries, heads, head_dim, dtype=kind),
            gpu.random(batch, keys, kv_heads, head_dim, dtype=kind),
            gpu.random(batch, keys, kv_heads, head_dim, dtype=kind),
        )

    @staticmethod
    def _call(gpu, operands, causal, window=0):
        """The last query sees the last key; a window counts the query's own position."""
        query, key, value = operands
        sees = (window - 1, 0) if window else (-1, -1)
        if gpu.flash_attention:
            flash = gpu.flash_attention.flash_attn_func
            return lambda: flash(query, key, value, causal=causal, window_size=sees)
        if window:
            raise Unmeasurable("a sliding window needs flash_attn")
        if causal and query.shape[1] != key.shape[1]:
            raise Unmeasurable("a cached prefix needs flash_attn")
        attention = gpu.torch.nn.attention
        kinds = attention.SDPBackend
        fused = [kinds.CUDNN_ATTENTION, kinds.FLASH_ATTENTION, kinds.EFFICIENT_ATTENTION]
        heads_first = [each.transpose(1, 2) for each in operands]
        grouped = query.shape[2] != key.shape[2]

        def call():
            with attention.sdpa_kernel(fused):
                return gpu.torch.nn.functional.scaled_dot_product_attention(
                    *heads_first, is_causal=causal, enable_gqa=grouped
                )

        return call


class Prefill(_Attention):
    name = "attention_prefill"
    shape = ("batch", "seq", "prefix", "heads", "kv_heads", "head_dim", "window", "dtype", "kv_dtype")
    texts = {"dtype": TYPES, "kv_dtype": TYPES}
    usual = {"prefix": 0, "window": 0, "dtype": "bfloat16", "kv_dtype": "bfloat16"}
    fields = ()

    def shapes(self, quick):
        heads = HEADS[1:3] if quick else HEADS
        lengths = (1024, 8192) if quick else (128, 256, 512, 1024, 2048, 4096, 8192, 16384, 32768)
        batches = (1, 4) if quick else (1, 2, 4, 8)
        windows = (0,) if quick else (0, 1024)
        most_tokens = 65536
        return [
            dict(self.usual, batch=batch, seq=seq, heads=q, kv_heads=kv, head_dim=dim, window=window)
            for q, kv, dim in heads
            for window in windows
            for batch in batches
            for seq in lengths
            if batch * seq <= most_tokens and (not window or seq > window)
        ] + ([] if quick else self._continued())

    def _continued(self):
        return [
            dict(self.usual, batch=1, seq=seq, prefix=prefix, heads=q, kv_heads=kv, head_dim=dim)
            for q, kv, dim in HEADS[1:3]
            for seq in (256, 2048)
            for prefix in (4096, 16384)
        ]

    def prepare(self, gpu, shape, conditions):
        if shape["dtype"] != shape["kv_dtype"]:
            raise Unmeasurable("dtype and kv_dtype have to be the same")
        operands = self._operands(
            gpu,
            shape["dtype"],
            shape["batch"],
            shape["seq"],
            shape["seq"] + shape["prefix"],
            shape["heads"],
            shape["kv_heads"],
            shape["head_dim"],
        )
        return Kernel([self._call(gpu, operands, True, shape["window"])], conditions)


class Decode(_Attention):
    name = "attention_decode"
    shape = ("batch", "kv_len", "heads", "kv_heads", "head_dim", "window", "kv_dtype")
    texts = {"kv_dtype": TYPES}
    usual = {"window": 0, "kv_dtype": "bfloat16"}
    fields = ()

    def shapes(self, quick):
        heads = HEADS[1:3] if quick else HEADS
        lengths = (1023, 8191) if quick else (127, 511, 1023, 2047, 4095, 8191, 16383, 32767, 65535)
        batches = (1, 16) if quick else (1, 2, 4, 8, 16, 32, 64, 128)
        most_tokens = 1 << 20
        return [
            dict(self.usual, batch=batch, kv_len=kv_len, heads=q, kv_heads=kv, head_dim=dim)
            for q, kv, dim in heads
            for batch in batches
            for kv_len in lengths
            if batch * kv_len <= most_tokens
        ]

    def prepare(self, gpu, shape, conditions):
        query, key, value = self._operands(
            gpu,
            shape["kv_dtype"],
            shape["batch"],
            1,
            shape["kv_len"] + 1,
            shape["heads"],
            shape["kv_heads"],
            shape["head_dim"],
        )
        if gpu.flash_attention:
            flash = gpu.flash_attention.flash_attn_with_kvcache
            sees = (shape["window"] - 1, 0) if shape["window"] else (-1, -1)
            return Kernel([lambda: flash(query, key, value, causal=True, window_size=sees)], conditions)
        # One query that sees all keys needs no mask.
        return Kernel([self._call(gpu, (query, key, value), False, shape["window"])], conditions)


class Encoder(_Attention):
    name = "encoder_attention"
    shape = ("batch", "seq", "heads", "head_dim", "dtype")
    texts = {"dtype": TYPES}
    usual = {"dtype": "bfloat16"}
    fields = ("kernel",)

    def shapes(self, quick):
        sizes = ((12, 64), (16, 80)) if quick else ((12, 64), (16, 64), (16, 72), (16, 80), (16, 128))
        lengths = (512, 4096) if quick else (64, 128, 256, 512, 1024, 2048, 4096, 8192, 16384)
        batches = (1, 8) if quick else (1, 2, 8, 32)
        most_tokens = 65536
        return [
            dict(self.usual, batch=batch, seq=seq, heads=heads, head_dim=dim)
            for heads, dim in sizes
            for batch in batches
            for seq in lengths
            if batch * seq <= most_tokens
        ]

    def prepare(self, gpu, shape, conditions):
        operands = self._operands(
            gpu,
            shape["dtype"],
            shape["batch"],
            shape["seq"],
            shape["seq"],
            shape["heads"],
            shape["heads"],
            shape["head_dim"],
        )
        name = "flash_attn" if gpu.flash_attention else "sdpa"
        return Kernel([self._call(gpu, operands, False)], conditions, {"kernel": name})
