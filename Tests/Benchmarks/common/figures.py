"""Medians with their spread, ratios round by round, and tables of them."""

import statistics


def median(values):
    return statistics.median(values) if values else float("nan")


def column(rounds, name):
    return [figures[name] for figures in rounds if figures.get(name) is not None]


def ratios(ours, theirs, name):
    """Ours ÷ theirs, round by round: what disturbs the machine for a while disturbs both."""
    return [a[name] / b[name] for a, b in zip(ours, theirs) if b.get(name)]


def spread(values, form="{:,.0f}"):
    """The median, and the least and the most behind it."""
    if not values:
        return "—"
    low, middle, high = form.format(min(values)), form.format(median(values)), form.format(max(values))
    return middle if len(values) == 1 else f"{middle} ({low}–{high})"


def table(rows):
    """Rows of text, the first of them titles, in columns for a terminal."""
    widths = [max(len(row[i]) for row in rows) for i in range(len(rows[0]))]
    return "\n".join("  ".join(cell.ljust(width) for cell, width in zip(row, widths)).rstrip() for row in rows)


def markdown(rows):
    """The same for a page: the first column to the left, figures to the right."""
    lines = [rows[0], ["---"] + ["---:"] * (len(rows[0]) - 1), *rows[1:]]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)
