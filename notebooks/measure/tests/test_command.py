import contextlib
import io
import json
import os
import shutil
import subprocess
import tempfile
import unittest

from measure import command
from measure.conditions import Conditions
from measure.families import FAMILIES
from measure.gpu import imported
from measure.table import Table

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__)))))
JAR = os.path.join(ROOT, "simulator", "target", "ridgepoint.jar")


def run(*arguments):
    out, err = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        code = command.main(list(arguments))
    return code, out.getvalue(), err.getvalue()


class CommandTest(unittest.TestCase):
    def test_a_dry_run_lists_shapes_without_a_gpu(self):
        code, out, err = run("--dry-run", "--quick", "--families", "gemm,moe")
        self.assertEqual((0, ""), (code, err))
        self.assertIn("gemm: 15 shapes\n  bfloat16 m=1 n=6144 k=4096\n", out)
        self.assertNotIn("elementwise", out)

    def test_mistakes_are_one_line(self):
        for arguments, words in (
            (("--families", "gem", "--dry-run"), "'gem' is not one of gemm, "),
            (("--quick",), "--out is missing"),
            (("--runs", "0", "--dry-run"), "at least 1"),
            (("--quick", "--shapes", "x.csv", "--dry-run"), "give one"),
            (("--shapes", "/no/such.csv", "--dry-run"), "--shapes /no/such.csv: "),
        ):
            code, _, err = run(*arguments)
            self.assertEqual(2, code)
            self.assertIn(words, err)
            self.assertEqual(1, err.count("\n"), err)

    @unittest.skipIf(
        imported("torch") is not None, "PyTorch is here and may find a GPU"
    )
    def test_without_pytorch_it_says_so(self):
        with tempfile.TemporaryDirectory() as folder:
            code, _, err = run("--out", os.path.join(folder, "out"))
            self.assertEqual(2, code)
            self.assertIn("PyTorch is not installed", err)
            self.assertEqual([], os.listdir(folder))


class StubGpu:
    """Stands where a GPU is, for what happens around one."""

    name = "NVIDIA H200"
    version = "2.9.0"
    flash_attention = None
    triton = None

    def facts(self):
        return {"name": self.name}

    def wait(self):
        pass

    def release(self):
        pass


class StubBoard:
    def facts(self):
        return {"driver": "570.1"}

    def clock_mhz(self):
        return "1980"


class RunTest(unittest.TestCase):
    """What is written, with a family that 'measures' stated times."""

    class Stated:
        name = "gemm"
        shape = ("dtype", "m", "n", "k")
        texts = {"dtype": ("bfloat16",)}
        fields = ()
        results = ("latency_s",)
        across_gpus = True
        asked = 0

        def conditions(self, conditions, shape):
            return conditions

        def software(self, gpu, shape):
            return command.FAMILIES[0].software(gpu, shape)

        def seconds(self, gpu, shape, runs):
            self.asked += 1
            if shape["m"] == 3:
                raise RuntimeError("no kernel for that\nand a stack trace")
            return shape["m"] * 1e-6

    def test_rows_resume_and_reasons(self):
        family = self.Stated()
        own = [dict(dtype="bfloat16", m=m, n=64, k=64) for m in (1, 2, 3)]
        with tempfile.TemporaryDirectory() as folder:
            options = command.parser().parse_args(["--out", folder])
            for expected in (3, 4):
                said = io.StringIO()
                command.Run(options, StubGpu(), StubBoard(), said).measure([(family, own)])
                self.assertEqual(expected, family.asked)
                self.assertIn("1 left out: no kernel for that\n", said.getvalue())
            with open(os.path.join(folder, "gemm.csv"), encoding="utf-8") as file:
                self.assertEqual(
                    "gpu,backend,version,source,dtype,m,n,k,latency_s,sm_clock_mhz,"
                    "cache,weight_copies,timing,duration\n"
                    "h200_sxm,pytorch,2.9.0,ridgepoint,bfloat16,1,64,64,1e-06,1980,rotating,5,graph,burst\n"
                    "h200_sxm,pytorch,2.9.0,ridgepoint,bfloat16,2,64,64,2e-06,1980,rotating,5,graph,burst\n",
                    file.read(),
                )
            with open(os.path.join(folder, "conditions.yaml"), encoding="utf-8") as file:
                text = file.read()
            self.assertEqual(2, text.count("\n  - date: "))
            self.assertIn('      driver: "570.1"\n', text)


@unittest.skipUnless(os.path.exists(JAR) and shutil.which("java"), "the program is not built: mvn package makes it")
class ReaderTest(unittest.TestCase):
    """Files with times that this test makes up, only to see that the reader takes them."""

    def test_validate_predicts_every_row_of_every_family(self):
        with tempfile.TemporaryDirectory() as folder:
            rows = 0
            for family in FAMILIES:
                path = os.path.join(folder, family.name + ".csv")
                table = Table(path, command.columns(family), command.not_identity(family))
                for shape in family.shapes(True):
                    for asked in (Conditions(), Conditions("cold"), Conditions("warm", duration="sustained")):
                        row = dict(shape, gpu="h200_sxm", backend="pytorch", version="2.9.0", source="ridgepoint")
                        row.update(family.conditions(asked, shape).fields())
                        row.update({column: "" for column in family.fields})
                        row.update({column: "0.001" for column in family.results})
                        row.update({column: "ok" for column in family.results if column == "flag"})
                        row.update({column: "1" for column in family.results if column == "settled"})
                        row[command.CLOCK] = "1980"
                        if not table.has(row):
                            table.append(row)
                rows += len(table)
            answer = subprocess.run(
                ["java", "-jar", JAR, "validate", "--measurements", folder, "--format", "json"],
                capture_output=True,
                text=True,
                check=False,
            )
            self.assertEqual("", answer.stderr.split("validate")[0].strip())
            self.assertEqual(0, answer.returncode, answer.stderr)
            told = json.loads(answer.stdout)
            self.assertEqual([], told["skipped"])
            self.assertGreater(rows, 100)
            scored = {}
            for each in told["results"]:
                scored[each["family"]] = max(scored.get(each["family"], 0), each["scored"])
            self.assertEqual({family.name for family in FAMILIES}, set(scored))
            self.assertEqual(rows, sum(scored.values()))


if __name__ == "__main__":
    unittest.main()
