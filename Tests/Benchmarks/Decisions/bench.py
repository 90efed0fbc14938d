"""Measures each stage of a decision: see `run`, which builds what is measured and starts this."""

import argparse
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
# Hash seeds are fixed, or look-ups would take another way in each run.
ENVIRONMENT = dict(os.environ, SWIFT_DETERMINISTIC_HASHING="1")
# What the same code may differ by on another processor: libraries choose their instructions by it.
TOLERANCE = 0.02


def measure(program, files):
    """Nanoseconds and allocations for one application, by program and stage."""
    output = subprocess.run([program, *files], check=True, capture_output=True, text=True, env=ENVIRONMENT).stdout
    figures = {}
    for line in output.splitlines():
        name, stage, count, nanoseconds, allocations = line.split("\t")
        figures.setdefault(name, {})[stage] = {
            "applications": int(count), "nanoseconds": float(nanoseconds), "allocations": float(allocations)}
    return figures


def count(program, files, figures):
    """Adds instructions, which valgrind counts one by one."""
    with tempfile.TemporaryDirectory() as folder:
        valgrind = ["valgrind", "-q", "--tool=callgrind", "--instr-atstart=no", f"--callgrind-out-file={folder}/out"]
        subprocess.run([*valgrind, program, *files], check=True, stdout=subprocess.DEVNULL, env=ENVIRONMENT)
        for dump in pathlib.Path(folder).glob("out.*"):
            text = dump.read_text()
            trigger = re.search(r"^desc: Trigger: Client Request: (.+)/(.+)$", text, re.M)
            if trigger:
                figure = figures[trigger[1]][trigger[2]]
                total = int(re.search(r"^(?:totals|summary): (\d+)", text, re.M)[1])
                figure["instructions"] = total / figure["applications"]


def check(figures):
    """Tells what costs more than it may; whether there is nothing."""
    good = True
    for name, stages in json.loads(THRESHOLDS.read_text()).items():
        for stage, most in stages.items():
            for kind, limit in most.items():
                value = figures[name][stage][kind]
                if value > limit * (1 + TOLERANCE):
                    print(f"{name}, {stage}: {value:,.1f} {kind}, {limit:,.1f} are allowed", file=sys.stderr)
                    good = False
    return good


def table(figures):
    """The figures for people."""
    for name, stages in figures.items():
        print(f"\n{name} ({stages['whole']['applications']} applications)\n")
        print("| stage | ns | instructions | allocations |\n| --- | ---: | ---: | ---: |")
        for stage, figure in stages.items():
            print(f"| {stage} | {figure['nanoseconds']:,.0f} | {figure['instructions']:,.0f} "
                  f"| {figure['allocations']:,.1f} |")


def main():
    parser = argparse.ArgumentParser(prog="Tests/Benchmarks/Decisions/run", description=__doc__)
    parser.add_argument("program", help=argparse.SUPPRESS)
    parser.add_argument("files", nargs="*", help="files of cases; default: the acceptance cases of every program")
    parser.add_argument("--json", metavar="FILE", help="writes the figures there")
    parser.add_argument("--check", action="store_true",
                        help="fails if instructions or allocations are more than thresholds.json allows")
    parser.add_argument("--accept", action="store_true", help="writes what was measured into thresholds.json")
    options = parser.parse_args()
    files = options.files or sorted(str(file) for file in CASES.glob("*.jsonl"))
    figures = measure(options.program, files)
    count(options.program, files, figures)
    table(figures)
    if options.json:
        pathlib.Path(options.json).write_text(json.dumps(figures, indent=2) + "\n")
    if options.accept:
        kinds = ("instructions", "allocations")
        THRESHOLDS.write_text(json.dumps(
            {name: {stage: {kind: round(figure[kind], 1) for kind in kinds} for stage, figure in stages.items()}
             for name, stages in figures.items()}, indent=2) + "\n")
    if options.check and not check(figures):
        sys.exit(1)


main()
