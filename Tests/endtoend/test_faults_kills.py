"""Workers are killed: at each step of a delivery, at any moment, politely, and by a message that kills whoever reads it."""

import itertools
import random
import time

import pytest

import house
import material

pytestmark = pytest.mark.faults
each_ledger = pytest.mark.parametrize("ledger", ["sqlite", "postgres"], indirect=True)


@each_ledger
@pytest.mark.parametrize("step", ["settling", "committed", "confirmed", "marked", "acknowledged"])
def test_killed(trial, step):
    """SIGKILL at one step of a delivery, at several of its passings."""
    trial.submit(range(120))
    more = itertools.count(120)
    for passing in (1, 4, 2, 7):
        worker = trial.worker("--batch=8", "--prefetch=48", fault=f"kill@{step}:{passing}")
        # Steps of several batches fall together, so what is there may be over before the last passing.
        trial.until_dead(worker, meanwhile=lambda: trial.submit([next(more)]))
    trial.recovering()
    trial.worker()
    trial.prove(f"SIGKILL of 4 workers, each at {step}")


@each_ledger
def test_killed_at_any_moment(trial):
    """Two workers under load, of which one after the other is killed."""
    chance = random.Random(3)
    feed = trial.feed(range(400), pace=60)
    workers = [trial.worker("--batch=16") for _ in range(2)]
    kills = 0
    while feed.is_alive():
        time.sleep(chance.uniform(0.05, 0.6))
        which = chance.randrange(2)
        workers[which].kill()
        trial.recovering()
        kills += 1
        workers[which] = trial.worker("--batch=16", ready=False)
    trial.prove(f"{kills} times SIGKILL at random, 2 workers")


@each_ledger
def test_told_to_stop_under_load(trial):
    """SIGTERM, ten times, while another worker goes on: each ends in order, and soon."""
    feed = trial.feed(range(400), pace=100)
    workers = [trial.worker("--batch=16", "--drain=15s") for _ in range(2)]
    slowest = 0.0
    for turn in range(10):
        time.sleep(0.25)
        began = time.monotonic()
        assert workers[turn % 2].terminate() == 0, workers[turn % 2].log[-3000:]
        slowest = max(slowest, time.monotonic() - began)
        assert slowest < 15
        workers[turn % 2] = trial.worker("--batch=16", "--drain=15s")
    trial.prove(f"10 times SIGTERM under load, 2 workers, slowest end {slowest:.1f} s")
    # An orderly end leaves nothing behind that would be told again.
    assert trial.row["copies"] == 0


@each_ledger
def test_poison(trial):
    """A message that kills whoever reads it is set aside; those that were delivered beside it are not."""
    trial.submit(range(40))
    poison = trial.poison(material.application("POISON"))
    trial.submit(range(40, 80))
    deaths = 0
    while not trial.portal.ready(house.DEAD):
        worker = trial.worker("--batch=16", "--prefetch=64", fault="kill@intake:POISON")
        house.until(lambda: not worker.running or trial.portal.ready(house.DEAD), 30, "the poison acts or is set aside")
        deaths += not worker.running
        assert deaths < 12, worker.log[-3000:]
    trial.recovering()
    if not trial.running():
        trial.worker(fault="kill@intake:POISON")
    trial.prove(f"a message that killed {deaths} workers before it was set aside", dead=[poison])
