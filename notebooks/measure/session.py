"""conditions.yaml: what was true of machine and software while rows were measured, one entry a run."""

import json
import os


def entry(facts):
    """A list item of YAML; texts are quoted as in JSON, which YAML reads."""
    lines = []
    for name, value in facts.items():
        if isinstance(value, dict):
            lines.append("%s:" % name)
            lines += ["  %s: %s" % (key, json.dumps(each)) for key, each in value.items()]
        else:
            lines.append("%s: %s" % (name, json.dumps(value)))
    return "".join(("  - " if i == 0 else "    ") + line + "\n" for i, line in enumerate(lines))


def append(directory, facts):
    """Adds an entry to the directory's conditions.yaml."""
    path = os.path.join(directory, "conditions.yaml")
    new = not os.path.exists(path)
    with open(path, "a", encoding="utf-8") as file:
        if new:
            file.write("# How the rows beside this file were measured: one entry for each run of notebooks/measure.\n")
            file.write("schema: ridgepoint.measured-conditions/1\nsessions:\n")
        file.write(entry(facts))
