"""A full queue, and how fast a subject empties it."""

import contextlib
import time

from common import machine
from common.place import decided

WARMUP = 1.5    # seconds after the first decision at most, a tenth of all at most: the start is not measured


def drain(place, subject, template, count, seconds, limit=60, ledger=None, workers=1, check=None, **filling):
    """Fills a queue with `count` applications and lets the subject work, for `seconds` at most once it is warm.

    `ledger` is one that is there already, `workers` how many processes work side by side, `check` what is asked of
    the system afterwards: its figures are added.
    """
    with place.system(ledger or subject.ledger) as system:
        subject.fill(place, system, template, count, **filling)
        with contextlib.ExitStack() as processes:
            began = time.monotonic()
            running = [processes.enter_context(subject.start(place, system)) for _ in range(workers)]
            figures = _watch(place, system, running, count, seconds, limit, began)
        if figures is None:
            log = (system.folder / "log").read_text(errors="replace")[-3000:]
            raise SystemExit(f"{subject.title}: too few decisions within {limit} s:\n{log}")
        return {**figures, **(check(system) if check else {})}


def _watch(place, system, processes, count, seconds, limit, began):
    sessions = [process.pid for process in processes]
    first_seen = first = None
    deadline = began + limit + seconds
    while all(process.poll() is None for process in processes) and time.monotonic() < deadline:
        done, at = decided(system), time.monotonic()
        if done and first_seen is None:
            first_seen = at
        if first is None:
            if done >= count / 10 or (first_seen and at - first_seen >= WARMUP):
                first = snapshot(place, sessions, done)
        elif done >= count or (at - first["at"] >= seconds and done > first["done"]):
            memory = max(machine.session_memory(session) for session in sessions)
            return {**compare(first, snapshot(place, sessions, done), memory), "start_s": first_seen - began}
        # Often enough near the end, seldom enough not to be in the way.
        rate = (done - first["done"]) / max(at - first["at"], 1e-3) if first else 0
        time.sleep(min(0.25, max(0.01, (count - done) / rate * 0.3)) if rate > 0 else 0.02)
    return None


def snapshot(place, sessions, done, helper=None):
    """What has been used so far; `helper` is a process of the measurement's own."""
    return {"at": time.monotonic(), "done": done, "client": sum(map(machine.session_cpu, sessions)),
            "broker": place.broker_cpu(),
            "database": machine.server_cpu(place.server_pid) if place.server_pid else 0.0,
            "machine": machine.machine_cpu(), "own": time.process_time() + (machine.cpu(helper) if helper else 0)}


def compare(first, last, memory=None):
    """What lies between two snapshots, for each decision."""
    gone = {name: last[name] - first[name] for name in first}
    done, known = max(gone["done"], 1), gone["client"] + gone["broker"] + gone["database"] + gone["own"]
    figures = {"per_second": gone["done"] / gone["at"], "client_us": gone["client"] / done * 1e6,
               "broker_us": gone["broker"] / done * 1e6, "database_us": gone["database"] / done * 1e6,
               "others_cores": (gone["machine"] - known) / gone["at"]}
    return figures if memory is None else {**figures, "peak_mib": memory}
