"""Throughput, processor time, memory and latency of the worker, beside a bare relay and other clients."""

import argparse

from common.figures import column, median, spread, table
from common.messages import template
from common.place import Place
from common.record import Record
from throughput.drain import drain
from throughput.goals import goals
from throughput.latency import latency
from throughput.subjects import everything, java_classes

COLUMNS = [("per_second", "applications/s", "{:,.0f}"), ("client_us", "client µs", "{:.0f}"),
           ("broker_us", "broker µs", "{:.0f}"), ("database_us", "database µs", "{:.0f}"),
           ("peak_mib", "peak MiB", "{:.0f}"), ("others_cores", "others, cores", "{:.2f}")]
TIMES = [("rate", "rate/s", "{:,.0f}"), ("p50_ms", "p50 ms", "{:.2f}"), ("p99_ms", "p99 ms", "{:.2f}"),
         ("p999_ms", "p99.9 ms", "{:.2f}"), ("sender_late_p99_ms", "sender late p99 ms", "{:.2f}"),
         ("missing", "missing", "{:.0f}")]


def options():
    parser = argparse.ArgumentParser(prog="Tests/bench throughput", description=__doc__)
    parser.add_argument("-n", "--count", type=int, default=40_000, help="applications in the queue (default: 40000)")
    parser.add_argument("-r", "--rounds", type=int, default=5, help="rounds of each (default: 5)")
    parser.add_argument("--seconds", type=float, default=8, help="seconds that a try is measured at most (default: 8)")
    parser.add_argument("--only", "--subjects", metavar="NAMES", help="some subjects, with commas between; `list` lists")
    parser.add_argument("--parts", default="throughput,latency", help="(default: throughput,latency)")
    parser.add_argument("--lines", type=int, default=1, help="lines of an application (default: 1)")
    parser.add_argument("--json", default=".build/bench/throughput.json", help="where the figures go (default: "
                        ".build/bench/throughput.json)")
    parser.add_argument("--resume", action="store_true", help="goes on with what that file lacks")
    parser.add_argument("--folder", help=argparse.SUPPRESS)
    return parser.parse_args()


def measure_throughput(given, place, record, subjects, application):
    for number in range(given.rounds):
        for subject in subjects:
            # Celery's messages are dear to make, and it would not get through more in that time.
            count = min(given.count, int(500 * given.seconds)) if subject.is_celery else given.count
            record.measure({"part": "throughput", "subject": subject.name, "round": number},
                           lambda: drain(place, subject, application, count, given.seconds))


def measure_latency(given, place, record, subjects, application):
    """Each at half of its own rate, and the relay once more at the rate of each worker."""
    named = {s.name: s for s in subjects if s.kind in ("relay", "worker")}
    half = {name: median(column(record.series(part="throughput", subject=name), "per_second")) / 2 for name in named}
    for number in range(given.rounds):
        for name, subject in named.items():
            if half[name] != half[name]:
                continue  # its rate was not measured
            record.measure({"part": "latency", "subject": name, "load": "own", "round": number},
                           lambda: latency(place, subject, application, half[name], given.seconds))
            if subject.kind == "worker" and "relay" in named:
                record.measure({"part": "latency", "subject": "relay", "load": f"like {name}", "round": number},
                               lambda: latency(place, named["relay"], application, half[name], given.seconds))


def tell(record, subjects):
    rows = [["", *(title for _, title, _ in COLUMNS)]]
    for subject in subjects:
        rounds = record.series(part="throughput", subject=subject.name)
        if rounds:
            rows.append([subject.title, *(spread(column(rounds, key), form) for key, _, form in COLUMNS)])
    print(f"\nMedians (least–most) of a full queue, µs of processor time for each application:\n\n{table(rows)}")
    rows = [["", *(title for _, title, _ in TIMES)]]
    for subject in subjects:
        for load in ("own", "like sqlite", "like postgresql"):
            rounds = record.series(part="latency", subject=subject.name, load=load)
            if rounds:
                title = subject.title + ("" if load == "own" else f", {load}")
                rows.append([title, *(spread(column(rounds, key), form) for key, _, form in TIMES)])
    if len(rows) > 1:
        print(f"\nFrom the moment that an application was to be sent to its decision, at half load:\n\n{table(rows)}")
    reached = goals(record, subjects)
    print(f"\n{table(reached)}")
    record.keep("goals", reached)


def main():
    given = options()
    subjects = everything(given.folder)
    if given.only == "list":
        return print("\n".join(f"{s.name:16s} {s.title}" for s in subjects))
    if given.only:
        chosen = given.only.split(",")
        if unknown := set(chosen) - {s.name for s in subjects}:
            raise SystemExit(f"Tests/bench: there is no {', '.join(unknown)}; `--only list` lists them")
        subjects = [s for s in subjects if s.name in chosen]
    text = template(3072, given.lines)
    place = Place(given.folder)
    try:
        if any(s.kind == "java" for s in subjects):
            java_classes(given.folder)
        settings = {"count": given.count, "seconds": given.seconds, "bytes_in": len(text), "lines": given.lines,
                    "bytes_out": 2048}
        record = Record(given.json, settings, given.resume)
        application = place.file("template", text)
        if "throughput" in given.parts:
            measure_throughput(given, place, record, subjects, application)
        if "latency" in given.parts:
            measure_latency(given, place, record, subjects, application)
        tell(record, subjects)
    finally:
        place.close()


if __name__ == "__main__":
    main()
