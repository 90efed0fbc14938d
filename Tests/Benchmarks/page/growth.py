"""Tables and plots of what happens while something grows."""

from common.figures import column, markdown, median, spread
from page.plot import plot
from page.speed import figures_of, machine

NAMES = {"sqlite": "rebated, SQLite", "postgresql": "rebated, PostgreSQL", "relay": "bare relay in C"}
COLUMNS = [("per_second", "applications/s", "{:,.0f}"), ("client_us", "worker, µs", "{:,.0f}"),
           ("broker_us", "broker, µs", "{:,.0f}"), ("database_us", "database, µs", "{:,.0f}"),
           ("peak_mib", "worker, MiB", "{:,.0f}"), ("broker_mib", "broker, MiB", "{:,.0f}"),
           ("gib", "ledger, GiB", "{:.2f}"), ("reduced_by_limits", "limits that bound", "{:,.0f}")]
PANELS = [("per_second", "applications a second"), ("client_us", "worker, µs of processor each"),
          ("peak_mib", "worker, MiB of memory")]
AXES = {"ledger": ("applications in the ledger", lambda n: f"{n / 1e6:g}M" if n >= 1e6 else f"{n / 1e3:g}k"),
        "backlog": ("applications in the queue", lambda n: f"{n / 1e6:g}M" if n >= 1e6 else f"{n / 1e3:g}k"),
        "workers": ("workers on one PostgreSQL", str),
        "replicas": ("replicas of each queue", str),
        "payload": ("bytes of an application", lambda n: f"{n // 1024} KB")}


def _series(measured, axis):
    """{subject: {step: its rounds}}, in the order of the steps."""
    series = {}
    for measurement in measured["growth"]["measurements"]:
        key = measurement["key"]
        if key["axis"] == axis:
            series.setdefault(key["subject"], {}).setdefault(key["step"], None)
    return {subject: {step: figures_of(measured, "growth", axis=axis, subject=subject, step=step)
                      for step in sorted(steps)} for subject, steps in series.items()}


def _table(measured, axis):
    series, (title, name) = _series(measured, axis), AXES[axis]
    rounds = [r for steps in series.values() for r in steps.values()]
    shown = [c for c in COLUMNS if any(any(column(r, c[0])) for r in rounds)]
    rows = [[title, *(head for _, head, _ in shown)]]
    for subject, steps in series.items():
        for step, figures in steps.items():
            # Where a column is another subject's there is nothing.
            cells = [spread(column(figures, key), form) if any(column(figures, key)) else "—" for key, _, form in shown]
            rows.append([f"{name(step)}, {NAMES[subject]}", *cells])
    return markdown(rows)


def _points(steps, series, key):
    found = [column(series.get(step, []), key) for step in steps]
    return [(min(values), median(values), max(values)) if values else None for values in found]


def _plot(measured, axis):
    series, (title, name) = _series(measured, axis), AXES[axis]
    steps = sorted({step for found in series.values() for step in found})
    panels = {head: {NAMES[subject]: _points(steps, found, key) for subject, found in series.items()}
              for key, head in PANELS}
    told = "; ".join(f"{subject}: " + ", ".join(
        f"{points[i][1]:,.0f} a second at {name(step)}" for i, step in enumerate(steps) if points[i])
        for subject, points in panels[PANELS[0][1]].items())
    return plot(f"{title}: rate, processor time and memory", f"Medians of rounds. {told}.", title,
                [name(step) for step in steps], panels)


def _goals(measured):
    """What is to stay as it is while something grows: (goal, wanted, reached, yes or no)."""
    def figure(axis, subject, step, key):
        values = column(_series(measured, axis).get(subject, {}).get(step, []), key)
        return median(values) if values else None

    def row(title, wanted, reached, good, form="{:.2f}"):
        if reached is None:
            return title, wanted, "—", "not measured"
        return title, wanted, form.format(reached), "yes" if good(reached) else "no"

    def ratio(axis, subject, step, base, key):
        over, under = figure(axis, subject, step, key), figure(axis, subject, base, key)
        return over / under if over and under else None

    rows = [row(f"rate with 10 million applications in the ledger ÷ with 10,000, {name}", "≥ 0.9",
                ratio("ledger", subject, 10_000_000, 10_000, "per_second"), lambda r: r >= 0.9)
            for subject, name in (("sqlite", "SQLite"), ("postgresql", "PostgreSQL"))]
    rows.append(row("rate of 4 workers ÷ of 1, PostgreSQL, shared customers at their limits", "≥ 1",
                    ratio("workers", "postgresql", 4, 1, "per_second"), lambda r: r >= 1))
    for key, name in (("overrun", "limits overrun"), ("deadlocks", "deadlocks")):
        found = [value for rounds in _series(measured, "workers").get("postgresql", {}).values()
                 for value in column(rounds, key)]
        rows.append(row(f"{name} by up to 8 workers", "0", sum(found) if found else None, lambda n: n == 0, "{:.0f}"))
    rows.append(row("memory with a million in the queue ÷ with 1,000", "≤ 1.05",
                    ratio("backlog", "sqlite", 1_000_000, 1_000, "peak_mib"), lambda r: r <= 1.05))
    return markdown([("goal", "wanted", "reached", ""), *rows])


def blocks(measured):
    return {"growth-machine": machine(measured, "growth"),
            "growth-goals": _goals(measured),
            **{f"growth-{axis}": _table(measured, axis) for axis in AXES}}


def plots(measured):
    """{file: SVG}"""
    return {f"growth-{axis}.svg": _plot(measured, axis) for axis in AXES if _series(measured, axis)}
