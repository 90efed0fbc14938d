"""What is to be reached, and whether it was."""

from common.figures import column, median, ratios


def goals(record, subjects):
    """Rows of (goal, wanted, reached, yes or no or —)."""
    drained = {s.name: record.series(part="throughput", subject=s.name) for s in subjects}
    drained = {name: rounds for name, rounds in drained.items() if rounds}
    rows = []

    def row(title, reached, most=None, least=None, form="{:.2f}", unit=""):
        wanted = f"≤ {most:g}{unit}" if most is not None else f"≥ {least:g}{unit}"
        if reached is None:
            rows.append((title, wanted, "—", "not measured"))
            return
        good = reached <= most if most is not None else reached >= least
        rows.append((title, wanted, form.format(reached) + unit, "yes" if good else "no"))

    def ratio(ours, theirs):
        values = ratios(drained.get(ours, []), drained.get(theirs, []), "per_second")
        return median(values) if values else None

    def fastest(kind):
        rates = {s.name: median(column(drained[s.name], "per_second")) for s in subjects
                 if s.kind == kind and s.name in drained}
        return max(rates, key=rates.get) if rates else None

    def figure(name, what):
        return median(column(drained[name], what)) if name in drained else None

    row("rate with SQLite ÷ the relay's", ratio("sqlite", "relay"), least=0.7)
    row("rate with PostgreSQL ÷ the relay's", ratio("postgresql", "relay"), least=0.5)
    row("processor time of the worker, SQLite", figure("sqlite", "client_us"), most=60, form="{:.0f}", unit=" µs")
    row("processor time of the worker, PostgreSQL", figure("postgresql", "client_us"), most=80, form="{:.0f}", unit=" µs")
    for kind, language, least in (("python", "Python", 3), ("java", "Java", 1)):
        name = fastest(kind)
        title = next((s.title for s in subjects if s.name == name), language)
        row(f"rate with SQLite ÷ the fastest of {language} ({title})", ratio("sqlite", name), least=least)
    for name, title in (("sqlite", "SQLite"), ("postgresql", "PostgreSQL")):
        for load, told in (("own", "half of its own rate"), ("same", "the same rate")):
            ours = record.series(part="latency", subject=name, load="own")
            theirs = record.series(part="latency", subject="relay", load="own" if load == "own" else f"like {name}")
            values = ratios(ours, theirs, "p99_ms")
            row(f"p99 with {title} ÷ the relay's, at {told}", median(values) if values else None, most=3)
    # The worker is measured while it is busiest; latency runs tell of a steady load.
    held = column(drained.get("sqlite", []), "peak_mib") + column(drained.get("postgresql", []), "peak_mib")
    row("most memory of a worker", max(held) if held else None, most=64, form="{:.0f}", unit=" MiB")
    return [("goal", "wanted", "reached", ""), *rows]
