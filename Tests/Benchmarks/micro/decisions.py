"""The stages of a decision: nanoseconds, instructions and allocations of one application, the mean over the acceptance
cases of a program. Instructions are counted one by one, by valgrind, and allocations by the program itself: the same
code gives the same figures, however busy the machine is. So these two have thresholds."""

import json
import os
import pathlib
import re
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
CASES = HERE.parent.parent / "Cases"
THRESHOLDS = HERE / "thresholds.json"
KINDS = ("instructions", "allocations")
# Hash seeds are fixed, or look-ups would take another way in each run.
ENVIRONMENT = dict(os.environ, SWIFT_DETERMINISTIC_HASHING="1")
# What the same code may differ by on another processor, whose libraries choose other instructions, and what a change
# may cost that was made for another reason. An allocation is a whole one: half of one is more than rounding.
MARGIN = {"instructions": (0.05, 500), "allocations": (0.05, 0.5)}


def measure(program):
    """Figures by program and stage."""
    files = sorted(str(file) for file in CASES.glob("*.jsonl"))
    output = subprocess.run([program, "decisions", *files], check=True, capture_output=True, text=True,
                            env=ENVIRONMENT).stdout
    figures = {}
    for line in output.splitlines():
        name, stage, count, nanoseconds, allocations = line.split("\t")
        figures.setdefault(name, {})[stage] = {
            "applications": int(count), "nanoseconds": float(nanoseconds), "allocations": float(allocations)}
    _count(program, files, figures)
    return figures


def _count(program, files, figures):
    """Adds instructions."""
    with tempfile.TemporaryDirectory() as folder:
        # valgrind stumbles over the debug information that Swift writes.
        bare = f"{folder}/program"
        subprocess.run(["strip", "--strip-debug", "-o", bare, program], check=True)
        valgrind = ["valgrind", "-q", "--tool=callgrind", "--instr-atstart=no", f"--callgrind-out-file={folder}/out"]
        subprocess.run([*valgrind, bare, "decisions", *files], check=True, stdout=subprocess.DEVNULL, env=ENVIRONMENT)
        for dump in pathlib.Path(folder).glob("out.*"):
            text = dump.read_text()
            trigger = re.search(r"^desc: Trigger: Client Request: (.+)/(.+)$", text, re.M)
            if trigger:
                figure = figures[trigger[1]][trigger[2]]
                total = int(re.search(r"^(?:totals|summary): (\d+)", text, re.M)[1])
                figure["instructions"] = total / figure["applications"]


def check(figures):
    """Tells what costs more than it may; how much was compared, and how much of it is good."""
    compared = good = 0
    for name, stages in json.loads(THRESHOLDS.read_text()).items():
        for stage, most in stages.items():
            for kind, limit in most.items():
                compared += 1
                value, (share, least) = figures[name][stage][kind], MARGIN[kind]
                if value <= limit + max(limit * share, least):
                    good += 1
                else:
                    print(f"{name}, {stage}: {value:,.1f} {kind}, {limit:,.1f} and {share:.0%} more are allowed",
                          file=sys.stderr)
    return compared, good


def update(figures):
    """What was measured is what is allowed from now on."""
    THRESHOLDS.write_text(json.dumps(
        {name: {stage: {kind: round(figure[kind], 1) for kind in KINDS} for stage, figure in stages.items()}
         for name, stages in figures.items()}, indent=2) + "\n")


def table(figures):
    """The figures for people."""
    for name, stages in figures.items():
        yield f"\n{name} ({stages['whole']['applications']} applications)\n"
        yield "| stage | ns | instructions | allocations |\n| --- | ---: | ---: | ---: |"
        for stage, figure in stages.items():
            yield (f"| {stage} | {figure['nanoseconds']:,.0f} | {figure['instructions']:,.0f} "
                   f"| {figure['allocations']:,.1f} |")
