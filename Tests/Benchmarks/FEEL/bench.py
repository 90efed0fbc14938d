"""Measures the rule language beside zen-engine, in turn, and prints the medians of all rounds.

Both have their expressions compiled once. The facts of the rule language are bound to the frame; zen-engine is given
the facts that the expression needs, and nothing else, with each call, since it has no other
way. It has no dates in its facts: it reads them from text each time.
"""

import json
import math
import pathlib
import statistics
import subprocess
import sys
import time

import zen

HERE = pathlib.Path(__file__).parent
SLICE = 0.025
FACTS = {
    "units": [
        {"listed": True, "type": "ducted", "capacity": 17400, "hspf2": 9.2},
        {"listed": True, "type": "ductless", "capacity": 23800, "hspf2": 8.8},
        {"listed": True, "type": "ducted", "capacity": 11600, "hspf2": 10.5},
    ],
    "heating_capacity": 52800, "design_load": 51500, "cost": 13849.25, "fuel": "oil", "audit_on": "2023-11-30",
    "completed_on": "2025-04-12", "zone": "5A", "income": 79400, "median_income": 66200, "self_installed": False,
    "rate": 1250, "tons": 4.4, "other_rebate": 1800,
}


def measure_zen(expression, facts):
    """Nanoseconds for one evaluation."""
    rounds = 16
    while True:
        begin = time.perf_counter()
        for _ in range(rounds):
            expression.evaluate(facts)
        taken = time.perf_counter() - begin
        if taken >= SLICE:
            return 1e9 * taken / rounds
        rounds *= 2


def same(feel, other):
    """Whether both engines gave the same value."""
    if isinstance(other, bool):
        return feel == str(other).lower()
    return math.isclose(float(feel), float(other), rel_tol=1e-9)


def main():
    program, rounds = sys.argv[1], int(sys.argv[2])
    cases = json.loads((HERE / "expressions.json").read_text())
    feel = subprocess.Popen([program], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    compiled = [zen.compile_expression(case["zen"]) for case in cases]
    facts = [{name: FACTS[name] for name in case["reads"]} for case in cases]
    results = {case["name"]: [] for case in cases}
    for _ in range(rounds):
        for case, expression, given in zip(cases, compiled, facts):
            feel.stdin.write(case["feel"] + "\n")
            feel.stdin.flush()
            answer = feel.stdout.readline().rstrip("\n").split("\t")
            if len(answer) != 4:
                sys.exit(f"{case['name']}: {answer[0]}")
            if not same(answer[3], expression.evaluate(given)):
                sys.exit(f"{case['name']}: {answer[3]} here, {expression.evaluate(given)} from zen-engine")
            results[case["name"]].append((*map(float, answer[:3]), measure_zen(expression, given)))
    feel.stdin.close()
    feel.wait(timeout=20)
    print(f"medians of {rounds} rounds")
    print(f"{'expression':12} {'FEEL ns':>9} {'spread':>13} {'blocks':>7} {'compile µs':>11} {'zen ns':>9} {'ratio':>7}")
    ratios, means = [], []
    for name, rows in results.items():
        columns = list(zip(*rows))
        own, blocks, compiling, other = (statistics.median(column) for column in columns)
        ratios.append(other / own)
        means.append(own)
        spread = f"{min(columns[0]):.0f}–{max(columns[0]):.0f}"
        print(f"{name:12} {own:9.0f} {spread:>13} {blocks:7.1f} {compiling / 1000:11.1f} {other:9.0f} {other / own:6.1f}×")
    mean, ratio = statistics.geometric_mean(means), statistics.geometric_mean(ratios)
    print(f"{'geom. mean':12} {mean:9.0f} {'':33} {mean * ratio:9.0f} {ratio:6.1f}×")


if __name__ == "__main__":
    main()
