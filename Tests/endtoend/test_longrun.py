"""A long run, on demand: many applications, four workers on PostgreSQL, a kill every few seconds, the broker restarted
every minute. In the end nothing is lost, doubled or overrun, and no worker has grown."""

import collections
import os
import random
import time

import pytest

import material

pytestmark = [pytest.mark.longrun, pytest.mark.parametrize("ledger", ["postgres"], indirect=True)]
COUNT = int(os.environ.get("REBATED_TEST_LONGRUN", 200_000))
WORKERS, PORTALS = 4, 3


def application(number):
    """Customers enough for limits that bind on most of them; every hundredth comes twice."""
    data = material.competing(number)
    data["customer"]["id"], data["site"]["id"] = f"C-{number % (COUNT // 8 + 1)}", f"S-{number % (COUNT // 6 + 1)}"
    return data


def resident(worker):
    """MiB of memory, anonymous and files."""
    try:
        with open(f"/proc/{worker.process.pid}/status") as file:
            return int(next(line for line in file if line.startswith("VmRSS")).split()[1]) / 1024
    except (OSError, StopIteration):
        return None


def numbers(portal):
    for number in range(portal, COUNT, PORTALS):
        yield application(number)
        if number % 100 == 0:
            yield application(number)


def test_long_run(new_trial, broker):
    # A budget that holds out for about two thirds of it.
    trial = new_trial(budget=f"{COUNT * 90}.00", keeps=False)
    chance = random.Random(COUNT)
    arguments = ["--log-level=notice"]
    workers = {slot: trial.worker(*arguments, ready=False) for slot in range(WORKERS)}
    began = time.monotonic()
    feeds = [trial.feed_items(numbers(portal)) for portal in range(PORTALS)]
    memory = collections.defaultdict(list)      # worker → (age in seconds, MiB)
    born = {slot: time.monotonic() for slot in workers}
    kills = restarts = 0
    next_kill, next_restart, next_note = began + 3, began + 60, began + 10
    while any(feed.is_alive() for feed in feeds) or trial.undecided() > 0:
        now = time.monotonic()
        for slot, worker in workers.items():
            size = resident(worker)
            if size:
                memory[worker.log_file.name].append((now - born[slot], size))
        if now > next_kill:
            # Three of the four are killed again and again; one lives for the whole run, to see whether it grows.
            slot = chance.randrange(1, WORKERS)
            workers[slot].kill()
            kills += 1
            workers[slot], born[slot] = trial.worker(*arguments, ready=False), time.monotonic()
            next_kill = now + chance.uniform(2, 6)
        if now > next_restart:
            broker.kill() if restarts % 2 else broker.stop()
            broker.start()
            trial.recovering()
            restarts += 1
            next_restart = time.monotonic() + 60
        if now > next_note:
            print(f"{now - began:7.0f} s  {trial.decided():8d} decisions told, {kills} kills, {restarts} restarts, "
                  f"{max(size for samples in memory.values() for _, size in samples[-1:]):.0f} MiB", flush=True)
            next_note = now + 10
        assert workers[0].running, workers[0].log[-3000:]
        time.sleep(0.2)
    seconds = time.monotonic() - began
    oldest = memory[workers[0].log_file.name]
    # The first minute is for caches to fill; in a short run the first half.
    settled = [size for age, size in oldest if age > min(60, seconds / 2)]
    quarter = max(len(settled) // 4, 1)
    before, after = sorted(settled[:quarter])[quarter // 2], sorted(settled[-quarter:])[quarter // 2]
    print(f"{COUNT} applications in {seconds:.0f} s: {COUNT / seconds:.0f} a second; {kills} kills, {restarts} restarts of "
          f"the broker\nmemory of the worker that lived through it: {before:.0f} MiB at first, {after:.0f} MiB at last, "
          f"{max(size for _, size in oldest):.0f} MiB at most; of any worker at most "
          f"{max(size for samples in memory.values() for _, size in samples):.0f} MiB", flush=True)
    proving = time.monotonic()
    trial.prove(f"4 workers, {kills} times SIGKILL, {restarts} restarts of the broker, {seconds:.0f} s", seconds=300)
    print(f"held against the oracle in {time.monotonic() - proving:.0f} s", flush=True)
    assert after < before * 1.2 + 20, "the worker's memory grows"
