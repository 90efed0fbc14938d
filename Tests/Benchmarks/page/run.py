"""Puts the measured figures into the documentation: the tables between marks in its pages, and the plots beside them.

    Tests/bench page            writes them, from the JSON in Tests/Benchmarks/results
    Tests/bench page --check    fails if pages or plots are not what the JSON says
"""

import json
import pathlib
import re
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))

from capacity import tables as capacity  # noqa: E402
from page import growth, speed  # noqa: E402

ROOT = pathlib.Path(__file__).resolve().parents[3]
RESULTS = ROOT / "Tests/Benchmarks/results"
PAGES = ROOT / "Sources/rebated/rebated.docc"
BLOCK = re.compile(r"(<!-- figures: ([a-z-]+) -->\n)(.*?)(<!-- end of figures -->)", re.S)


def results():
    """What was measured, by the name of its file."""
    return {file.stem: json.loads(file.read_text()) for file in sorted(RESULTS.glob("*.json"))}


def written():
    """{file: its text as it has to be}."""
    measured = results()
    blocks = {**speed.blocks(measured), **growth.blocks(measured), **capacity.blocks(measured)}
    files = {PAGES / "Resources" / name: text for name, text in growth.plots(measured).items()}
    for page in ("Performance.md", "Capacity.md"):
        text = (PAGES / page).read_text()
        if missing := {match[2] for match in BLOCK.finditer(text)} - set(blocks):
            raise SystemExit(f"{page} has a place for figures that nothing makes: {', '.join(missing)}")
        files[PAGES / page] = BLOCK.sub(lambda match: f"{match[1]}\n{blocks[match[2]]}\n\n{match[4]}", text)
    return files


def main():
    check, old = "--check" in sys.argv[1:], []
    for file, text in written().items():
        if file.exists() and file.read_text() == text:
            continue
        old.append(file.relative_to(ROOT))
        if not check:
            file.parent.mkdir(exist_ok=True)
            file.write_text(text)
    if check and old:
        sys.exit("\n".join(f"{name} is not what Tests/Benchmarks/results says: run Tests/bench page" for name in old))
    print("\n".join(f"wrote {name}" for name in old) or "pages and plots are what was measured")


if __name__ == "__main__":
    main()
