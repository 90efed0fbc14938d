"""The broker ends, freezes, runs short of memory or disk, and takes back what the worker relies on."""

import contextlib
import os
import signal
import time

import pytest

import house

pytestmark = pytest.mark.faults
on_postgres = pytest.mark.parametrize("ledger", ["postgres"], indirect=True)


@pytest.fixture
def quick_heartbeats(broker):
    """The broker asks new connections for a heartbeat every two seconds, so that silence is noticed after four."""
    broker.eval("application:set_env(rabbit, heartbeat, 2).")
    yield
    broker.eval("application:set_env(rabbit, heartbeat, 60).")


def restart_app(broker):
    broker.ctl("stop_app")
    broker.ctl("start_app")


@pytest.mark.parametrize("how", ["kill -9", "stop", "stop_app"])
def test_broker_restarted(trial, broker, how):
    feed = trial.feed(range(240), pace=80)
    trial.worker("--batch=16")
    trial.worker("--batch=16")
    feed.reached(80)
    if how == "stop_app":
        restart_app(broker)
    else:
        broker.kill() if how == "kill -9" else broker.stop()
        broker.start()
    trial.recovering()
    trial.prove(f"broker: {how}, then started")
    for worker in trial.system.workers:
        assert worker.log.count("\n") < 400, "the log is flooded:\n" + worker.log[-2000:]


def test_broker_frozen(trial, broker, quick_heartbeats):
    """SIGSTOP: connections stay and say nothing, for longer than the heartbeat allows."""
    feed = trial.feed(range(240), pace=80)
    worker = trial.worker("--batch=16")
    feed.reached(80)
    os.kill(broker.pid, signal.SIGSTOP)
    try:
        trial.until_told(worker, "silent", "heartbeat")
        time.sleep(1)
    finally:
        os.kill(broker.pid, signal.SIGCONT)
    trial.recovering()
    trial.prove("broker stopped by SIGSTOP until it was missed")


@contextlib.contextmanager
def alarm(broker, kind):
    if kind == "memory":
        broker.ctl("set_vm_memory_high_watermark", "0.000001")
    else:
        broker.ctl("set_disk_free_limit", "100000000000000")
    try:
        yield
    finally:
        broker.ctl("set_vm_memory_high_watermark", "0.4")
        broker.ctl("set_disk_free_limit", "50MB")


@pytest.mark.parametrize("kind", ["memory", "disk"])
def test_alarm(trial, broker, kind):
    """Publishers are blocked while there is work; a worker told to stop meanwhile still ends."""
    trial.submit(range(150))
    with alarm(broker, kind):
        workers = [trial.worker("--batch=16", "--prefetch=64", "--drain=3s") for _ in range(2)]
        time.sleep(2)
        assert trial.decided() <= 64, "nobody was blocked"
        began = time.monotonic()
        workers[0].terminate(30)
        assert time.monotonic() - began < 10, "the worker did not end in time while it was blocked"
        assert workers[1].running
    trial.recovering()
    trial.prove(f"{kind} alarm for seconds; one worker told to stop meanwhile")


def test_consumer_timed_out(trial, broker):
    """The ledger is held up for longer than the broker has patience with what is not acknowledged."""
    def patience(milliseconds, tick):
        broker.eval(f"application:set_env(rabbit, consumer_timeout, {milliseconds}), "
                    f"application:set_env(rabbit, channel_tick_interval, {tick}).")
    patience(500, 300)
    try:
        worker = trial.worker("--batch=16")
        with trial.system.ledger.locked():
            trial.submit(range(100))
            trial.until_told(worker, "406", "PRECONDITION_FAILED", "timeout")
    finally:
        patience(1_800_000, 60_000)
    trial.recovering()
    trial.prove("channel closed by the broker: consumer_timeout")


def refused(worker, seconds=0.5):
    """Whether the worker says that the exchange of the decisions refuses it."""
    time.sleep(seconds)
    return any("ACCESS_REFUSED" in line and house.DECISIONS in line for line in worker.log.splitlines())


def test_permission_revoked(trial, broker):
    user = f"worker-{trial.system.vhost}"
    broker.ctl("add_user", user, "first")
    broker.ctl("set_permissions", "-p", trial.system.vhost, user, "^$", ".*", ".*")
    trial.system.worker_url = trial.system.url.replace("guest:guest@", f"{user}:first@")
    worker = trial.worker()
    trial.submit(range(40))
    trial.until_decided(40)
    broker.ctl("set_permissions", "-p", trial.system.vhost, user, "^$", "^$", ".*")
    # The broker remembers what a channel may do until the channel has been idle for a while.
    for turn in range(10):
        time.sleep(2)
        trial.submit([40 + turn])
        if refused(worker):
            break
    assert refused(worker) and worker.running, worker.log[-2000:]
    broker.ctl("set_permissions", "-p", trial.system.vhost, user, "^$", ".*", ".*")
    trial.recovering()
    trial.prove("write permission revoked, and given back")
    broker.ctl("delete_user", user)


