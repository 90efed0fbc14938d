"""The table of fault scenarios: what was done to each, and what came of it."""

import json
import os
import re

ROWS = []
COLUMNS = ["scenario", "ledger", "what was done", "applications", "lost", "doubled", "overrun", "copies", "seconds"]


def plain(text):
    """Words joined by hyphens."""
    return re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-")


def name(test):
    """A scenario's name: its test's, without the kind of ledger; a module's for tests that look at one thing together."""
    if "after_the_storm" in getattr(test, "fixturenames", []) or test.name.endswith(".py"):
        return plain(test.name if test.name.endswith(".py") else test.module.__name__).removesuffix("-py").removeprefix(
            "tests-endtoend-").removeprefix("test-faults-")
    words = plain(test.name).removeprefix("test-")
    for kind in ("sqlite", "postgres"):
        # The parameter, not a word of the name.
        function, _, parameters = test.name.partition("[")
        parameters = [part for part in parameters.rstrip("]").split("-") if part != kind]
        if f"-{kind}" in words and kind in test.name.partition("[")[2]:
            words = plain(function.removeprefix("test_") + " " + " ".join(parameters))
    return words


def add(test, ledger, row, failed=None):
    """Notes what became of a test, or of all of a module."""
    ROWS.append({"scenario": name(test), "ledger": ledger, "what was done": row.get("done", "not finished"),
                 "applications": row.get("applications"), "lost": row.get("lost"), "doubled": row.get("doubled"),
                 "overrun": row.get("overrun"), "copies": row.get("copies"), "seconds": row.get("seconds"),
                 "failed": getattr(test, "failed", True) if failed is None else failed})


def lines():
    """The table as text. Copies are events that were told more than once, which consumers know by their ids;
    seconds are those from the end of the fault until the next decision."""
    shown = [COLUMNS]
    for row in ROWS:
        cells = ["-" if row[name] is None else str(row[name]) for name in COLUMNS]
        shown.append([*cells, "FAILED"] if row["failed"] else cells)
    widths = [max(len(row[i]) for row in shown) for i in range(len(COLUMNS))]
    for row in shown:
        cells = [cell.ljust(width) if i < 3 else cell.rjust(width) for i, (cell, width) in enumerate(zip(row, widths))]
        yield "  ".join(cells + row[len(COLUMNS):])


def write():
    """As JSON, where REBATED_TEST_TABLE says."""
    path = os.environ.get("REBATED_TEST_TABLE")
    if path:
        with open(path, "w") as file:
            json.dump(ROWS, file, indent=1)
