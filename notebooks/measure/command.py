"""The command line, and the loop over families and shapes."""

import argparse
import datetime
import os
import sys

from measure import session, shapes
from measure.conditions import CACHES, DURATIONS, TIMINGS, Conditions
from measure.failure import Failure, Unmeasurable
from measure.families import FAMILIES
from measure.gpu import Gpu, label
from measure.power import Board, PowerMeter
from measure.stopwatch import Stopwatch
from measure.table import Table

SOURCE = "ridgepoint"
MACHINE = ("gpu", "backend", "version", "source")
CLOCK = "sm_clock_mhz"


def columns(family):
    """Of the family's file."""
    return MACHINE + family.shape + family.fields + family.results + (CLOCK,) + Conditions.COLUMNS


def not_identity(family):
    """Columns that measuring again would change."""
    return family.results + family.fields + (CLOCK,)


def parser():
    names = ", ".join(family.name for family in FAMILIES)
    options = argparse.ArgumentParser(
        prog="notebooks/measure/run",
        description="Measures kernels of this machine's GPU and writes files that 'ridgepoint validate' reads.",
        epilog="Run it again to go on: rows that are there already are not measured again.",
    )
    add = options.add_argument
    add("--out", metavar="DIR", help="directory of the files; made when it is not there")
    add("--families", metavar="NAMES", help="only these, with commas between: " + names)
    add("--shapes", metavar="FILE.csv", help="measure the shapes of this file instead of the usual ones")
    add("--quick", action="store_true", help="few shapes, in a minute or two: a look whether all is well")
    add("--dry-run", action="store_true", help="list the shapes and stop; needs no GPU")
    add("--gpu", metavar="LABEL", help="how the rows name the GPU: an id of 'ridgepoint devices'; found out otherwise")
    add("--cache", choices=CACHES, default="rotating", help="what the L2 cache holds when a run starts (default rotating)")
    add("--weight-copies", type=int, default=5, metavar="N", help="how many take turns, with rotating (default 5)")
    add("--timing", choices=TIMINGS, default="graph", help="replayed in a CUDA graph (default) or called by the host")
    add("--duration", choices=DURATIONS, default="burst", help="before the power limit acts (default) or after")
    add("--runs", type=int, default=7, metavar="N", help="blocks of runs that are timed; the median counts (default 7)")
    return options


def chosen(names):
    """Families by name, in the usual order; all when none are named."""
    if names is None:
        return FAMILIES
    by_name = {family.name: family for family in FAMILIES}
    wanted = [name.strip() for name in names.split(",")]
    for name in wanted:
        if name not in by_name:
            raise Failure("--families %s: '%s' is not one of %s" % (names, name, ", ".join(by_name)))
    return tuple(family for family in FAMILIES if family.name in wanted)


def plan(options):
    """Families with their shapes."""
    families = chosen(options.families)
    if options.shapes is None:
        return [(family, family.shapes(options.quick)) for family in families]
    if options.quick:
        raise Failure("--quick and --shapes both choose the shapes; give one")
    own = shapes.read(options.shapes, families)
    return [(family, own[family.name]) for family in families if family.name in own]


def list_shapes(planned):
    for family, own in planned:
        print("%s: %d shapes" % (family.name, len(own)))
        for shape in own:
            print("  " + shapes.words(family, shape))


class Run:
    """One run of the program on a GPU."""

    def __init__(self, options, gpu, board, out=sys.stderr):
        self._options = options
        self._gpu = gpu
        self._board = board
        self._out = out
        self._asked = Conditions(options.cache, options.weight_copies, options.timing, options.duration)
        self._label = options.gpu or label(gpu.name)
        if self._label is None:
            raise Failure(
                "the GPU '%s' has no description here: give --gpu ID, its id or that of your own description" % gpu.name
            )

    def measure(self, planned):
        os.makedirs(self._options.out, exist_ok=True)
        session.append(self._options.out, self._facts())
        for family, own in planned:
            self._measure(family, own)

    def _facts(self):
        return {
            "date": datetime.datetime.now(datetime.timezone.utc).isoformat(timespec="seconds"),
            "label": self._label,
            "options": {
                "cache": self._asked.cache,
                "weight_copies": self._asked.weight_copies,
                "timing": self._asked.timing,
                "duration": self._asked.duration,
                "runs": self._options.runs,
            },
            "gpu": self._gpu.facts(),
            "board": self._board.facts(),
        }

    def _measure(self, family, own):
        path = os.path.join(self._options.out, family.name + ".csv")
        table = Table(path, columns(family), not_identity(family))
        before = len(table)
        reasons = {}
        for number, shape in enumerate(own, 1):
            try:
                self._row(family, shape, table, "%s %d/%d" % (family.name, number, len(own)))
            except Unmeasurable as reason:
                reasons[str(reason)] = reasons.get(str(reason), 0) + 1
            except (RuntimeError, NotImplementedError) as error:
                # PyTorch's word for shapes that a kernel does not take, and for memory it does not have.
                self._gpu.wait()
                text = (str(error).strip() or type(error).__name__).splitlines()[0]
                reasons[text] = reasons.get(text, 0) + 1
        self._say("%s: %d rows, %d of them new" % (path, len(table), len(table) - before))
        for reason, count in reasons.items():
            self._say("  %d left out: %s" % (count, reason))

    def _row(self, family, shape, table, progress):
        conditions = family.conditions(self._asked, shape)
        software = family.software(self._gpu, shape)
        row = dict(shape, gpu=self._label, backend=software.backend, version=software.version, source=SOURCE)
        row.update(conditions.fields())
        if table.has(row):
            return
        stopwatch = Stopwatch(self._gpu, conditions, self._options.runs)
        try:
            if getattr(family, "across_gpus", False):
                fields, results = {}, {"latency_s": family.seconds(self._gpu, shape, self._options.runs)}
            else:
                kernel = family.prepare(self._gpu, shape, conditions)
                fields = kernel.fields
                if getattr(family, "of_board", False):
                    results = family.results_of(stopwatch, PowerMeter(self._board), self._board, kernel)
                else:
                    results = {"latency_s": stopwatch.seconds(kernel.calls)}
        finally:
            kernel = None
            self._gpu.release()
        if "flag" in family.results:
            results["flag"] = "ok"
        results = {name: "%.5g" % value if isinstance(value, float) else value for name, value in results.items()}
        table.append(dict(row, **fields, **results, **{CLOCK: self._board.clock_mhz()}))
        self._say("%s: %s: %s s" % (progress, shapes.words(family, shape), results["latency_s"]))

    def _say(self, line):
        print(line, file=self._out, flush=True)


def main(arguments):
    """Returns the exit code."""
    options = parser().parse_args(arguments)
    try:
        if options.runs < 1:
            raise Failure("--runs %d: at least 1 is needed" % options.runs)
        planned = plan(options)
        if options.dry_run:
            list_shapes(planned)
            return 0
        if options.out is None:
            raise Failure("--out is missing: a directory for the files")
        gpu = Gpu()
        Run(options, gpu, Board(gpu.uuid)).measure(planned)
        return 0
    except Failure as failure:
        print("measure: %s" % failure, file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        print("measure: stopped; run it again to go on", file=sys.stderr)
        return 130
