"""Line plots as SVG, by hand: small, the same bytes for the same figures, readable on light and dark pages and by who
can't see them."""

import math
from html import escape

PANEL, HEIGHT, TOP, LEFT, BOTTOM, GAP = 220, 250, 56, 56, 44, 26
# Told apart by lightness and by mark too, not by hue alone.
STYLE = """
    text { font: 12px system-ui, sans-serif; fill: #1d1d1f }
    .title { font-weight: 600 } .quiet { fill: #6e6e73 }
    .grid { stroke: #d2d2d7; stroke-width: 1 }
    .s0 { stroke: #0b57d0; fill: #0b57d0 } .s1 { stroke: #b3540a; fill: #b3540a } .s2 { stroke: #5f6368; fill: #5f6368 }
    polyline { fill: none !important; stroke-width: 2 } .band { fill-opacity: .16; stroke: none }
    .s1 polyline, polyline.s1 { stroke-dasharray: 6 3 } polyline.s2 { stroke-dasharray: 2 3 }
    @media (prefers-color-scheme: dark) {
      text { fill: #f5f5f7 } .quiet { fill: #a1a1a6 } .grid { stroke: #424245 }
      .s0 { stroke: #8ab4f8; fill: #8ab4f8 } .s1 { stroke: #fdb97d; fill: #fdb97d } .s2 { stroke: #bdc1c6; fill: #bdc1c6 }
    }"""


def _nice(most):
    """The end of an axis, and the step of its grid."""
    if most <= 0:
        return 1, 1
    unit = 10 ** math.floor(math.log10(most))
    step = next(unit * part for part in (0.2, 0.5, 1, 2) if most / (unit * part) <= 5)
    return math.ceil(most / step - 1e-9) * step, step


def _label(value):
    for size, letter in ((1e6, "M"), (1e3, "k")):
        if value >= size:
            return f"{value / size:.3g}{letter}"
    return f"{value:.3g}"


def _panel(number, title, series, steps):
    """One quantity over the steps: {name: [(least, median, most) or None for each step]}."""
    x0 = LEFT + number * (PANEL + GAP + LEFT)
    top, step = _nice(max((point[2] for points in series.values() for point in points if point), default=1))

    def x(index):
        return x0 + PANEL * (index + 0.5) / len(steps)

    def y(value):
        return TOP + (HEIGHT - TOP - BOTTOM) * (1 - value / top)

    yield f'<text class="title" x="{x0}" y="{TOP - 14}">{escape(title)}</text>'
    for line in range(round(top / step) + 1):
        at = y(line * step)
        yield f'<line class="grid" x1="{x0}" x2="{x0 + PANEL}" y1="{at:.1f}" y2="{at:.1f}"/>'
        yield f'<text class="quiet" text-anchor="end" x="{x0 - 6}" y="{at + 4:.1f}">{_label(line * step)}</text>'
    for index, name in enumerate(steps):
        yield f'<text text-anchor="middle" x="{x(index):.1f}" y="{HEIGHT - BOTTOM + 18}">{escape(name)}</text>'
    for style, points in enumerate(series.values()):
        known = [(x(i), *point) for i, point in enumerate(points) if point]
        there = " ".join(f"{at:.1f},{y(high):.1f}" for at, _, _, high in known)
        back = " ".join(f"{at:.1f},{y(low):.1f}" for at, low, _, _ in reversed(known))
        yield f'<polygon class="s{style} band" points="{there} {back}"/>'
        middle = " ".join(f"{at:.1f},{y(value):.1f}" for at, _, value, _ in known)
        yield f'<polyline class="s{style}" points="{middle}"/>'
        for at, _, value, _ in known:
            yield f'<circle class="s{style}" cx="{at:.1f}" cy="{y(value):.1f}" r="3"/>'


def plot(title, description, axis, steps, panels):
    """An image with a panel for each of {title: series}; `description` says in words what is to be seen."""
    names = list(next(iter(panels.values())))
    width = len(panels) * (PANEL + GAP + LEFT)
    lines = [f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {HEIGHT}" width="{width}" '
             f'height="{HEIGHT}" role="img" aria-labelledby="title desc">',
             f'  <title id="title">{escape(title)}</title>', f'  <desc id="desc">{escape(description)}</desc>',
             f"  <style>{STYLE}\n  </style>"]
    at = LEFT
    for style, name in enumerate(names):
        lines.append(f'  <line class="s{style}" x1="{at}" x2="{at + 18}" y1="14" y2="14" stroke-width="3"/>'
                     f'<text x="{at + 24}" y="18">{escape(name)}</text>')
        at += 44 + 7 * len(name)
    lines.append(f'  <text class="quiet" x="{LEFT}" y="{HEIGHT - 6}">{escape(axis)}</text>')
    for number, (name, series) in enumerate(panels.items()):
        lines += ["  " + line for line in _panel(number, name, series, steps)]
    return "\n".join([*lines, "</svg>"]) + "\n"
