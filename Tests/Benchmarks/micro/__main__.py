"""What is hot, measured alone: the stages of a decision, a commit of the ledger, publishing and consuming."""

import argparse
import json
import pathlib
import sys

from micro import decisions, path, thresholds

PARTS = ["decisions", "ledger", "amqp"]


def options():
    parser = argparse.ArgumentParser(prog="Tests/bench micro", description=__doc__)
    parser.add_argument("program", help=argparse.SUPPRESS)
    parser.add_argument("--only", default=",".join(PARTS), help="parts, with commas between (default: all)")
    parser.add_argument("-r", "--rounds", type=int, default=3, help="rounds of ledger and amqp (default: 3)")
    parser.add_argument("--json", default=".build/bench/micro.json", help="(default: .build/bench/micro.json)")
    parser.add_argument("--check", action="store_true", help="decisions only; fails if instructions or allocations are "
                        "more than thresholds.json and its margin allow; the last line counts the comparisons")
    parser.add_argument("--update", action="store_true", help="decisions only; writes thresholds.json")
    parser.add_argument("--folder", help=argparse.SUPPRESS)
    return parser.parse_args()


def measure_decisions(given):
    """The stages of a decision for each program, and the way from a message to its commit."""
    stages, way = decisions.measure(given.program), path.measure(given.program)
    print("\n".join([*decisions.table(stages), *path.table(way)]))
    counted = {**stages, "from message to commit": way}
    if given.update:
        thresholds.update(counted)
    if given.check:
        compared, good = thresholds.check(counted)
        print(f"\n{good} passed, {compared - good} failed")
        sys.exit(good != compared)
    return {"decisions": stages, "path": way}


def measure_edges(given, parts):
    from common.figures import column, spread, table
    from common.place import Place
    from micro import edges
    place, found = Place(given.folder), {}
    try:
        for number in range(given.rounds):
            for part in parts:
                for line in getattr(edges, part)(given.program, place):
                    found.setdefault((line["what"], line["where"], line["step"]), []).append(line)
                    print(f"round {number + 1}: {line['what']} {line['where']} {line['step']}: "
                          f"{line['microseconds']:.1f} µs", flush=True)
            for file in pathlib.Path(given.folder).glob("micro.sqlite*"):
                file.unlink()
    finally:
        place.close()
    rows = [["what", "where", "batch or size", "µs", "µs of processor"]]
    rows += [[*key, *(spread(column(lines, name), "{:.1f}") for name in ("microseconds", "processor_microseconds"))]
             for key, lines in found.items()]
    print(f"\nOne application or message, medians (least–most):\n\n{table(rows)}")
    return [line | {"round": number} for lines in found.values() for number, line in enumerate(lines)]


def main():
    given = options()
    parts = given.only.split(",")
    if unknown := set(parts) - set(PARTS):
        raise SystemExit(f"Tests/bench micro: there is no {', '.join(unknown)}; there are {', '.join(PARTS)}")
    figures = {}
    if "decisions" in parts:
        figures.update(measure_decisions(given))
    if others := [part for part in parts if part != "decisions"]:
        if given.check or given.update:
            return
        figures["edges"] = measure_edges(given, others)
    from common import machine
    path = pathlib.Path(given.json)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps({"machine": machine.description(), **figures}, indent=1, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
