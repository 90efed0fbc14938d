"""Three nodes of RabbitMQ on this machine, which lose the leader of their queues, or the majority."""

import os
import re
import signal
import subprocess
import time

import pytest

import house

pytestmark = pytest.mark.faults


class Cluster(house.Broker):
    """Three nodes; asked for anything, the first that runs answers."""

    def __init__(self, folder):
        self.folder, self.spare, self.used = folder, [], []
        done = subprocess.run([house.BROKER, "cluster", str(folder), "3"], stdin=subprocess.DEVNULL,
                              stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, timeout=300)
        assert done.returncode == 0, done.stderr
        self.nodes = [house.Broker(folder / str(number)) for number in (1, 2, 3)]

    def ctl(self, *arguments):
        return self.nodes[0].ctl(*arguments)

    def url(self, vhost="/"):
        return ",".join(node.url(vhost) for node in self.nodes)

    def leader(self, vhost):
        """The node that leads the queue of the applications."""
        printed = self.eval(f"""
            {{ok, Q}} = rabbit_amqqueue:lookup({{resource, <<"{vhost}">>, queue, <<"{house.APPLICATIONS}">>}}),
            {{ok, _, {{_, Leader}}}} = ra:members(amqqueue:get_pid(Q)), Leader.""")
        port = int(re.search(r"rebated(\d+)@", printed).group(1))
        return next(node for node in self.nodes if node.port == port)

    def is_whole(self):
        """Whether every node runs and every queue of the broker has all its members."""
        try:
            return self.eval("length(rabbit_nodes:all_running()) =:= 3.") == "true"
        except AssertionError:
            return False

    def stop(self):
        for node in reversed(self.nodes):
            node.stop()


@pytest.fixture(scope="module")
def cluster(folder):
    cluster = Cluster(folder / "cluster")
    yield cluster
    cluster.stop()


@pytest.fixture
def trial(cluster, new_trial):
    house.until(cluster.is_whole, 120, "all nodes run")
    cluster.eval("rpc:multicall(application, set_env, [rabbit, heartbeat, 2]).")
    return new_trial(cluster)


def begin(trial):
    """Two workers in the middle of their work."""
    feed = trial.feed(range(300), pace=60)
    for _ in range(2):
        trial.worker("--batch=16", "--prefetch=64")
    feed.reached(80)


def test_cluster_leader_killed(cluster, trial):
    begin(trial)
    leader = cluster.leader(trial.system.vhost)
    leader.kill()
    trial.recovering()
    try:
        trial.until_answered()
    finally:
        leader.start()
    house.until(cluster.is_whole, 120, "all nodes run")
    trial.prove("cluster of 3: kill -9 of the queues' leader")


def test_cluster_leader_frozen(cluster, trial):
    begin(trial)
    leader = cluster.leader(trial.system.vhost)
    os.kill(leader.pid, signal.SIGSTOP)
    trial.recovering()
    try:
        time.sleep(10)
    finally:
        os.kill(leader.pid, signal.SIGCONT)
    trial.prove("cluster of 3: SIGSTOP of the queues' leader for 10 s", seconds=120)


def test_cluster_majority_dead(cluster, trial):
    """With one node of three nothing is confirmed: workers stay, and go on by themselves when the others are back."""
    begin(trial)
    for node in cluster.nodes[1:]:
        node.kill()
    time.sleep(5)
    assert all(worker.running for worker in trial.system.workers)
    for node in cluster.nodes[1:]:
        node.start()
    trial.recovering()
    house.until(cluster.is_whole, 120, "all nodes run")
    trial.prove("cluster of 3: two nodes killed, back after seconds", seconds=150)
