import os
import tempfile
import unittest

from measure import shapes
from measure.failure import Failure
from measure.families import FAMILIES


class ShapesTest(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.addCleanup(self.folder.cleanup)

    def read(self, text, name="mine.csv"):
        path = os.path.join(self.folder.name, name)
        with open(path, "w", encoding="utf-8") as file:
            file.write(text)
        return shapes.read(path, FAMILIES)

    def test_each_line_names_its_family(self):
        own = self.read("family,m,n,k,tokens,op,width\ngemm,1,2,3,,,\nelementwise,,,,4,silu,5\n")
        self.assertEqual([{"dtype": "bfloat16", "m": 1, "n": 2, "k": 3}], own["gemm"])
        self.assertEqual([{"op": "silu", "dtype": "bfloat16", "tokens": 4, "width": 5}], own["elementwise"])

    def test_shapes_of_a_measurement_file_once_each(self):
        own = self.read(
            "gpu,backend,version,source,dtype,m,n,k,latency_s,flag\n"
            "h200_sxm,trtllm,1,aic,fp8,8,16,32,1e-6,ok\n"
            "h200_sxm,vllm,1,aic,fp8,8,16,32,1e-6,ok\n",
            "gemm.csv",
        )
        self.assertEqual({"gemm": [{"dtype": "fp8", "m": 8, "n": 16, "k": 32}]}, own)

    def test_mistakes_are_named_with_their_line(self):
        for text, words in (
            ("m,n,k\n1,2,3\n", ":1: there is no column 'family'"),
            ("family,m,n\ngemm,1,2\n", ":2: column 'k' is missing"),
            ("family,m,n,k\ngemm,1,2,x\n", ":2: column 'k' is 'x'; it has to be a whole number"),
            ("family,m,n,k\ngemm,1,2,-3\n", ":2: column 'k' is '-3'; it has to be at least 0"),
            ("family,m,n,k\ngemn,1,2,3\n", ":2: family 'gemn' is not one of"),
            ("family,m,n,k,dtype\ngemm,1,2,3,fp6\n", ":2: column 'dtype' is 'fp6'; measured are"),
        ):
            with self.subTest(text):
                with self.assertRaises(Failure) as failure:
                    self.read(text)
                self.assertIn(words, str(failure.exception))

    def test_a_file_that_is_not_there(self):
        with self.assertRaises(Failure):
            shapes.read(os.path.join(self.folder.name, "none.csv"), FAMILIES)

    def test_usual_shapes_have_all_columns_and_none_twice(self):
        for family in FAMILIES:
            for quick in (True, False):
                own = family.shapes(quick)
                self.assertTrue(own, family.name)
                lines = set()
                for shape in own:
                    self.assertEqual(set(family.shape), set(shape), family.name)
                    lines.add(shapes.words(family, shape))
                    for column, allowed in family.texts.items():
                        self.assertIn(shape[column], allowed or ("",))
                self.assertEqual(len(own), len(lines), family.name)
            self.assertLess(len(family.shapes(True)), len(family.shapes(False)))


if __name__ == "__main__":
    unittest.main()
