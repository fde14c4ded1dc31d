"""One mixture-of-experts layer on one rank: routing, permutation, two grouped products, summing up."""

from measure.failure import Unmeasurable
from measure.kernel import Kernel, Software

MODELS = ((4096, 14336, 2, 8), (2048, 768, 8, 128), (4096, 1536, 8, 128), (7168, 2048, 8, 64))
"""Hidden size, width of an expert, experts chosen, experts: Mixtral 8x7B, two of Qwen3, a quarter of DeepSeek-V3."""


class Moe:
    name = "moe"
    shape = (
        "dtype",
        "tokens",
        "hidden",
        "inter",
        "topk",
        "experts",
        "moe_tp",
        "moe_ep",
        "gated",
        "min_latency",
        "distribution",
    )
    texts = {"dtype": ("bfloat16",), "distribution": ("balanced",)}
    usual = {
        "dtype": "bfloat16",
        "moe_tp": 1,
        "moe_ep": 1,
        "gated": 1,
        "min_latency": 0,
        "distribution": "balanced",
    }
    fields = ()
    results = ("latency_s", "flag")

    def shapes(self, quick):
        tokens = (1, 64, 1024) if quick else (1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1024, 2048, 4096, 8192)
        return [
            dict(self.usual, tokens=rows, hidden=hidden, inter=inter, topk=topk, experts=experts, moe_tp=tp)
            for hidden, inter, topk, experts in (MODELS[:2] if quick else MODELS)
            for tp in ((1,) if quick else (1, 4))
            for rows in tokens
        ]

    def conditions(self, conditions, shape):
        return conditions

    def software(self, gpu, shape):
        return Software("pytorch", gpu.version)

    def prepare(self, gpu, shape, conditions):
        torch = gpu.torch
        if not hasattr(torch, "_grouped_mm"):
            raise Unmeasurable("this PyTorch has no grouped product (2.8 has)")
        if shape["moe_ep"] != 1 or shape["gated"] != 1 or shape["min_latency"] != 0:
            raise Unmeasurable("measured are gated experts without expert parallelism, on the usual path")
        width = shape["inter"] // shape["moe_tp"]
        experts, hidden = shape["experts"], shape["hidden"]
        weight_bytes = 3 * experts * hidden * width * 2
        copies = conditions.copies(weight_bytes, gpu.cache_bytes)
        gpu.require((copies + 1) * weight_bytes + 12 * shape["tokens"] * shape["topk"] * (hidden + 2 * width))
        kind = gpu.dtype("bfloat16")
        rows = gpu.random(shape["tokens"], hidden, dtype=kind)
        scores = self._balanced(gpu, shape["tokens"], shape["topk"], experts)
        layers = [
            (
                gpu.random(experts, 2 * width, hidden, dtype=kind).transpose(1, 2),
                gpu.random(experts, width, hidden, dtype=kind),
            )
            for _ in range(copies)
        ]
        calls = [
            lambda layer=layer: self._layer(gpu, rows, scores, shape["topk"], experts, *layer) for layer in layers
        ]
        return Kernel(calls, conditions)

    @staticmethod
    def _balanced(gpu, tokens, topk, experts):
        """Scores with which tokens take turns among the experts, each as often as any other."""
        torch = gpu.torch
        scores = torch.zeros(tokens, experts, device=gpu.device)
        first = torch.arange(tokens, device=gpu.device).unsqueeze(1) * topk
        chosen = (first + torch.arange(topk, device=gpu.device)) % experts
        return scores.scatter_(1, chosen, 1.0)

    @staticmethod
    def _layer(gpu, rows, scores, topk, experts, gate_up, down):
        """Nothing here waits for the host, so that a graph can hold it."""
        torch = gpu.torch
        shares, chosen = torch.topk(scores.softmax(-1), topk, dim=-1)
        order = chosen.flatten().argsort()
        counts = torch.zeros(experts, dtype=torch.int32, device=gpu.device)
        counts.scatter_add_(0, chosen.flatten(), torch.ones_like(order, dtype=torch.int32))
        ends = counts.cumsum(0, dtype=torch.int32)
        inner = torch._grouped_mm(rows[order // topk], gate_up, offs=ends)
        gate, up = inner.chunk(2, dim=-1)
        outer = torch._grouped_mm(torch.nn.functional.silu(gate) * up, down, offs=ends)
        result = torch.zeros_like(rows)
        return result.index_add_(0, order // topk, outer * shares.flatten()[order].unsqueeze(1).to(outer.dtype))
