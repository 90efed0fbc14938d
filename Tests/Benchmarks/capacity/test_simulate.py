"""The simulation against what is known: formulas of queueing theory, its own bounds, and a measurement."""

import json
import math
import pathlib
import random

import pytest

from capacity.plan import lock_rate
from capacity.simulate import Clock, Costs, Deployment, Lock, Pool, Simulation
from capacity.tables import on_one_machine

RESULTS = pathlib.Path(__file__).resolve().parents[1] / "results"


def waiting_in_line(servers, load):
    """Erlang's C formula: the mean time in line of M/M/c, in service times."""
    offered = servers * load
    terms = sum(offered**k / math.factorial(k) for k in range(servers))
    last = offered**servers / math.factorial(servers) / (1 - load)
    return last / (terms + last) / (servers * (1 - load))


@pytest.mark.parametrize("servers, load", [(1, 0.5), (1, 0.8), (2, 0.7), (4, 0.8), (8, 0.6)])
def test_a_pool_is_an_m_m_c_queue(servers, load):
    clock, chance, times = Clock(), random.Random(7), []
    pool = Pool(clock, servers)

    def arrive():
        at, service = clock.now, chance.expovariate(1)
        pool.use(service, lambda: times.append(clock.now - at - service))
        clock.after(chance.expovariate(servers * load), arrive)
    arrive()
    clock.run(100_000 / (servers * load))
    assert sum(times) / len(times) == pytest.approx(waiting_in_line(servers, load), rel=0.1)
    assert pool.load(clock.now) == pytest.approx(load, rel=0.02)


def test_a_lock_is_held_by_one_and_given_on_in_order():
    clock, order = Clock(), []
    lock = Lock(clock)
    for name in "abc":
        lock.take(lambda name=name: (order.append(name), clock.after(1, lock.release)))
    clock.run(10)
    assert order == ["a", "b", "c"] and lock.busy == 3


LIGHT = Costs(worker=50e-6, broker=100e-6, database=50e-6, commit=0.003)
LARGE = Deployment(workers=4, worker_processors=4, broker_processors=16, database_processors=16)


def test_what_arrives_is_decided_while_nothing_is_full():
    figures = Simulation(LARGE, LIGHT, 2_000).run(10)
    assert figures["per_second"] == pytest.approx(2_000, rel=0.03)
    assert figures["waiting"] < 100
    assert figures["broker"] == pytest.approx(2_000 * LIGHT.broker / 16, rel=0.05)
    assert figures["database"] == pytest.approx(2_000 * LIGHT.database / 16, rel=0.05)


def test_the_same_seed_gives_the_same_figures():
    assert Simulation(LARGE, LIGHT, 1_000).run(3) == Simulation(LARGE, LIGHT, 1_000).run(3)
    assert Simulation(LARGE, LIGHT, 1_000).run(3) != Simulation(LARGE, LIGHT, 1_000, seed=2).run(3)


def test_one_program_takes_what_its_lock_lets_through_and_shards_more():
    costs = Costs(worker=10e-6, broker=10e-6, database=100e-6, commit=0.005)
    most = lock_rate(costs)
    one = Simulation(Deployment(8, 4, 64, 64, programs=(1.0,)), costs, most * 1.5).run(6)
    four = Simulation(Deployment(8, 4, 64, 64, programs=(1.0,), shards=4), costs, most * 1.5).run(6)
    assert one["per_second"] == pytest.approx(most, rel=0.1) and one["lock"] > 0.95
    assert four["per_second"] == pytest.approx(most * 1.5, rel=0.05)


def test_programs_run_side_by_side_only_when_batches_do_not_mix_them():
    costs = Costs(worker=10e-6, broker=10e-6, database=100e-6, commit=0.005)
    programs, rate = (0.25, 0.25, 0.25, 0.25), lock_rate(costs) * 1.5
    mixed = Simulation(Deployment(8, 4, 64, 64, programs), costs, rate).run(6)
    apart = Simulation(Deployment(8, 4, 64, 64, programs, by_program=True), costs, rate).run(6)
    assert mixed["per_second"] < rate * 0.8
    assert apart["per_second"] == pytest.approx(rate, rel=0.05)


@pytest.mark.skipif(not (RESULTS / "throughput.json").exists(), reason="nothing was measured yet")
@pytest.mark.parametrize("subject", ["sqlite", "postgresql"])
def test_it_agrees_with_the_measurement(subject):
    measured = {"throughput": json.loads((RESULTS / "throughput.json").read_text())}
    real, simulated = on_one_machine(measured, subject)
    assert simulated == pytest.approx(real, rel=0.25)
