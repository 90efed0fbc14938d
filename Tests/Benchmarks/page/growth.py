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


def blocks(measured):
    return {"growth-machine": machine(measured, "growth"),
            **{f"growth-{axis}": _table(measured, axis) for axis in AXES}}


def plots(measured):
    """{file: SVG}"""
    return {f"growth-{axis}.svg": _plot(measured, axis) for axis in AXES if _series(measured, axis)}
