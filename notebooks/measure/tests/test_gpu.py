import unittest

from measure.gpu import label
from measure.power import QUERY, PowerMeter, parse


class LabelTest(unittest.TestCase):
    def test_names_that_drivers_give(self):
        for name, expected in (
            ("NVIDIA H100 80GB HBM3", "h100_sxm"),
            ("NVIDIA H100 PCIe", "h100-pcie"),
            ("NVIDIA H200", "h200_sxm"),
            ("NVIDIA A100-SXM4-80GB", "a100_sxm"),
            ("NVIDIA L40S", "l40s"),
            ("NVIDIA L4", "l4"),
            ("NVIDIA B200", "b200_sxm"),
            ("NVIDIA GB200", "gb200"),
            ("NVIDIA GeForce RTX 4090", "rtx4090"),
            ("NVIDIA RTX PRO 6000 Blackwell Server Edition", "rtx_pro_6000_server"),
            ("Tesla T4", "t4"),
            ("AMD Instinct MI300X", "mi300x"),
        ):
            self.assertEqual(expected, label(name), name)

    def test_other_gpus_of_a_similar_name_are_not_taken_for_one(self):
        for name in (
            "NVIDIA H200 NVL",
            "NVIDIA GeForce RTX 4090 D",
            "NVIDIA GeForce RTX 4090 Laptop GPU",
            "NVIDIA L40",
            "NVIDIA A40-48Q",
            "NVIDIA H100 80GB HBM3 MIG 1g.10gb",
            "NVIDIA RTX PRO 6000 Blackwell Max-Q Workstation Edition",
        ):
            self.assertIsNone(label(name), name)


class CountingBoard:
    """A board with an energy counter at 300 W."""

    def __init__(self):
        self.now = 10.0

    def joules(self):
        return 300 * self.now


class SampledBoard:
    def joules(self):
        return None

    def watts(self):
        return 250.0


class PowerTest(unittest.TestCase):
    def test_mean_power_is_energy_over_time(self):
        board = CountingBoard()
        meter = PowerMeter(board, clock=lambda: board.now)
        with meter:
            board.now += 2
        self.assertAlmostEqual(300, meter.watts)

    def test_samples_where_no_energy_is_counted(self):
        import time

        meter = PowerMeter(SampledBoard(), period_seconds=0.001)
        with meter:
            time.sleep(0.05)
        self.assertEqual(250, meter.watts)

    def test_what_a_board_does_not_tell_is_left_out(self):
        names = list(QUERY)[:3]
        self.assertEqual(
            {"driver": "570.1", "power_limit_w": "700.00 W"}, parse("570.1, 700.00 W, [N/A]", names)
        )


if __name__ == "__main__":
    unittest.main()
