"""What grows, and how each step of it is measured."""

import contextlib
import os
import pathlib
import subprocess
import time

from common import machine
from common.messages import OTHER, template
from common.place import OUT, house
from growth import seed
from throughput.drain import compare, drain, snapshot
from throughput.subjects import Subject

SQLITE = Subject("sqlite", "rebated, SQLite", [], "worker")
POSTGRES = Subject("postgresql", "rebated, PostgreSQL", [], "worker", "postgresql")
RELAY = Subject("relay", "bare relay in C", [], "relay")


def ledger(given, place, record):
    """Ledgers that hold much already. Half of the customers of new applications are on record, at random places.

    All ledgers of a kind are there at once, and take turns: how fast the machine is changes while one is filled.
    """
    text = template(3072, customer=f"C-{OTHER}", site=f"S-{OTHER}", prefix="N")
    application = place.file("template", text)
    for kind in given.ledgers.split(","):
        keys = {size: {"axis": "ledger", "subject": kind, "step": size} for size in given.sizes}
        if all(record.find({**key, "round": number}) for key in keys.values() for number in range(given.rounds)):
            continue
        with contextlib.ExitStack() as ends:
            grown = {size: ends.enter_context(_grown(place, kind, size)) for size in given.sizes}
            for number in range(given.rounds):
                for size, (target, made) in grown.items():
                    record.measure({**keys[size], "round": number}, lambda: {**made, **drain(
                        place, SQLITE if kind == "sqlite" else POSTGRES, application, given.count, given.seconds,
                        ledger=target, spread=2 * size, **{"from": number * given.count})})


@contextlib.contextmanager
def _grown(place, kind, size):
    """A ledger of so many applications, and what it took to fill it."""
    if kind == "postgresql":
        database, made = seed.postgresql(place.server, size)
        with contextlib.closing(database):
            yield database, made
        return
    path = place.folder / f"grown-{size}.sqlite"
    try:
        yield path, seed.sqlite(path, size)
    finally:
        for file in pathlib.Path(place.folder).glob(f"{path.name}*"):
            file.unlink()


def backlog(given, place, record):
    """Queues with much in them, and as many sent as are decided: the sender's share of the machine is the same."""
    application = place.file("template", template(3072))
    for size in given.backlogs:
        key = {"axis": "backlog", "subject": "sqlite", "step": size}
        if all(record.find({**key, "round": number}) for number in range(given.rounds)):
            continue
        with place.system() as system, _holding(place, system, application, size) as (holder, progress):
            began = time.monotonic()
            while progress()[1] < size:
                if holder.poll() is not None or time.monotonic() - began > 60 + size / 2_000:
                    raise SystemExit(f"{size} applications could not be put into the queue")
                time.sleep(0.2)
            filled = time.monotonic() - began
            with SQLITE.start(place, system) as process:
                while progress()[2] < min(given.count / 10, 2_000) and process.poll() is None:
                    time.sleep(0.1)
                for number in range(given.rounds):
                    record.measure({**key, "round": number}, lambda: _window(
                        given, place, process, holder, progress, filled))


def _window(given, place, process, holder, progress, filled):
    first = snapshot(place, [process.pid], progress()[2], holder.pid)
    time.sleep(given.seconds)
    last = snapshot(place, [process.pid], progress()[2], holder.pid)
    figures = compare(first, last, machine.session_memory(process.pid))
    used = subprocess.run(["du", "-s", "--block-size=1M", place.broker.folder], capture_output=True, text=True)
    return {**figures, "fill_s": filled, "broker_mib": machine.memory(place.broker.pid),
            "broker_disk_mib": int(used.stdout.split()[0])}


@contextlib.contextmanager
def _holding(place, system, application, window):
    """The process that keeps the queue full, and what it said last: when, how many sent, how many decided."""
    lines = system.folder / "progress"
    with open(lines, "wb") as out:
        holder = subprocess.Popen(place.loading("hold", system, application, queue=OUT, window=window), stdout=out,
                                  stdin=subprocess.DEVNULL, preexec_fn=house._end_with_us)

    def progress():
        with open(lines, "rb") as file:
            file.seek(max(0, os.path.getsize(lines) - 200))
            whole = [line.split() for line in file.read().decode().splitlines(True) if line.endswith("\n")]
        fields = next((fields for fields in reversed(whole) if len(fields) == 3), [0, 0, 0])
        return tuple(map(int, fields))

    try:
        yield holder, progress
    finally:
        holder.terminate()
        holder.wait(30)


def workers(given, place, record):
    """More processes on one PostgreSQL, for customers who are many workers' at once and reach their limits."""
    spread = max(given.count // 10, 10)
    text = template(3072, lines=2, customer=f"C-{OTHER}", site=f"S-{OTHER}")
    for number in range(given.rounds):
        for count in given.workers:
            record.measure({"axis": "workers", "subject": "postgresql", "step": count, "round": number}, lambda: drain(
                place, POSTGRES, place.file("template", text), given.count, given.seconds, workers=count,
                spread=spread, check=lambda system: _proof(place, system)))


OVERRUN = """
    WITH told AS (
        SELECT l->>'limit' AS "limit", l->>'key' AS "key", max((l->>'maximum')::numeric) AS maximum,
            count(*) FILTER (WHERE (l->>'reduced_by')::numeric > 0) AS reduced
        FROM decision d, json_array_elements(convert_from(body, 'UTF8')::json->'measures') m,
            json_array_elements(m->'limits') l
        GROUP BY 1, 2)
    SELECT count(*) FILTER (WHERE b.cents > told.maximum * 100), coalesce(sum(reduced), 0),
        (SELECT deadlocks FROM pg_stat_database WHERE datname = current_database())
    FROM told JOIN balance b ON b."limit" = 'efficiency-works/' || told."limit" AND b."key" = told."key" """


def _proof(place, system):
    """No limit overrun, no deadlock, a journal that is sound; and how often a limit took something away."""
    overrun, reduced, deadlocks = map(int, place.server.query(OVERRUN, system.ledger.name).split("|"))
    system.rebated("ledger", "verify", seconds=300)
    if overrun or deadlocks:
        raise SystemExit(f"{overrun} limits are overrun, {deadlocks} deadlocks")
    return {"overrun": overrun, "deadlocks": deadlocks, "reduced_by_limits": reduced}


def payload(given, place, record):
    """Larger applications; the relay tells what the broker alone makes of them."""
    for number in range(given.rounds):
        for size in given.payloads:
            application = place.file(f"template-{size}", template(size))
            # About as many bytes of each, within what the rate lets through in that time.
            count = max(min(given.count, given.count * 8_192 // size), 500)
            for subject in (RELAY, SQLITE):
                record.measure({"axis": "payload", "subject": subject.name, "step": size, "round": number},
                               lambda: drain(place, subject, application, count, given.seconds))


def replicas(given, place, record):
    """What three replicas of every queue cost, on three nodes that share this machine."""
    application = place.file("template", template(3072))
    for copies in (1, 3):
        missing = [(number, subject) for number in range(given.rounds) for subject in (RELAY, SQLITE) if not record.find(
            {"axis": "replicas", "subject": subject.name, "step": copies, "round": number})]
        with place.cluster(copies) if copies > 1 and missing else contextlib.nullcontext():
            for number in range(given.rounds):
                for subject in (RELAY, SQLITE):
                    record.measure({"axis": "replicas", "subject": subject.name, "step": copies, "round": number},
                                   lambda: drain(place, subject, application, given.count, given.seconds))


AXES = {"payload": payload, "workers": workers, "replicas": replicas, "backlog": backlog, "ledger": ledger}
