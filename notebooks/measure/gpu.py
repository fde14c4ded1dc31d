"""The GPU as PyTorch drives it."""

import importlib

from measure.failure import Failure, Unmeasurable

LABELS = (
    ("RTX PRO 6000 BLACKWELL SERVER", "rtx_pro_6000_server"),
    ("RTX PRO 6000 BLACKWELL WORKSTATION", "rtx_pro_6000_ws"),
    ("GB300", "gb300"),
    ("GB200", "gb200"),
    ("B300", "b300_sxm"),
    ("B200", "b200_sxm"),
    ("H200", "h200_sxm"),
    ("H100 PCIE", "h100-pcie"),
    ("H100 80GB HBM3", "h100_sxm"),
    ("A100-SXM4-40GB", "a100-sxm-40gb"),
    ("A100-SXM4-80GB", "a100_sxm"),
    ("L40S", "l40s"),
    ("NVIDIA L4", "l4"),
    ("NVIDIA A40", "a40"),
    ("RTX A6000", "a6000"),
    ("RTX 3090", "rtx3090"),
    ("RTX 4090", "rtx4090"),
    ("RTX 5090", "rtx-5090"),
    ("V100-SXM2-32GB", "v100-sxm"),
    ("TESLA T4", "t4"),
    ("MI300X", "mi300x"),
    ("MI210", "mi210"),
)
"""What the driver calls a GPU, and what the reader does; the first that matches from its start or a space on."""

NOT_THE_SAME = ("NVL", "SUPER", "TI", "D", "MAX-Q", "LAPTOP", "MOBILE", "MIG")
"""Words after a name that make it another GPU."""

USUAL_CACHE_BYTES = 128 * 1024 * 1024
"""Assumed where PyTorch does not tell: as large as the largest there is, so that copies and flushes suffice."""


def label(name):
    """How the reader names that GPU, or None."""
    text = " " + name.upper() + " "
    for part, found in LABELS:
        start = text.find(" " + part)
        if start >= 0:
            rest = text[start + 1 + len(part) :]
            if rest[0] == " " and not set(rest.split()) & set(NOT_THE_SAME):
                return found
    return None


def imported(name):
    """A module, or None where it is not installed."""
    try:
        return importlib.import_module(name)
    except Exception:  # pylint: disable=broad-except
        # Extensions built for another PyTorch raise whatever they like.
        return None


class Gpu:
    """
    The current device. What cannot be measured without others is asked of `torch`, which families
    use directly.
    """

    def __init__(self):
        torch = imported("torch")
        if torch is None:
            raise Failure("PyTorch is not installed (pip install torch); --dry-run lists the shapes without it")
        if not torch.cuda.is_available():
            raise Failure("no GPU: PyTorch finds no CUDA or ROCm device; --dry-run lists the shapes without one")
        self.torch = torch
        self.device = "cuda"
        self.flash_attention = imported("flash_attn")
        self.triton = imported("triton")
        properties = torch.cuda.get_device_properties(torch.cuda.current_device())
        self.name = properties.name
        self.units = properties.multi_processor_count
        self.cache_bytes = getattr(properties, "L2_cache_size", 0) or USUAL_CACHE_BYTES
        uuid = str(getattr(properties, "uuid", ""))
        self.uuid = "GPU-" + uuid if uuid and not uuid.startswith("GPU-") else uuid
        self._scratch = None

    @property
    def version(self):
        return self.torch.__version__

    def facts(self):
        torch = self.torch
        return {
            "name": self.name,
            "units": self.units,
            "cache_bytes": self.cache_bytes,
            "memory_bytes": torch.cuda.mem_get_info()[1],
            "torch": torch.__version__,
            "cuda": str(torch.version.cuda or ""),
            "rocm": str(getattr(torch.version, "hip", None) or ""),
            "cudnn": str(torch.backends.cudnn.version() or ""),
            "flash_attn": str(getattr(self.flash_attention, "__version__", "")),
            "triton": str(getattr(self.triton, "__version__", "")),
        }

    def dtype(self, name):
        """PyTorch's data type of a label of the measurements."""
        torch = self.torch
        known = {"bfloat16": torch.bfloat16, "float16": torch.float16, "half": torch.float16, "int8": torch.int8}
        if name == "fp8":
            if not hasattr(torch, "float8_e4m3fn"):
                raise Unmeasurable("this PyTorch has no fp8")
            return torch.float8_e4m3fn
        return known[name]

    def random(self, *size, dtype):
        """Normal numbers: zeros would let the clock rise."""
        torch = self.torch
        narrow = dtype.itemsize == 1
        made = torch.randn(*size, device=self.device, dtype=torch.bfloat16 if narrow else dtype)
        return made.to(dtype) if narrow else made

    def require(self, size_bytes):
        """Refuses what would not fit beside everything else."""
        cuda = self.torch.cuda
        free = cuda.mem_get_info()[0] + cuda.memory_reserved() - cuda.memory_allocated()
        if size_bytes > 0.8 * free:
            raise Unmeasurable("needs %.1f of %.1f GB of memory" % (size_bytes / 1e9, free / 1e9))

    def capture(self, calls):
        """A function that replays the calls as one CUDA graph."""
        torch = self.torch
        stream = torch.cuda.Stream()
        stream.wait_stream(torch.cuda.current_stream())
        with torch.cuda.stream(stream):
            calls[0]()
        torch.cuda.current_stream().wait_stream(stream)
        graph = torch.cuda.CUDAGraph()
        with torch.cuda.graph(graph):
            for call in calls:
                call()
        return graph.replay

    def elapsed(self, call):
        """Seconds between time stamps of the GPU before and after a call."""
        torch = self.torch
        start = torch.cuda.Event(enable_timing=True)
        end = torch.cuda.Event(enable_timing=True)
        start.record()
        call()
        end.record()
        end.synchronize()
        return start.elapsed_time(end) / 1000

    def flush(self):
        """Reads and writes twice what the last-level cache holds."""
        if self._scratch is None:
            torch = self.torch
            self._scratch = torch.zeros(2 * self.cache_bytes // 4, dtype=torch.int32, device=self.device)
        self._scratch.add_(1)

    def wait(self):
        self.torch.cuda.synchronize()

    def release(self):
        """Gives memory of the shape before back."""
        self.torch.cuda.empty_cache()
