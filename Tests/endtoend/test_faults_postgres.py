"""PostgreSQL ends, dies in mid-transaction, freezes, and drops who is connected."""

import time

import pytest

import house
import proxy as proxies
from trial import PROGRAM

pytestmark = [pytest.mark.faults, pytest.mark.parametrize("ledger", ["postgres"], indirect=True)]


@pytest.fixture
def proxy(ledger):
    """Workers reach the database through it, the test itself does not."""
    proxy = proxies.Proxy(ledger.server.port)
    ledger.url = ledger.server.url(ledger.name, proxy.port)
    yield proxy
    proxy.close()


@pytest.mark.parametrize("how", ["restart", "kill -9"])
def test_postgres_restarted(trial, postgres, how):
    feed = trial.feed(range(300), pace=80)
    for _ in range(2):
        trial.worker("--batch=16", "--prefetch=64")
    feed.reached(100)
    if how == "restart":
        postgres.restart()
    else:
        postgres.kill()
        postgres.start()
    trial.recovering()
    trial.prove(f"PostgreSQL: {how} under load, 2 workers")
    for worker in trial.system.workers:
        assert worker.log.count("\n") < 500, "the log is flooded:\n" + worker.log[-2000:]


def test_postgres_killed_in_mid_transaction(trial, postgres, ledger):
    """A worker's transaction has begun and waits for a lock that the test holds, when the server dies."""
    trial.worker("--batch=16", "--prefetch=64")
    for turn in range(3):
        with ledger.held(f"select from program where program = '{PROGRAM}' for update"):
            trial.submit(range(turn * 50, turn * 50 + 50))
            house.until(ledger.waiting, 30, "a worker waits for the lock")
            postgres.kill()
        postgres.start()
        trial.recovering()
        trial.until_decided(turn * 50 + 50)
    trial.prove("PostgreSQL killed in mid-transaction, 3 times")


@pytest.mark.parametrize("fate", ["never arrives", "its answer is cut", "its answer is reset"])
def test_commit_in_doubt(trial, proxy, fate):
    """The connection ends around a COMMIT: just before it, with all that it is to commit already sent, or just after."""
    feed = trial.feed(range(160), pace=100)
    for passing in (4, 2, 3, 1):
        if fate == "never arrives":
            # New connections prepare it anew, and nothing of it passes.
            proxy.cut()
            trigger = proxy.when("up", proxies.COMMIT, 0, lambda pair: pair.cut())
        else:
            trigger = proxy.when("down", proxies.COMMITTED, 0, lambda pair: pair.cut(reset="reset" in fate), passing)
        if not trial.running():
            trial.worker("--batch=8", "--prefetch=32")
        house.until(trigger.fired.is_set, 30, "a COMMIT passes")
        trial.recovering()
        feed.reached(min(feed.count + 16, 160))
    trial.prove(f"4 times a COMMIT in doubt: {fate}")


def test_sessions_terminated(trial, ledger):
    feed = trial.feed(range(300), pace=100)
    for _ in range(2):
        trial.worker("--batch=16", "--prefetch=64")
    for turn in range(1, 6):
        feed.reached(turn * 45)
        ledger.terminate()
        trial.recovering()
    trial.prove("pg_terminate_backend of every session 5 times, 2 workers")


def test_postgres_frozen(trial, postgres):
    feed = trial.feed(range(200), pace=100)
    for _ in range(2):
        trial.worker("--batch=16", "--prefetch=64")
    feed.reached(60)
    with postgres.frozen():
        time.sleep(5)
        assert all(worker.running for worker in trial.system.workers)
    trial.recovering()
    trial.prove("PostgreSQL stopped by SIGSTOP for 5 s")


@pytest.mark.parametrize("how", ["closed", "reset"])
def test_postgres_connections_cut(trial, proxy, how):
    feed = trial.feed(range(300), pace=100)
    for _ in range(2):
        trial.worker("--batch=16", "--prefetch=64")
    for turn in range(1, 6):
        feed.reached(turn * 45)
        proxy.cut(reset=how == "reset")
        trial.recovering()
    trial.prove(f"connections to PostgreSQL {how} 5 times, 2 workers")


def test_postgres_silent(trial, proxy):
    """What the sessions carry disappears and nobody is told: the worker has a deadline of its own."""
    feed = trial.feed(range(200), pace=100)
    trial.worker("--batch=16", "--prefetch=64")
    feed.reached(60)
    proxy.swallow()
    trial.recovering()
    trial.prove("silent drop of all that goes to PostgreSQL and back", seconds=120)
