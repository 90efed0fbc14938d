"""A full queue, and how fast a subject empties it."""

import time

from common import machine
from common.place import decided

WARMUP = 1.5    # seconds after the first decision at most, a tenth of all at most: the start is not measured


def drain(place, subject, template, count, seconds, limit=60):
    """Fills a queue with `count` applications and lets the subject work, for `seconds` at most once it is warm."""
    with place.system(subject.ledger) as system:
        subject.fill(place, system, template, count)
        with subject.start(place, system) as process:
            figures = _watch(place, system, process, count, seconds, limit)
        if figures is None:
            log = (system.folder / "log").read_text(errors="replace")[-3000:]
            raise SystemExit(f"{subject.title}: too few decisions within {limit} s:\n{log}")
        return figures


def _watch(place, system, process, count, seconds, limit):
    first_seen = first = None
    deadline = time.monotonic() + limit + seconds
    while process.poll() is None and time.monotonic() < deadline:
        done, at = decided(system), time.monotonic()
        if done and first_seen is None:
            first_seen = at
        if first is None:
            if done >= count / 10 or (first_seen and at - first_seen >= WARMUP):
                first = snapshot(place, process.pid, done)
        elif done >= count or (at - first["at"] >= seconds and done > first["done"]):
            return compare(first, snapshot(place, process.pid, done), machine.session_memory(process.pid))
        # Often enough near the end, seldom enough not to be in the way.
        rate = (done - first["done"]) / max(at - first["at"], 1e-3) if first else 0
        time.sleep(min(0.25, max(0.01, (count - done) / rate * 0.3)) if rate > 0 else 0.02)
    return None


def snapshot(place, session, done):
    return {"at": time.monotonic(), "done": done, "client": machine.session_cpu(session),
            "broker": machine.cpu(place.broker.pid),
            "database": machine.server_cpu(place.server_pid) if place.server_pid else 0.0,
            "machine": machine.machine_cpu(), "own": time.process_time()}


def compare(first, last, memory=None):
    """What lies between two snapshots, for each decision."""
    gone = {name: last[name] - first[name] for name in first}
    done, known = max(gone["done"], 1), gone["client"] + gone["broker"] + gone["database"] + gone["own"]
    figures = {"per_second": gone["done"] / gone["at"], "client_us": gone["client"] / done * 1e6,
               "broker_us": gone["broker"] / done * 1e6, "database_us": gone["database"] / done * 1e6,
               "others_cores": (gone["machine"] - known) / gone["at"]}
    return figures if memory is None else {**figures, "peak_mib": memory}
