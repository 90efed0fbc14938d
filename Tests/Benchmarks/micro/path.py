"""The way of an application from its message to a commit in SQLite: instructions of all that comes before the ledger, and
of a commit for each size of a batch."""

import pathlib
import tempfile

from common.messages import NUMBER, OTHER, template
from micro import callgrind

# Batches of so many, and how many are measured behind the first, which makes what is made once.
SIZES = {1: 64, 16: 8, 256: 2}


def measure(program):
    """Instructions of one application, by step."""
    steps, text = {}, template(3_072)
    with tempfile.TemporaryDirectory() as folder:
        messages = pathlib.Path(folder) / "messages"
        for size, batches in SIZES.items():
            count = size * batches
            messages.write_text("".join(
                text.replace(NUMBER, f"{n:07d}").replace(OTHER, f"{n:07d}") + "\n" for n in range(count + size)))
            found = callgrind.count(program, "path", f"{folder}/{size}.sqlite", str(messages), str(size))
            # Deciding costs the same in a batch of any size: the largest has the least of what is around it.
            steps["decide"] = {"instructions": found["path/decide"] / count}
            steps[f"commit of {size}"] = {"instructions": found["path/commit"] / count}
    return steps


def table(steps):
    """The figures for people."""
    yield "\nfrom the message to the commit\n"
    yield "| step | instructions |\n| --- | ---: |"
    for step, figure in steps.items():
        yield f"| {step} | {figure['instructions']:,.0f} |"
