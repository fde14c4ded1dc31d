"""The kernels themselves, on the CPU, where PyTorch is there: they run, and compute what they claim to."""

import unittest

from measure.conditions import Conditions
from measure.failure import Unmeasurable
from measure.families.attention import Decode, Encoder, Prefill
from measure.families.elementwise import COMPILED, Elementwise
from measure.families.energy import Energy
from measure.families.gemm import Gemm
from measure.families.moe import Moe
from measure.gpu import Gpu, imported
from measure.stopwatch import Stopwatch

torch = imported("torch")


class Cpu(Gpu):
    """Looks like a GPU with a cache of 4 KiB."""

    def __init__(self):
        self.torch = torch
        self.device = "cpu"
        self.flash_attention = None
        self.triton = None
        self.cache_bytes = 4096
        self._scratch = None

    def require(self, size_bytes):
        pass

    def capture(self, calls):
        def replay():
            for call in calls:
                call()

        return replay

    def elapsed(self, call):
        call()
        return 1e-3

    def wait(self):
        pass


@unittest.skipIf(torch is None, "PyTorch is not installed")
class FamiliesTest(unittest.TestCase):
    def setUp(self):
        torch.manual_seed(1)
        self.gpu = Cpu()

    def prepared(self, family, **shape):
        shape = dict(family.usual, **shape)
        return family.prepare(self.gpu, shape, family.conditions(Conditions(), shape))

    def near(self, expected, found):
        self.assertLess((expected.float() - found.float()).abs().max().item(), 0.1 * expected.float().abs().max().item())

    def test_products_rotate_among_copies_of_the_weights(self):
        kernel = self.prepared(Gemm(), m=3, n=16, k=32)
        self.assertEqual(4, len(kernel.calls))
        results = [call().clone() for call in kernel.calls]
        self.assertEqual((3, 16), tuple(results[0].shape))
        self.assertFalse(torch.equal(results[0], results[1]))
        self.assertTrue(torch.equal(results[0], kernel.calls[0]()))

    def test_prompts_see_what_was_before(self):
        kernel = self.prepared(Prefill(), batch=2, seq=5, heads=4, kv_heads=2, head_dim=16)
        self.assertEqual((2, 4, 5, 16), tuple(kernel.calls[0]().shape))

    def test_decoding_sees_the_cache_and_itself(self):
        kernel = self.prepared(Decode(), batch=2, kv_len=8, heads=4, kv_heads=2, head_dim=16)
        self.assertEqual((2, 4, 1, 16), tuple(kernel.calls[0]().shape))

    def test_windows_and_prefixes_need_flash_attention(self):
        for shape in (dict(seq=5, window=2), dict(seq=5, prefix=3)):
            with self.assertRaises(Unmeasurable):
                self.prepared(Prefill(), batch=1, heads=2, kv_heads=2, head_dim=16, **shape)

    def test_encoders(self):
        kernel = self.prepared(Encoder(), batch=1, seq=6, heads=2, head_dim=16)
        self.assertEqual((1, 2, 6, 16), tuple(kernel.calls[0]().shape))
        self.assertEqual({"kernel": "sdpa"}, kernel.fields)

    def test_every_elementwise_operation_runs(self):
        for op in Elementwise.texts["op"]:
            dtype = "fp8" if op == "fp8_quant_static" else "bfloat16"
            with self.subTest(op):
                result = Elementwise._call(self.gpu, op, 3, 256, "bfloat16")()
                first = result[0] if isinstance(result, tuple) else result
                self.assertEqual(3 * 256, first.numel())
                if op in COMPILED:
                    with self.assertRaises(Unmeasurable):
                        self.prepared(Elementwise(), op=op, dtype=dtype, tokens=3, width=256)
                else:
                    self.assertEqual("eager", self.prepared(Elementwise(), op=op, tokens=3, width=256).fields["kernel"])

    @unittest.skipIf(torch is not None and not hasattr(torch, "_grouped_mm"), "this PyTorch has no grouped product")
    def test_experts_give_what_a_loop_over_them_gives(self):
        kind = torch.bfloat16
        tokens, hidden, width, topk, experts = 8, 32, 16, 2, 4
        rows = self.gpu.random(tokens, hidden, dtype=kind)
        scores = Moe._balanced(self.gpu, tokens, topk, experts)
        gate_up = self.gpu.random(experts, 2 * width, hidden, dtype=kind).transpose(1, 2)
        down = self.gpu.random(experts, width, hidden, dtype=kind)
        found = Moe._layer(self.gpu, rows, scores, topk, experts, gate_up, down)
        shares, chosen = torch.topk(scores.softmax(-1), topk, dim=-1)
        expected = torch.zeros(tokens, hidden)
        for token in range(tokens):
            for share, expert in zip(shares[token], chosen[token]):
                gate, up = (rows[token] @ gate_up[expert]).chunk(2)
                expected[token] += share * ((torch.nn.functional.silu(gate) * up) @ down[expert]).float()
        self.near(expected, found)

    def test_balanced_routing_gives_every_expert_as_many_tokens(self):
        chosen = Moe._balanced(self.gpu, 8, 2, 4)
        self.assertEqual([4.0] * 4, chosen.sum(0).tolist())
        self.assertEqual([2.0] * 8, chosen.sum(1).tolist())

    def test_energy_prepares_the_kernels_of_others(self):
        kernel = self.prepared(Energy(), op="gemm", dtype="bfloat16", a1=3, a2=16, a3=32)
        self.assertEqual((3, 16), tuple(kernel.calls[0]().shape))
        kernel = self.prepared(Energy(), op="attn_decode", dtype="bfloat16", a1=1, a2=7, a3=2, a4=2, a5=16, a6=0)
        self.assertEqual((1, 2, 1, 16), tuple(kernel.calls[0]().shape))
        with self.assertRaises(Unmeasurable):
            self.prepared(Energy(), op="gemm", dtype="bfloat16", a1=3, a2=16)

    def test_a_flush_touches_twice_the_cache(self):
        Stopwatch(self.gpu, Conditions("warm"), runs=1, sleep=lambda seconds: None).seconds([self.gpu.flush])
        self.assertEqual(2 * 4096, self.gpu._scratch.numel() * 4)


if __name__ == "__main__":
    unittest.main()
