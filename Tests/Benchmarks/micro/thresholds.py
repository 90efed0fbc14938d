"""What a step may cost: instructions and allocations, which the same code gives in the same number however busy the machine
is."""

import json
import pathlib
import sys

THRESHOLDS = pathlib.Path(__file__).resolve().parent / "thresholds.json"
KINDS = ("instructions", "allocations")
# What the same code may differ by on another processor, whose libraries choose other instructions, and what a change
# may cost that was made for another reason. An allocation is a whole one: half of one is more than rounding.
MARGIN = {"instructions": (0.05, 500), "allocations": (0.05, 0.5)}


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
    limits = {name: {stage: {kind: round(figure[kind], 1) for kind in KINDS if kind in figure}
                     for stage, figure in stages.items()} for name, stages in figures.items()}
    THRESHOLDS.write_text(json.dumps(limits, indent=2) + "\n")
