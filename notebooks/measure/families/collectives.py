"""Collectives among the GPUs of this machine, by NCCL; sizes and times are those of nccl-tests."""

import os
import statistics
import tempfile

from measure.conditions import Conditions
from measure.failure import Unmeasurable
from measure.kernel import Software

WARM_UPS = 20
LOOPS = 100
LOOPS_ABOVE_16_MIB = 60
LARGE = 16 * 1024 * 1024
TYPES = ("half", "bfloat16", "int8")


class _Collective:
    shape = ("op", "dtype", "num_gpus", "bytes", "topology")
    fields = ()
    results = ("latency_s",)
    across_gpus = True

    def shapes(self, quick):
        sizes = [1 << power for power in ((10, 20, 28) if quick else range(9, 31))]
        return [
            dict(self.usual, op=op, num_gpus=gpus, bytes=size)
            for op in self.texts["op"]
            for gpus in (2, 4, 8)
            for size in sizes
        ]

    def conditions(self, conditions, shape):
        """As nccl-tests has them, whatever was asked for: called one after another, on the same buffers."""
        return Conditions(cache="warm", timing="eager")

    def software(self, gpu, shape):
        version = ".".join(str(part) for part in gpu.torch.cuda.nccl.version())
        return Software("nccl", version)

    def seconds(self, gpu, shape, runs):
        """The slowest rank's, median over some loops."""
        torch = gpu.torch
        present = torch.cuda.device_count()
        if shape["num_gpus"] > present:
            raise Unmeasurable("there are %d GPUs" % present)
        with tempfile.TemporaryDirectory() as folder:
            answer = os.path.join(folder, "seconds")
            torch.multiprocessing.spawn(
                _rank, args=(dict(shape), runs, os.path.join(folder, "meeting"), answer), nprocs=shape["num_gpus"]
            )
            with open(answer, encoding="utf-8") as file:
                return float(file.read())


class AllReduce(_Collective):
    name = "allreduce"
    texts = {"op": ("all_reduce",), "dtype": TYPES, "topology": ("node",)}
    usual = {"op": "all_reduce", "dtype": "half", "topology": "node"}


class Collectives(_Collective):
    name = "collectives"
    texts = {"op": ("all_gather", "reduce_scatter", "alltoall"), "dtype": TYPES, "topology": ("node",)}
    usual = {"dtype": "half", "topology": "node"}


def _rank(rank, shape, runs, meeting, answer):
    """One process, one GPU."""
    import torch
    from torch import distributed

    torch.cuda.set_device(rank)
    distributed.init_process_group("nccl", init_method="file://" + meeting, rank=rank, world_size=shape["num_gpus"])
    call = _call(torch, distributed, shape)
    loops = LOOPS if shape["bytes"] <= LARGE else LOOPS_ABOVE_16_MIB
    for _ in range(WARM_UPS):
        call()
    times = []
    for _ in range(runs):
        distributed.barrier()
        start, end = (torch.cuda.Event(enable_timing=True) for _ in range(2))
        start.record()
        for _ in range(loops):
            call()
        end.record()
        end.synchronize()
        times.append(start.elapsed_time(end) / 1000 / loops)
    slowest = torch.tensor(statistics.median(times), device="cuda")
    distributed.all_reduce(slowest, op=distributed.ReduceOp.MAX)
    if rank == 0:
        with open(answer, "w", encoding="utf-8") as file:
            file.write(repr(slowest.item()))
    distributed.destroy_process_group()


def _call(torch, distributed, shape):
    """`bytes` are of the whole buffer; each rank's part is as large as any other."""
    dtype = {"half": torch.float16, "bfloat16": torch.bfloat16, "int8": torch.int8}[shape["dtype"]]
    ranks = shape["num_gpus"]
    part = max(1, shape["bytes"] // dtype.itemsize // ranks)
    whole = torch.ones(part * ranks, dtype=dtype, device="cuda")
    own = torch.ones(part, dtype=dtype, device="cuda")
    other = torch.empty_like(whole)
    return {
        "all_reduce": lambda: distributed.all_reduce(whole),
        "all_gather": lambda: distributed.all_gather_into_tensor(whole, own),
        "reduce_scatter": lambda: distributed.reduce_scatter_tensor(own, whole),
        "alltoall": lambda: distributed.all_to_all_single(other, whole),
    }[shape["op"]]
