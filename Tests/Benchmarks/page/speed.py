"""The tables of speed: throughput and latency beside others, the stages of a decision, a commit, the broker."""

from common.figures import column, markdown, spread

SUBJECTS = [("relay", "bare relay in C"), ("sqlite", "**rebated, SQLite**"), ("postgresql", "**rebated, PostgreSQL**"),
            ("java", "Java client, plain"), ("java-tuned", "Java client, tuned"), ("pika", "pika, plain"),
            ("pika-tuned", "pika, tuned"), ("aio-pika", "aio-pika, plain"), ("aio-pika-tuned", "aio-pika, tuned"),
            ("celery", "Celery, plain"), ("celery-tuned", "Celery, tuned")]
THROUGHPUT = [("per_second", "applications/s", "{:,.0f}"), ("client_us", "client, µs", "{:,.0f}"),
              ("broker_us", "broker, µs", "{:,.0f}"), ("database_us", "database, µs", "{:,.0f}"),
              ("peak_mib", "memory, MiB", "{:,.0f}")]
LATENCY = [("rate", "a second", "{:,.0f}"), ("p50_ms", "p50, ms", "{:.1f}"), ("p99_ms", "p99, ms", "{:.1f}"),
           ("p999_ms", "p99.9, ms", "{:.1f}")]


def figures_of(measured, name, **wanted):
    found = [m for m in measured[name]["measurements"] if all(m["key"].get(k) == v for k, v in wanted.items())]
    return [m["figures"] for m in sorted(found, key=lambda m: m["key"].get("round", 0))]


def machine(measured, name):
    """Where and when, in a sentence."""
    m = measured[name]["machine"]
    return (f"Measured on {m['date']} at version {m['version']}, on {m['processors']} processors ({m['processor']}) with "
            f"{m['memory_gib']} GiB of memory, {m['system']}, Linux {m['kernel']}, RabbitMQ {m['rabbitmq']}, "
            f"librabbitmq {m['librabbitmq']}; PostgreSQL {m['postgresql']}. All of it shares the machine.")


def _rows(measured, part, columns, loads=((None, ""),)):
    rows = [["", *(title for _, title, _ in columns)]]
    for name, title in SUBJECTS:
        for load, told in loads:
            wanted = {"part": part, "subject": name, **({"load": load} if load else {})}
            rounds = figures_of(measured, "throughput", **wanted)
            if rounds:
                rows.append([title + told, *(spread(column(rounds, key), form) for key, _, form in columns)])
    return markdown(rows)


def _decisions(measured):
    stages = measured["micro"].get("decisions", {})
    names = list(stages)
    rows = [["stage", *names]]
    for stage in next(iter(stages.values()), {}):
        cells = (stages[name][stage] for name in names)
        rows.append([stage, *(f"{c['nanoseconds'] / 1e3:.1f} µs, {c['instructions'] / 1e3:,.0f} k, "
                              f"{c['allocations']:.0f}" for c in cells)])
    return markdown(rows)


def _path(measured):
    steps = measured["micro"].get("path", {})
    return markdown([["", "thousands of instructions"],
                     *([step, f"{figure['instructions'] / 1e3:,.0f}"] for step, figure in steps.items())])


def _edges(measured):
    found = {}
    for line in measured["micro"].get("edges", []):
        found.setdefault((line["what"], line["where"], line["step"]), []).append(line)
    rows = [["", "µs", "of these processor"]]
    for (what, where, step), lines in found.items():
        told = {"ledger": f"a commit of {step} in {where}", "publish": f"publishing {step} with a confirm",
                "consume": "consuming and acknowledging"}[what]
        rows.append([told, *(spread(column(lines, n), "{:,.1f}") for n in ("microseconds", "processor_microseconds"))])
    return markdown(rows)


def blocks(measured):
    loads = (("own", ""), ("like sqlite", ", at the rate of SQLite"), ("like postgresql", ", at the rate of PostgreSQL"))
    return {
        "machine": machine(measured, "throughput"),
        "throughput": _rows(measured, "throughput", THROUGHPUT),
        "latency": _rows(measured, "latency", LATENCY, loads),
        "goals": markdown([[str(cell) for cell in row] for row in measured["throughput"]["goals"]]),
        "decisions": _decisions(measured),
        "path": _path(measured),
        "edges": _edges(measured),
    }
