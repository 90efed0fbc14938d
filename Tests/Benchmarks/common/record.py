"""Measurements as they are made, in a JSON file: what was interrupted goes on where it stopped."""

import json
import pathlib
import time

from common import machine


class Record:
    """A list of measurements, each with what identifies it (its key) and its figures, written after each of them."""

    def __init__(self, path, settings, resume):
        self.path = pathlib.Path(path)
        self.data = {"machine": machine.description(), "settings": settings, "measurements": []}
        self.began = time.monotonic()
        if resume and self.path.exists():
            earlier = json.loads(self.path.read_text())
            if earlier["settings"] != settings:
                raise SystemExit(f"{path} was measured with other settings: {earlier['settings']}")
            self.data = earlier
        self.path.parent.mkdir(parents=True, exist_ok=True)

    def find(self, key):
        for measurement in self.data["measurements"]:
            if measurement["key"] == key:
                return measurement["figures"]
        return None

    def measure(self, key, run):
        """Runs it, unless the file has it already; prints a line of progress."""
        figures = self.find(key)
        if figures is None:
            figures = run()
            self.data["measurements"].append({"key": key, "figures": figures})
            self._write()
        told = "  ".join(f"{name} {_short(value)}" for name, value in figures.items() if not isinstance(value, (list, dict)))
        print(f"[{time.monotonic() - self.began:5.0f} s] {' · '.join(map(str, key.values()))}: {told}", flush=True)
        return figures

    def keep(self, name, value):
        """Something that was derived from the measurements."""
        self.data[name] = value
        self._write()

    def series(self, **wanted):
        """The figures of all measurements whose key has these parts, in the order of their rounds."""
        found = [m for m in self.data["measurements"] if all(m["key"].get(k) == v for k, v in wanted.items())]
        return [m["figures"] for m in sorted(found, key=lambda m: m["key"].get("round", 0))]

    def _write(self):
        text = json.dumps({**self.data, "measurements": []}, indent=1, ensure_ascii=False)
        lines = ",\n  ".join(json.dumps(m, ensure_ascii=False) for m in self.data["measurements"])
        new = self.path.with_suffix(".new")
        new.write_text(text.replace('"measurements": []', f'"measurements": [\n  {lines}\n ]') + "\n")
        new.replace(self.path)


def _short(value):
    return f"{value:,.0f}" if isinstance(value, float) and abs(value) >= 100 else \
        f"{value:.3g}" if isinstance(value, float) else str(value)
