"""Kernels over rows: norms, activations, residual additions, rotary embedding, quantisation."""

from measure.failure import Unmeasurable
from measure.kernel import Kernel, Software

BYTES_PER_ELEMENT = {
    "rms_norm": 4,
    "layer_norm": 4,
    "silu": 4,
    "gelu": 4,
    "rope": 4,
    "embedding": 4,
    "silu_mul": 6,
    "residual_add": 6,
    "add_rms_norm": 8,
    "fp8_quant_static": 3,
}
"""Traffic of the algorithm in tokens x width, with 16-bit numbers."""

COMPILED = ("rms_norm", "add_rms_norm", "silu_mul", "rope", "fp8_quant_static")
"""Several kernels when PyTorch runs them as written; torch.compile, with Triton, makes one of them."""

HEAD_DIM = 128
VOCABULARY = 32000


class Elementwise:
    name = "elementwise"
    shape = ("op", "dtype", "tokens", "width")
    texts = {"op": tuple(BYTES_PER_ELEMENT), "dtype": ("bfloat16", "float16", "fp8")}
    usual = {"dtype": "bfloat16"}
    fields = ("bytes", "kernel")
    results = ("latency_s",)

    def shapes(self, quick):
        ops = ("layer_norm", "residual_add") if quick else tuple(BYTES_PER_ELEMENT)
        tokens = (1, 256, 8192) if quick else (1, 8, 32, 128, 512, 1024, 2048, 4096, 8192, 16384)
        widths = (4096,) if quick else (2048, 4096, 8192)
        return [
            dict(op=op, dtype="fp8" if op == "fp8_quant_static" else "bfloat16", tokens=rows, width=width)
            for op in ops
            for width in widths
            for rows in tokens
        ]

    def conditions(self, conditions, shape):
        return conditions.without_weights()

    def software(self, gpu, shape):
        return Software("pytorch", gpu.version)

    def prepare(self, gpu, shape, conditions):
        op, tokens, width = shape["op"], shape["tokens"], shape["width"]
        gpu.require(10 * tokens * width)
        call = self._call(gpu, op, tokens, width, "bfloat16" if shape["dtype"] == "fp8" else shape["dtype"])
        kernel = "eager"
        if op in COMPILED:
            kernel = "compiled"
            if gpu.triton is None:
                raise Unmeasurable("one kernel of it needs torch.compile, and that Triton")
            gpu.torch._dynamo.reset()
            call = gpu.torch.compile(call, dynamic=False)
            call()
        fields = {"bytes": BYTES_PER_ELEMENT[op] * tokens * width, "kernel": kernel}
        return Kernel([call], conditions, fields)

    @staticmethod
    def _call(gpu, op, tokens, width, dtype):
        torch, functional = gpu.torch, gpu.torch.nn.functional
        kind = gpu.dtype(dtype)
        rows = gpu.random(tokens, width, dtype=kind)
        other = gpu.random(tokens, width, dtype=kind)
        weight = torch.ones(width, dtype=kind, device=gpu.device)

        def rms_norm(values):
            wide = values.float()
            return (wide * torch.rsqrt(wide.square().mean(-1, keepdim=True) + 1e-6)).to(kind) * weight

        def add_rms_norm():
            total = rows + other
            return rms_norm(total), total

        def rope():
            dim = HEAD_DIM if width % HEAD_DIM == 0 else width
            heads = rows.view(tokens, width // dim, dim)
            low, high = heads[..., : dim // 2], heads[..., dim // 2 :]
            return torch.cat((low * cosine - high * sine, high * cosine + low * sine), -1)

        dim = HEAD_DIM if width % HEAD_DIM == 0 else width
        cosine, sine = (gpu.random(tokens, 1, dim // 2, dtype=kind) for _ in range(2))
        if op == "fp8_quant_static":
            narrow = gpu.dtype("fp8")
            scale = torch.full((), 0.05, device=gpu.device)
            return lambda: (rows.float() / scale).clamp(-448, 448).to(narrow)
        if op == "embedding":
            table = gpu.random(VOCABULARY, width, dtype=kind)
            chosen = torch.randint(VOCABULARY, (tokens,), device=gpu.device)
            return lambda: functional.embedding(chosen, table)
        return {
            "rms_norm": lambda: rms_norm(rows),
            "layer_norm": lambda: functional.layer_norm(rows, (width,), weight, weight),
            "add_rms_norm": add_rms_norm,
            "silu": lambda: functional.silu(rows),
            "gelu": lambda: functional.gelu(rows),
            "silu_mul": lambda: functional.silu(rows) * other,
            "residual_add": lambda: torch.add(rows, other),
            "rope": rope,
        }[op]
