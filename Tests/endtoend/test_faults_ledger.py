"""A ledger that can't be written: a clear error, nothing acknowledged, and all goes on when it is mended."""

import os
import subprocess
import time

import pytest

import house
import ledgers

pytestmark = pytest.mark.faults


def mount(*arguments):
    return subprocess.run(["mount", *arguments], capture_output=True, text=True)


@pytest.fixture
def small_disk(tmp_path):
    """A file system of 8 MiB for the ledger."""
    if os.geteuid() != 0:
        pytest.skip("making a small file system needs root")
    place = tmp_path / "disk"
    place.mkdir()
    made = mount("-t", "tmpfs", "-o", "size=8m", "rebated-test", str(place))
    if made.returncode != 0:
        pytest.skip(f"no file system can be mounted here: {made.stderr.strip()}")
    yield place
    subprocess.run(["umount", "--lazy", str(place)], check=True)


@pytest.fixture
def ledger(small_disk):
    return ledgers.File(small_disk)


def fill(place):
    """Takes all the room that is left; returns the file that holds it."""
    ballast = place / "ballast"
    file = os.open(ballast, os.O_WRONLY | os.O_CREAT)
    for size in (1 << 16, 1 << 12, 1):
        try:
            while True:
                os.write(file, bytes(size))
        except OSError:
            continue
    os.close(file)
    return ballast


def held(trial):
    """What the queue of the applications holds, in hand or not."""
    return sum(trial.system.broker.queues(trial.system.vhost).get(house.APPLICATIONS, (0, 0)))


def test_disk_full(trial, small_disk):
    """A clear error, nothing acknowledged, and all goes on when there is room again."""
    worker = trial.worker()
    trial.submit(range(20))
    trial.until_decided(20)
    ballast = fill(small_disk)
    trial.submit(range(20, 220))
    trial.until_told(worker, "full", "no space")
    time.sleep(2)
    told = len(trial.collector.decided)
    assert worker.running, worker.log[-2000:]
    assert held(trial) >= 220 - told, "something was acknowledged that has no decision"
    assert worker.log.count("\n") < 400, "the log is flooded:\n" + worker.log[-2000:]
    ballast.unlink()
    trial.recovering()
    trial.prove("SQLite's disk full for seconds")


def test_disk_read_only(trial, small_disk):
    """A ledger that may not be written: a worker that starts says so, and waits."""
    first = trial.worker()
    trial.submit(range(5))
    trial.until_decided(5)
    assert first.terminate() == 0
    made = mount("-o", "remount,ro", str(small_disk))
    assert made.returncode == 0, made.stderr
    trial.submit(range(5, 45))
    second = trial.worker(ready=False)
    # Which file is met first depends on what the first worker left: SQLite's own, or the workers' own.
    trial.until_told(second, "read-only", "Read-only", "may not be written")
    time.sleep(1)
    assert held(trial) == 40
    assert second.log.count("\n") < 200, "the log is flooded:\n" + second.log[-2000:]
    assert mount("-o", "remount,rw", str(small_disk)).returncode == 0
    trial.recovering()
    if not second.running:
        assert second.process.returncode != 0
        trial.worker()
    trial.prove("SQLite's disk read-only at a worker's start")
