"""Board power, clocks and limits, from NVML or else from nvidia-smi."""

import shutil
import subprocess
import threading
import time

QUERY = {
    "driver": "driver_version",
    "power_limit_w": "power.limit",
    "power_w": "power.draw",
    "sm_clock_mhz": "clocks.sm",
    "memory_clock_mhz": "clocks.mem",
    "max_sm_clock_mhz": "clocks.max.sm",
    "applications_sm_clock_mhz": "clocks.applications.graphics",
    "persistence_mode": "persistence_mode",
    "temperature_c": "temperature.gpu",
}


def parse(line, names):
    """One line of nvidia-smi's CSV by our names; what the board does not tell is left out."""
    fields = [field.strip() for field in line.split(",")]
    return {name: field for name, field in zip(names, fields) if field and not field.startswith("[")}


class Board:
    """One GPU as its driver sees it. `uuid` is how PyTorch names it, whatever CUDA_VISIBLE_DEVICES says."""

    def __init__(self, uuid=""):
        self._uuid = uuid
        self._nvml = None
        self._handle = None
        try:
            import pynvml

            pynvml.nvmlInit()
            self._handle = (
                pynvml.nvmlDeviceGetHandleByUUID(uuid) if uuid else pynvml.nvmlDeviceGetHandleByIndex(0)
            )
            self._nvml = pynvml
        except Exception:  # pylint: disable=broad-except
            # Not installed, no such board, or a driver without NVML: nvidia-smi may still know.
            self._nvml = None

    def facts(self):
        """What stands beside the measurements; nothing where no driver tells."""
        return self._query(list(QUERY))

    def clock_mhz(self):
        """Of the SMs now; empty where unknown."""
        if self._nvml:
            return str(self._nvml.nvmlDeviceGetClockInfo(self._handle, self._nvml.NVML_CLOCK_SM))
        return self._query(["sm_clock_mhz"]).get("sm_clock_mhz", "").split(" ")[0]

    def power_limit_watts(self):
        text = self._query(["power_limit_w"]).get("power_limit_w", "")
        return float(text.split(" ")[0]) if text else float("nan")

    def watts(self):
        """Now; None where the board does not tell."""
        if self._nvml:
            return self._nvml.nvmlDeviceGetPowerUsage(self._handle) / 1000
        text = self._query(["power_w"]).get("power_w", "")
        return float(text.split(" ")[0]) if text else None

    def joules(self):
        """Since the driver was loaded; None where the board does not count them."""
        if not self._nvml:
            return None
        try:
            return self._nvml.nvmlDeviceGetTotalEnergyConsumption(self._handle) / 1000
        except self._nvml.NVMLError:
            return None

    def _query(self, names):
        if shutil.which("nvidia-smi") is None:
            return {}
        command = ["nvidia-smi", "--format=csv,noheader", "--query-gpu=" + ",".join(QUERY[name] for name in names)]
        if self._uuid:
            command.append("--id=" + self._uuid)
        try:
            answer = subprocess.run(command, capture_output=True, text=True, check=True, timeout=30)
        except (OSError, subprocess.SubprocessError):
            return {}
        lines = answer.stdout.splitlines()
        return parse(lines[0], names) if lines else {}


class PowerMeter:
    """
    Mean power while its `with` block runs: from the board's energy counter, or else from samples of
    its power.
    """

    def __init__(self, board, period_seconds=0.05, clock=time.monotonic):
        self._board = board
        self._period = period_seconds
        self._clock = clock
        self._samples = []
        self._stop = threading.Event()
        self._thread = None
        self.watts = None

    def __enter__(self):
        self._start = self._clock()
        self._joules = self._board.joules()
        if self._joules is None:
            self._thread = threading.Thread(target=self._sample, daemon=True)
            self._thread.start()
        return self

    def _sample(self):
        while not self._stop.wait(self._period):
            watts = self._board.watts()
            if watts is not None:
                self._samples.append(watts)

    def __exit__(self, *failure):
        if self._joules is not None:
            self.watts = (self._board.joules() - self._joules) / (self._clock() - self._start)
        else:
            self._stop.set()
            self._thread.join()
            if self._samples:
                self.watts = sum(self._samples) / len(self._samples)
