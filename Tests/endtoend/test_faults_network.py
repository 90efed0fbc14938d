"""What networks do to a connection, done by a proxy between the worker and its broker."""

import signal
import time

import pytest

import house
import material
import proxy as proxies

pytestmark = pytest.mark.faults


@pytest.fixture
def quick_heartbeats(broker):
    """The broker asks new connections for a heartbeat every two seconds, so that silence is noticed after four."""
    broker.eval("application:set_env(rabbit, heartbeat, 2).")
    yield
    broker.eval("application:set_env(rabbit, heartbeat, 60).")


@pytest.fixture
def proxy(broker, trial):
    proxy = proxies.Proxy(broker.port)
    trial.behind(proxy)
    yield proxy
    proxy.close()


@pytest.mark.parametrize("how", ["closed", "reset"])
def test_connections_cut(trial, proxy, how):
    """In mid-batch, again and again."""
    feed = trial.feed(range(300), pace=100)
    trial.worker("--batch=16", "--prefetch=64")
    trial.worker("--batch=16", "--prefetch=64")
    for cut in range(1, 5):
        feed.reached(cut * 50)
        proxy.cut(reset=how == "reset")
        trial.recovering()
    trial.prove(f"connections to the broker {how} 4 times")


@pytest.mark.parametrize("frame, way, after", [
    ("delivery", "down", 9), ("delivery", "down", 700), ("confirm", "down", 5), ("confirm", "down", 12),
    ("publish", "up", 20), ("publish", "up", 900)])
def test_cut_in_mid_frame(trial, proxy, frame, way, after):
    """The connection ends so many bytes after a frame's first: no half message counts."""
    pattern = {"delivery": proxies.DELIVER, "confirm": proxies.CONFIRM, "publish": proxies.PUBLISH}[frame]
    feed = trial.feed(range(150), pace=150)
    trial.worker("--batch=8", "--prefetch=32")
    for passing in (3, 1, 2):
        trigger = proxy.when(way, pattern, after, lambda pair: pair.cut(), passing)
        assert trigger.fired.wait(30), "nothing of the kind passed"
        trial.recovering()
        feed.reached(min(feed.count + 20, 150))
    trial.prove(f"cut {after} bytes into a {frame}, 3 times")


@pytest.mark.parametrize("ways", [("up", "down"), ("up",), ("down",)], ids=["both", "up", "down"])
def test_silence(trial, proxy, quick_heartbeats, ways):
    """What is sent disappears, and no end of the connection is told: noticed by the heartbeat."""
    feed = trial.feed(range(300), pace=60)
    worker = trial.worker("--batch=16", "--prefetch=64")
    feed.reached(80)
    began, before = time.monotonic(), proxy.accepted
    proxy.swallow(*ways)
    trial.recovering()
    house.until(lambda: proxy.accepted >= before + 2, 30, lambda: f"both connections are made anew:\n{worker.log[-2000:]}")
    assert time.monotonic() - began < 20
    trial.prove(f"silent drop of all that goes {' and '.join(ways)}")


def test_slow_link(trial, proxy, quick_heartbeats):
    """Bodies that take longer than the heartbeat allows are no reason to give up a connection."""
    trial.worker("--batch=16", "--prefetch=8")
    before = proxy.accepted
    proxy.rate, proxy.delay = 20_000, 0.3
    trial.submit(range(12))
    large = material.competing(12)
    large["documents"] = [{"kind": "invoice", "name": f"{number:03d}-" + "n" * 400, "media_type": "application/pdf"}
                          for number in range(300)]
    trial.send(large)
    trial.until_answered(60)
    assert proxy.accepted == before, "a connection was given up"
    trial.prove("20 kB/s and 0.3 s latency, a message of 130 kB")


@pytest.mark.parametrize("ledger", ["sqlite", "postgres"], indirect=True)
def test_zombie(trial, broker, quick_heartbeats):
    """A worker is stopped with deliveries in hand for longer than its heartbeat allows; another takes over; it wakes up."""
    feed = trial.feed(range(300), pace=40)
    sleeper = trial.worker("--batch=8", "--prefetch=64")
    feed.reached(60)
    sleeper.process.send_signal(signal.SIGSTOP)
    try:
        trial.recovering()
        # A file's lock is held by whoever was stopped while it wrote; then the other can only wait.
        trial.worker("--batch=8", ready=False)
        time.sleep(8)
    finally:
        sleeper.process.send_signal(signal.SIGCONT)
    trial.prove("SIGSTOP of a worker for 4 heartbeats, another takes over, SIGCONT")
