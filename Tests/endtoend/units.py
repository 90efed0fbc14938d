"""Reads systemd's unit files."""

import pathlib


def read(path: pathlib.Path) -> dict:
    """Sections of a unit, each with the last value of every key; what is given several times is joined by blanks."""
    sections, section = {}, None
    for line in path.read_text().splitlines():
        line = line.strip()
        if line.startswith("[") and line.endswith("]"):
            section = sections.setdefault(line[1:-1], {})
        elif line and not line.startswith(("#", ";")):
            key, _, value = line.partition("=")
            section[key] = f"{section[key]} {value}" if section.get(key) else value
    return sections
