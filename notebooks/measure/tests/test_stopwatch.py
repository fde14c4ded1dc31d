import unittest

from measure.conditions import Conditions
from measure.failure import Unmeasurable
from measure.stopwatch import MOST_RUNS_IN_BLOCK, Stopwatch


class SimulatedGpu:
    """A GPU whose kernels take stated times; its clock is that of the test too."""

    FLUSH_SECONDS = 50e-6

    def __init__(self):
        self.now = 0.0
        self.ran = []

    def kernel(self, name, seconds):
        def call():
            self.ran.append(name)
            self.now += seconds

        return call

    def flush(self):
        self.ran.append("flush")
        self.now += self.FLUSH_SECONDS

    def capture(self, calls):
        calls = list(calls)

        def replay():
            self.ran.append("graph")
            for call in calls:
                call()

        return replay

    def elapsed(self, call):
        start = self.now
        call()
        return self.now - start

    def wait(self):
        pass

    def sleep(self, seconds):
        self.ran.append("rest")
        self.now += seconds


class StopwatchTest(unittest.TestCase):
    def setUp(self):
        self.gpu = SimulatedGpu()

    def stopwatch(self, **conditions):
        return Stopwatch(
            self.gpu, Conditions(**conditions), runs=5, clock=lambda: self.gpu.now, sleep=self.gpu.sleep
        )

    def test_time_of_one_run_whatever_the_block(self):
        for seconds in (2e-6, 1e-4, 3e-2):
            kernel = self.gpu.kernel("k", seconds)
            self.assertAlmostEqual(seconds, self.stopwatch(cache="warm").seconds([kernel]), delta=1e-6 * seconds)

    def test_copies_take_turns_equally(self):
        kernels = [self.gpu.kernel("k%d" % copy, 7e-6) for copy in range(3)]
        self.stopwatch().seconds(kernels)
        last = self.gpu.ran[len(self.gpu.ran) - 1 - self.gpu.ran[::-1].index("graph") + 1 :]
        self.assertEqual(["k0", "k1", "k2"] * (len(last) // 3), last)
        self.assertLessEqual(len(last), MOST_RUNS_IN_BLOCK + 2)

    def test_a_cold_run_is_flushed_before_and_does_not_pay_for_it(self):
        kernel = self.gpu.kernel("k", 9e-6)
        self.assertAlmostEqual(9e-6, self.stopwatch(cache="cold").seconds([kernel]), delta=1e-11)
        runs = "".join(name[0] for name in self.gpu.ran[self.gpu.ran.index("graph") :])
        self.assertIn("fkfkfk", runs)
        self.assertNotIn("kk", runs)

    def test_a_cold_run_lost_in_the_noise_of_the_flush_is_no_measurement(self):
        with self.assertRaises(Unmeasurable):
            self.stopwatch(cache="cold").seconds([self.gpu.kernel("k", 0.0)])

    def test_eager_runs_are_called_one_by_one(self):
        self.stopwatch(cache="warm", timing="eager").seconds([self.gpu.kernel("k", 1e-5)])
        self.assertNotIn("graph", self.gpu.ran)

    def test_sustained_runs_come_after_the_clock_has_settled(self):
        stopwatch = self.stopwatch(cache="warm", duration="sustained")
        stopwatch.seconds([self.gpu.kernel("k", 1e-3)])
        self.assertGreater(self.gpu.now, 2.0)
        self.assertNotIn("rest", self.gpu.ran)

    def test_bursts_rest_first(self):
        self.stopwatch(cache="warm").seconds([self.gpu.kernel("k", 1e-3)])
        self.assertEqual(1, self.gpu.ran.count("rest"))

    def test_repeat_counts_its_runs(self):
        runs = self.stopwatch(cache="warm").repeat([self.gpu.kernel("k", 1e-3)], 0.5)
        self.assertAlmostEqual(500, runs, delta=2)


if __name__ == "__main__":
    unittest.main()
