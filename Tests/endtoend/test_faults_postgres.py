"""PostgreSQL ends, dies in mid-transaction, freezes, and drops who is connected."""

import signal
import time

import pytest

import house
import proxy as proxies

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


def test_postgres_killed_in_mid_transaction(trial, postgres):
    """The worker stands still before its commit while the server dies and comes back."""
    trial.submit(range(100))
    for passing in (1, 3):
        worker = trial.worker("--batch=16", "--prefetch=64", fault=f"stop@settling:{passing}")
        house.until(lambda: state(worker) == "T", 30, lambda: f"the worker stands still:\n{worker.log[-2000:]}")
        postgres.kill()
        postgres.start()
        worker.process.send_signal(signal.SIGCONT)
        trial.recovering()
        trial.until_decided(50 * (1 if passing == 1 else 2))
    trial.prove("PostgreSQL killed between a worker's last statement and its commit")


def state(worker):
    with open(f"/proc/{worker.process.pid}/stat") as file:
        return file.read().rsplit(")", 1)[1].split()[0]


@pytest.mark.parametrize("fate", ["lost", "done but not told", "done and then reset"])
def test_commit_in_doubt(trial, proxy, fate):
    """The connection ends around a COMMIT: it never arrives, or its answer never comes back."""
    feed = trial.feed(range(160), pace=100)
    trial.worker("--batch=8", "--prefetch=32")

    def lose(pair):
        pair.cut()

    def hide(pair):
        pair.swallowed.add("down")
        time.sleep(0.2)
        pair.cut(reset=fate.endswith("reset"))
    for passing in (4, 2, 3, 1):
        # The pattern begins within a message, of which nothing may pass in the first case.
        lost = fate == "lost"
        trigger = proxy.when("up", proxies.COMMIT, -6 if lost else 1 << 20, lose if lost else hide, passing)
        assert trigger.fired.wait(30), "no COMMIT passed"
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