def test_exchange_deleted(trial):
    worker = trial.worker()
    trial.submit(range(40))
    trial.until_decided(40)
    trial.portal.channel.exchange_delete(house.DECISIONS)
    trial.submit(range(40, 100))
    trial.until_told(worker, "404", "NOT_FOUND")
    assert house.DECISIONS in worker.log and worker.running
    trial.portal.channel.exchange_declare(house.DECISIONS, "topic", durable=True)
    trial.portal.declare_collector()
    trial.recovering()
    trial.system.rebated("topology", "apply")
    trial.prove("exchange of the decisions deleted, and made again")


def test_queue_deleted(trial):
    """The queue that the workers consume from is deleted with what it holds, and made again. What was in it is gone,
    which the portal sees from its own records and hands in again."""
    feed = trial.feed(range(200), pace=80)
    worker = trial.worker("--batch=16", "--prefetch=32")
    feed.reached(60)
    trial.portal.channel.queue_delete(house.APPLICATIONS)
    trial.until_told(worker, house.APPLICATIONS)
    time.sleep(0.5)
    trial.system.rebated("topology", "apply")
    trial.recovering()
    feed.end()
    house.until(lambda: trial.portal.ready(house.APPLICATIONS) == 0, 60, "the queue is empty")
    for _ in range(2):
        for _, identity, _ in [key for key in trial.unanswered() if isinstance(key, tuple)]:
            trial.submit([int(identity.removeprefix("A-"))])
    trial.prove("queue of the applications deleted under load, and made again")


@pytest.mark.parametrize("how", ["restart", "by hand"])
def test_binding_removed(trial, broker, how):
    """Decisions that no queue takes come back; they wait in the outbox until somebody takes them again."""
    worker = trial.worker()
    trial.portal.channel.queue_delete("rebated.decisions.guest")
    for exchange in (house.DECISIONS, house.TASKS):
        trial.portal.channel.queue_unbind(trial.portal.queue, exchange, "#")
    trial.submit(range(40))
    trial.until_told(worker, "no queue takes")
    # Once a delivery is acknowledged, it stands in the ledger that its answer came back.
    house.until(lambda: house.APPLICATIONS not in broker.queues(trial.system.vhost), 30, "all is decided")
    assert trial.decided() == 0
    trial.portal.declare_collector()
    trial.recovering()
    if how == "restart":
        assert worker.terminate() == 0
        trial.worker()
    else:
        trial.system.rebated("outbox", "publish", "--returned")
    trial.prove("binding of the decisions removed, and put back" + (", outbox publish --returned" if how == "by hand" else ""))


def test_queue_full(trial, broker):
    """A queue of decisions that takes no more: what it refuses is offered again, and nothing else."""
    trial.collector.pause()
    broker.ctl("set_policy", "-p", trial.system.vhost, "--priority", "10", "--apply-to", "queues", "full", "^test",
               '{"max-length": 20, "overflow": "reject-publish"}')
    worker = trial.worker("--batch=16")
    trial.submit(range(150))
    trial.until_told(worker, "not confirmed", "refused", "nack")
    assert trial.portal.ready(trial.portal.queue) < 150
    trial.collector.resume()
    trial.recovering()
    trial.prove("queue of the decisions full for a while (reject-publish)")
    assert trial.row["copies"] == 0


def test_credentials_changed(trial, broker):
    """The worker's password is changed and its connections are closed: it says so and stays; one with the new password
    takes over."""
    user = f"worker-{trial.system.vhost}"
    broker.ctl("add_user", user, "first")
    broker.ctl("set_permissions", "-p", trial.system.vhost, user, "^$", ".*", ".*")
    trial.system.worker_url = trial.system.url.replace("guest:guest@", f"{user}:first@")
    old = trial.worker("--drain=3s", "--batch=16")
    feed = trial.feed(range(200), pace=80)
    feed.reached(50)
    broker.ctl("change_password", user, "second")
    broker.ctl("close_all_user_connections", user, "rotation")
    trial.until_told(old, "ACCESS_REFUSED", "refused")
    assert old.running and "first" not in old.log
    trial.system.worker_url = trial.system.url.replace("guest:guest@", f"{user}:second@")
    trial.recovering()
    trial.worker("--batch=16")
    old.terminate(15)
    trial.prove("password changed, connections closed, another worker with the new one")
    broker.ctl("delete_user", user)
