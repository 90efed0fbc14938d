"""The clock jumps, rulebooks break while they are in use, and somebody else has the ledger's file."""

import os
import pathlib
import time

import pytest

import house

pytestmark = pytest.mark.faults
each_ledger = pytest.mark.parametrize("ledger", ["sqlite", "postgres"], indirect=True)
LIBRARIES = list(pathlib.Path("/usr/lib").glob("*/faketime/libfaketimeMT.so.1"))


@pytest.mark.skipif(not LIBRARIES, reason="the Debian package faketime is not installed")
@each_ledger
def test_clock_stepped(trial, tmp_path):
    """A worker's wall clock jumps by days, back and forth, under load; one beside it keeps the time. Then it is killed,
    and what it has left is taken over by one whose clock is behind."""
    clock = tmp_path / "clock"

    def step(offset):
        clock.with_suffix(".new").write_text(offset + "\n")
        clock.with_suffix(".new").rename(clock)
    step("+0")
    # Named here, for the library would else set the variable itself, and with the environment moved in memory Swift's
    # runtime no longer finds the arguments beside it.
    shared = f"/rebated_sem_{os.getpid()} /rebated_shm_{os.getpid()}"
    fake = {"FAKETIME_SHARED": shared, "LD_PRELOAD": str(LIBRARIES[0]), "FAKETIME_TIMESTAMP_FILE": str(clock), "FAKETIME_CACHE_DURATION": "1",
            "DONT_FAKE_MONOTONIC": "1", "FAKETIME_DONT_FAKE_MONOTONIC": "1"}
    feed = trial.feed(range(360), pace=60)
    moved = trial.worker("--batch=8", **fake)
    trial.worker("--batch=8")
    for turn, offset in enumerate(["-1d", "+1d", "-400d"], start=1):
        feed.reached(turn * 80)
        step(offset)
        trial.recovering()
    feed.reached(330)
    moved.kill()
    trial.worker("--batch=8", **fake)
    trial.prove("clock of one worker of two: -1, +1, -400 days; then killed, its successor's too")
    for name in ("sem.rebated_sem", "rebated_shm"):
        pathlib.Path(f"/dev/shm/{name}_{os.getpid()}").unlink(missing_ok=True)
    days = {line.split('"time":"')[1][:10] for line in moved.log.splitlines() if '"time":"' in line}
    assert len(days) >= 3, f"the clock was not moved: {days}"


@each_ledger
def test_rulebook_broken(new_trial, tmp_path):
    """A rulebook is overwritten with rubbish, emptied, removed and mended while applications are decided by it."""
    folder = tmp_path / "rulebooks"
    folder.mkdir()
    file = folder / "efficiency-works.yaml"
    text = (house.REPOSITORY / "Sources/Rulebook/Programs/efficiency-works.yaml").read_text()
    file.write_text(text)
    trial = new_trial(rulebooks=folder)
    feed = trial.feed(range(300), pace=60)
    workers = [trial.worker("--batch=16") for _ in range(2)]
    feed.reached(40)
    for number, broken in enumerate([text[:len(text) // 2], "", text.replace("unit.seer >=", "unit.sear >=", 1)], start=1):
        file.write_text(broken)
        for worker in workers:
            house.until(lambda: worker.log.count("the ones in force stay") >= number, 30,
                        lambda: f"the broken rulebook is refused:\n{worker.log[-2000:]}")
        trial.recovering()
    # One that starts now finds nothing to work by, and says so at once.
    late = trial.worker(ready=False)
    assert late.process.wait(30) not in (0, -9) and "efficiency-works.yaml" in late.log, late.log
    file.write_text(text)
    trial.prove("rulebook cut in half, emptied, misspelt under load, 2 workers; mended")


def test_ledger_locked(trial):
    """Somebody else writes into the file for twenty seconds; two workers wait for their turn."""
    feed = trial.feed(range(300), pace=60)
    workers = [trial.worker("--batch=16") for _ in range(2)]
    feed.reached(60)
    with trial.system.ledger.locked():
        time.sleep(20)
    trial.recovering()
    trial.prove("SQLite locked by another process for 20 s, 2 workers")
    for worker in workers:
        assert worker.log.count("\n") < 600, "the log is flooded:\n" + worker.log[-2000:]
