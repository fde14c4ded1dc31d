"""A CSV file that grows row by row and knows what it has already."""

import csv
import os

from measure.failure import Failure


class Table:
    """
    columns: all, in the order of the file.
    results: those that a measurement fills in; the others tell one row from another.
    """

    def __init__(self, path, columns, results):
        self.path = path
        self.columns = list(columns)
        self.identity = [name for name in self.columns if name not in results]
        self._seen = set()
        if os.path.exists(path) and os.path.getsize(path) > 0:
            self._read()
        else:
            with open(path, "w", newline="", encoding="utf-8") as file:
                csv.writer(file, lineterminator="\n").writerow(self.columns)

    def _read(self):
        with open(self.path, newline="", encoding="utf-8") as file:
            lines = csv.reader(file)
            found = next(lines)
            if found != self.columns:
                raise Failure(
                    "%s:1: its columns are %s; this program writes %s. Give another --out"
                    % (self.path, ",".join(found), ",".join(self.columns))
                )
            for fields in lines:
                if len(fields) != len(self.columns):
                    raise Failure(
                        "%s:%d: %d fields under %d columns; the run before was cut off here: delete the line"
                        % (self.path, lines.line_num, len(fields), len(self.columns))
                    )
                self._seen.add(self._key(dict(zip(self.columns, fields))))

    def _key(self, row):
        return tuple(str(row[name]) for name in self.identity)

    def has(self, row):
        """Whether there is a row of that shape under these conditions."""
        return self._key(row) in self._seen

    def append(self, row):
        """Writes a row at once, so that what was measured survives whatever comes."""
        missing = [name for name in self.columns if name not in row]
        if missing:
            raise ValueError("no value for " + ", ".join(missing))
        with open(self.path, "a", newline="", encoding="utf-8") as file:
            csv.writer(file, lineterminator="\n").writerow([row[name] for name in self.columns])
        self._seen.add(self._key(row))

    def __len__(self):
        return len(self._seen)
