import os
import tempfile
import unittest

from measure.failure import Failure
from measure.table import Table

COLUMNS = ("gpu", "m", "latency_s")
RESULTS = ("latency_s",)


class TableTest(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.addCleanup(self.folder.cleanup)
        self.path = os.path.join(self.folder.name, "gemm.csv")

    def table(self):
        return Table(self.path, COLUMNS, RESULTS)

    def text(self):
        with open(self.path, encoding="utf-8") as file:
            return file.read()

    def test_rows_are_there_at_once(self):
        self.table().append({"gpu": "h200_sxm", "m": 16, "latency_s": "1e-06"})
        self.assertEqual("gpu,m,latency_s\nh200_sxm,16,1e-06\n", self.text())

    def test_a_second_run_knows_the_rows_of_the_first(self):
        self.table().append({"gpu": "h200_sxm", "m": 16, "latency_s": "1e-06"})
        again = self.table()
        self.assertTrue(again.has({"gpu": "h200_sxm", "m": 16}))
        self.assertFalse(again.has({"gpu": "h200_sxm", "m": 32}))
        self.assertFalse(again.has({"gpu": "h100_sxm", "m": 16}))
        again.append({"gpu": "h200_sxm", "m": 32, "latency_s": "2e-06"})
        self.assertEqual(2, len(again))
        self.assertEqual(3, self.text().count("\n"))

    def test_a_file_of_other_columns_is_left_alone(self):
        with open(self.path, "w", encoding="utf-8") as file:
            file.write("gpu,n\n")
        with self.assertRaises(Failure) as failure:
            self.table()
        self.assertIn(self.path + ":1: ", str(failure.exception))
        self.assertEqual("gpu,n\n", self.text())

    def test_a_line_cut_off_is_named(self):
        with open(self.path, "w", encoding="utf-8") as file:
            file.write("gpu,m,latency_s\nh200_sxm,16,1e-6\nh200_sxm,3")
        with self.assertRaises(Failure) as failure:
            self.table()
        self.assertIn(self.path + ":3: ", str(failure.exception))

    def test_no_row_without_a_value(self):
        with self.assertRaises(ValueError):
            self.table().append({"gpu": "h200_sxm", "m": 16})


if __name__ == "__main__":
    unittest.main()
