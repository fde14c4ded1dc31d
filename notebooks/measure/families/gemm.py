"""Products of activations and weights: C[m,n] = A[m,k] W[k,n], 16 bits out."""

from measure.failure import Unmeasurable
from measure.kernel import Kernel, Software

MODEL_SIZES = ((6144, 4096), (28672, 4096), (4096, 14336), (10240, 8192), (57344, 8192), (8192, 28672), (128256, 4096))
"""n and k of the layers of Llama 3 8B and 70B: Q, K and V together, gate and up together, down, head."""

SQUARE_SIZES = (256, 1024, 2048, 4096, 8192, 16384)
TOKENS = (1, 2, 4, 8, 16, 32, 64, 96, 128, 256, 512, 1024, 2048, 4096, 8192, 16384)


class Gemm:
    name = "gemm"
    shape = ("dtype", "m", "n", "k")
    texts = {"dtype": ("bfloat16", "float16", "fp8")}
    usual = {"dtype": "bfloat16"}
    fields = ("quantisation",)
    results = ("latency_s", "flag")

    def shapes(self, quick):
        if quick:
            sizes, tokens, dtypes = MODEL_SIZES[:3], (1, 16, 128, 1024, 4096), ("bfloat16",)
        else:
            sizes = MODEL_SIZES + tuple((n, k) for n in SQUARE_SIZES for k in SQUARE_SIZES)
            tokens, dtypes = TOKENS, ("bfloat16", "fp8")
        return [dict(dtype=dtype, m=m, n=n, k=k) for dtype in dtypes for n, k in sizes for m in tokens]

    def conditions(self, conditions, shape):
        return conditions

    def software(self, gpu, shape):
        return Software("pytorch", gpu.version)

    def prepare(self, gpu, shape, conditions):
        m, n, k = shape["m"], shape["n"], shape["k"]
        dtype = gpu.dtype(shape["dtype"])
        weight_bytes = n * k * dtype.itemsize
        copies = conditions.copies(weight_bytes, gpu.cache_bytes)
        # Narrow numbers are made from 16-bit ones.
        gpu.require((copies + 2) * weight_bytes + (m * k + m * n) * 4)
        activations = gpu.random(m, k, dtype=dtype)
        weights = [gpu.random(n, k, dtype=dtype).t() for _ in range(copies)]
        if shape["dtype"] == "fp8":
            calls = self._scaled(gpu, activations, weights, n, k)
        else:
            calls = self._plain(gpu, activations, weights)
        return Kernel(calls, conditions, {"quantisation": "excluded" if shape["dtype"] == "fp8" else ""})

    @staticmethod
    def _plain(gpu, activations, weights):
        torch = gpu.torch
        result = torch.empty(activations.shape[0], weights[0].shape[1], dtype=activations.dtype, device=gpu.device)
        return [lambda weight=weight: torch.mm(activations, weight, out=result) for weight in weights]

    @staticmethod
    def _scaled(gpu, activations, weights, n, k):
        torch = gpu.torch
        if torch.cuda.get_device_capability() < (8, 9):
            raise Unmeasurable("this GPU computes nothing in fp8")
        if n % 16 or k % 16:
            raise Unmeasurable("PyTorch's fp8 product needs n and k in steps of 16")
        one = torch.ones((), device=gpu.device)

        def call(weight):
            return torch._scaled_mm(activations, weight, scale_a=one, scale_b=one, out_dtype=torch.bfloat16)

        return [lambda weight=weight: call(weight) for weight in weights]
