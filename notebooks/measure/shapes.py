"""Shapes to measure, from a file of the user's."""

import csv
import os

from measure.failure import Failure


def read(path, families):
    """
    Shapes by family. The file is CSV with the columns of the families' shapes; a column `family` says
    whose each line is. Without that column the file's name does, as in gemm.csv, so that the
    shapes of any file of measurements can be measured again.
    """
    by_name = {family.name: family for family in families}
    stem = os.path.splitext(os.path.basename(path))[0]
    shapes = {}
    try:
        with open(path, newline="", encoding="utf-8") as file:
            lines = csv.DictReader(file)
            columns = lines.fieldnames or []
            if "family" not in columns and stem not in by_name:
                raise Failure(
                    "%s:1: there is no column 'family', and the file is not named after one (%s)"
                    % (path, ", ".join(sorted(by_name)))
                )
            for line in lines:
                name = (line.get("family") or stem).strip()
                where = "%s:%d" % (path, lines.line_num)
                if name not in by_name:
                    raise Failure("%s: family '%s' is not one of %s" % (where, name, ", ".join(sorted(by_name))))
                shape = _shape(by_name[name], line, where)
                known = shapes.setdefault(name, [])
                if shape not in known:
                    known.append(shape)
    except OSError as error:
        raise Failure("--shapes %s: %s" % (path, error.strerror)) from error
    except UnicodeDecodeError as error:
        raise Failure("--shapes %s: it is not UTF-8 text" % path) from error
    return shapes


def _shape(family, line, where):
    shape = {}
    for column in family.shape:
        text = (line.get(column) or "").strip()
        if not text:
            if column not in family.usual:
                raise Failure("%s: column '%s' is missing or empty" % (where, column))
            shape[column] = family.usual[column]
        elif column in family.texts:
            allowed = family.texts[column]
            if text not in allowed:
                raise Failure("%s: column '%s' is '%s'; measured are %s" % (where, column, text, ", ".join(allowed)))
            shape[column] = text
        else:
            shape[column] = _whole(text, column, where)
    return shape


def _whole(text, column, where):
    try:
        number = int(text)
    except ValueError:
        raise Failure("%s: column '%s' is '%s'; it has to be a whole number" % (where, column, text)) from None
    if number < 0:
        raise Failure("%s: column '%s' is '%s'; it has to be at least 0" % (where, column, text))
    return number


def words(family, shape):
    """A shape on one line."""
    return " ".join(
        str(shape[column]) if column in family.texts else "%s=%s" % (column, shape[column])
        for column in family.shape
    )
