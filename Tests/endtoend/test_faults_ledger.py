"""A ledger that can't be written: a clear error, nothing acknowledged, and all goes on when it is mended."""

import os
import subprocess
import time

import pytest

import house
import material

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
def system(broker, tmp_path, small_disk):
    system = house.System(broker, tmp_path, small_disk / "ledger.sqlite")
    yield system
    system.close()


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


def submit(portal, numbers):
    for number in numbers:
        portal.submit(material.application(f"F-{number}", customer=f"C-{number}", site=f"S-{number}"))


def waiting(system):
    return sum(system.broker.queues(system.vhost).get(house.APPLICATIONS, (0, 0)))


def test_a_full_disk_is_told_and_nothing_is_acknowledged_until_there_is_room(system, small_disk):
    portal = system.portal()
    worker = system.worker()
    submit(portal, range(20))
    portal.collect(30, lambda answers: len(answers) >= 20)
    ballast = fill(small_disk)
    submit(portal, range(20, 220))
    house.until(lambda: any(word in worker.log.lower() for word in ("full", "no space")), 30,
                lambda: f"an error in the log:\n{worker.log[-3000:]}")
    time.sleep(3)
    told = {answer.data["application"] for answer in portal.collect(0.5)}
    assert worker.running, worker.log[-2000:]
    assert waiting(system) >= 220 - len(told), "something was acknowledged that has no decision"
    assert worker.log.count("\n") < 400, "the log is flooded:\n" + worker.log[-2000:]

    ballast.unlink()
    portal.collect(90, lambda answers: len({a.data["application"] for a in answers}) >= 220)
    decided = [answer.properties.message_id for answer in portal.answers]
    assert len(set(decided)) == 220, worker.log[-3000:]
    house.until(lambda: waiting(system) == 0, 30, "the queue is empty")


def test_a_ledger_that_may_not_be_written_is_told_and_nothing_is_acknowledged(system, small_disk):
    portal = system.portal()
    first = system.worker()
    submit(portal, range(5))
    portal.collect(30, lambda answers: len(answers) >= 5)
    assert first.terminate() == 0
    made = mount("-o", "remount,ro", str(small_disk))
    assert made.returncode == 0, made.stderr

    submit(portal, range(5, 25))
    second = system.worker(ready=False)

    def told():
        return "read-only" in second.log or "may not be written" in second.log
    house.until(told, 30, lambda: f"an error in the log:\n{second.log[-3000:]}")
    time.sleep(2)
    assert waiting(system) == 20
    assert second.log.count("\n") < 200, "the log is flooded:\n" + second.log[-2000:]

    assert mount("-o", "remount,rw", str(small_disk)).returncode == 0
    if not second.running:
        assert second.process.returncode != 0
        system.worker()
    portal.collect(60, lambda answers: len(answers) >= 25)
    assert len({answer.properties.message_id for answer in portal.answers}) == 25
