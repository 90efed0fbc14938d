"""The stages of a decision: nanoseconds, instructions and allocations of one application, the mean over the acceptance
cases of a program. Instructions are counted by valgrind, and allocations by the program itself."""

import pathlib
import subprocess

from micro import callgrind

CASES = pathlib.Path(__file__).resolve().parents[2] / "Cases"


def measure(program):
    """Figures by program and stage."""
    files = sorted(str(file) for file in CASES.glob("*.jsonl"))
    output = subprocess.run([program, "decisions", *files], check=True, capture_output=True, text=True,
                            env=callgrind.ENVIRONMENT).stdout
    figures = {}
    for line in output.splitlines():
        name, stage, count, nanoseconds, allocations = line.split("\t")
        figures.setdefault(name, {})[stage] = {
            "applications": int(count), "nanoseconds": float(nanoseconds), "allocations": float(allocations)}
    for name, instructions in callgrind.count(program, "decisions", *files).items():
        figure = figures[name.split("/")[0]][name.split("/")[1]]
        figure["instructions"] = instructions / figure["applications"]
    return figures


def table(figures):
    """The figures for people."""
    for name, stages in figures.items():
        yield f"\n{name} ({stages['whole']['applications']} applications)\n"
        yield "| stage | ns | instructions | allocations |\n| --- | ---: | ---: | ---: |"
        for stage, figure in stages.items():
            yield (f"| {stage} | {figure['nanoseconds']:,.0f} | {figure['instructions']:,.0f} "
                   f"| {figure['allocations']:,.1f} |")
