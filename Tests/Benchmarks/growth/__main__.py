"""Throughput, processor time and memory of the worker while something grows: the ledger, the backlog, the number of
workers, the payload."""

import argparse

from common.figures import column, spread, table
from common.place import Place
from common.record import Record
from growth import seed
from growth.axes import AXES

COLUMNS = [("per_second", "applications/s", "{:,.0f}"), ("client_us", "client µs", "{:.0f}"),
           ("broker_us", "broker µs", "{:.0f}"), ("database_us", "database µs", "{:.0f}"),
           ("peak_mib", "peak MiB", "{:.0f}"), ("gib", "ledger GiB", "{:.1f}"), ("fill_s", "filled in s", "{:.0f}"),
           ("broker_mib", "broker MiB", "{:,.0f}"), ("reduced_by_limits", "limits that bound", "{:,.0f}")]


# What `Operating.md` advises for ledgers of millions, on a machine of 16 to 24 GiB; commits are as durable as ever.
SETTINGS = ["shared_buffers = 4GB", "max_wal_size = 16GB", "checkpoint_timeout = 30min", "wal_compression = lz4"]


def numbers(text):
    return [int(float(part)) for part in text.split(",")]


def options():
    parser = argparse.ArgumentParser(prog="Tests/bench growth", description=__doc__)
    parser.add_argument("--only", default=",".join(AXES), help=f"axes, with commas between (default: {','.join(AXES)})")
    parser.add_argument("-n", "--count", type=int, default=20_000, help="applications of a try (default: 20000)")
    parser.add_argument("-r", "--rounds", type=int, default=3, help="rounds of each step (default: 3)")
    parser.add_argument("--seconds", type=float, default=5, help="seconds that a try is measured at most (default: 5)")
    parser.add_argument("--ledgers", default="sqlite,postgresql", help="(default: sqlite,postgresql)")
    parser.add_argument("--sizes", type=numbers, default=[10_000, 1_000_000, 10_000_000], help="applications in the "
                        "ledger (default: 1e4,1e6,1e7; ten million take about 20 GB)")
    parser.add_argument("--backlogs", type=numbers, default=[1_000, 1_000_000], help="applications in the queue "
                        "(default: 1e3,1e6; a million take about 4 GB)")
    parser.add_argument("--workers", type=numbers, default=[1, 2, 4, 8], help="processes (default: 1,2,4,8)")
    parser.add_argument("--payloads", type=numbers, default=[1_024, 10_240, 102_400], help="bytes of an application "
                        "(default: 1024,10240,102400)")
    parser.add_argument("--json", default=".build/bench/growth.json", help="(default: .build/bench/growth.json)")
    parser.add_argument("--resume", action="store_true", help="goes on with what that file lacks")
    parser.add_argument("--folder", help=argparse.SUPPRESS)
    return parser.parse_args()


def tell(record, axis):
    measured = [m["key"] for m in record.data["measurements"] if m["key"]["axis"] == axis]
    steps = list(dict.fromkeys((key["subject"], key["step"]) for key in measured))
    series = {step: record.series(axis=axis, subject=step[0], step=step[1]) for step in steps}
    shown = [c for c in COLUMNS if any(column(rounds, c[0]) for rounds in series.values())]
    rows = [[axis, *(title for _, title, _ in shown)]]
    for (subject, step), rounds in series.items():
        rows.append([f"{subject}, {step:,}", *(spread(column(rounds, key), form) for key, _, form in shown)])
    print(f"\n{table(rows)}\n", flush=True)


def main():
    given = options()
    axes = given.only.split(",")
    if unknown := set(axes) - set(AXES):
        raise SystemExit(f"Tests/bench growth: there is no {', '.join(unknown)}; there are {', '.join(AXES)}")
    if "ledger" in axes:
        seed.room(given.folder, given.sizes)
    place = Place(given.folder, SETTINGS)
    try:
        settings = {"count": given.count, "seconds": given.seconds}
        record = Record(given.json, settings, given.resume)
        for axis in axes:
            AXES[axis](given, place, record)
            tell(record, axis)
    finally:
        place.close()


if __name__ == "__main__":
    main()
