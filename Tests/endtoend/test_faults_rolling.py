"""Workers of two versions share a ledger and a topology while one replaces the other.

REBATED_TEST_OLD_BINARY names the program of the version before; without it the same program stands in for it, so that
at least the exchange of workers under load is tried.
"""

import os
import time

import pytest

import house

pytestmark = pytest.mark.faults
each_ledger = pytest.mark.parametrize("ledger", ["sqlite", "postgres"], indirect=True)
OPTIONS = "--batch=16", "--prefetch=64", "--drain=15s"


def old_binary():
    return os.environ.get("REBATED_TEST_OLD_BINARY") or house.binary()


def start(trial, program):
    return trial.worker(*OPTIONS, program=program)


@each_ledger
def test_rolling_update(trial):
    """Under load three old workers are replaced one by one, then one new one by an old one: who rolls back is safe too."""
    feed = trial.feed(range(500), pace=100)
    workers = [start(trial, old_binary()) for _ in range(3)]
    slowest = 0.0
    for position, program in [(0, house.binary()), (1, house.binary()), (2, house.binary()), (1, old_binary())]:
        trial.until_decided(trial.decided() + 40)
        replacement = start(trial, program)
        began = time.monotonic()
        assert workers[position].terminate() == 0, workers[position].log[-3000:]
        slowest = max(slowest, time.monotonic() - began)
        workers[position] = replacement
    feed.end()
    assert slowest < 15
    versions = "two versions" if old_binary() != house.binary() else "one version"
    trial.prove(f"4 times a worker replaced under load, {versions}, slowest drain {slowest:.1f} s")
    # Whoever is told to stop finishes what it has: nothing is told twice.
    assert trial.row["copies"] == 0
